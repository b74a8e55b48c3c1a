using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A transformer encoder layer: self-attention and a perceptron at each position, each with a residual connection and layer
/// normalisation. Vaswani et al. 2017, arXiv:1706.03762, §3.1 (post-norm), or pre-norm as in Xiong et al. 2020, arXiv:2002.04745.
/// As PyTorch's nn.TransformerEncoderLayer (with batch_first): <c>self_attn</c>, <c>linear1</c>, <c>linear2</c>, <c>norm1</c>,
/// <c>norm2</c>.
/// </summary>
public sealed class TransformerLayer
{
    private readonly TransformerLayerOptions options;
    private readonly MultiHeadAttention attention;
    private readonly Linear first;
    private readonly Linear second;
    private readonly LayerNorm attentionNorm;
    private readonly LayerNorm perceptronNorm;
    private readonly Dropout inner;
    private readonly Dropout dropout;

    /// <summary>Creates the layer's parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="width">Input and output features; a multiple of the heads.</param>
    /// <param name="options">The layer's options.</param>
    /// <exception cref="ArgumentException">The width is not divisible by the heads.</exception>
    public TransformerLayer(ParameterScope scope, int width, TransformerLayerOptions options)
    {
        this.options = options;
        inner = new Dropout(options.DropsInside ? options.Dropout : 0);
        attention = new MultiHeadAttention(scope.At("self_attn"), width, options.Heads, inner.Probability);
        first = new Linear(scope.At("linear1"), width, options.Hidden);
        second = new Linear(scope.At("linear2"), options.Hidden, width);
        attentionNorm = new LayerNorm(scope.At("norm1"), width);
        perceptronNorm = new LayerNorm(scope.At("norm2"), width);
        dropout = new Dropout(options.Dropout);
    }

    /// <summary>Multiplies the first values of the weights whose output is added to the residual stream.</summary>
    /// <param name="factor">What they are multiplied by.</param>
    internal void ScaleResiduals(double factor)
    {
        foreach (var weight in new[] { attention.OutputWeight, second.Weight })
        {
            foreach (ref float value in weight.Values)
            {
                value = (float)(value * factor);
            }
        }
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[batch, positions, width].</param>
    /// <param name="pass">Training or evaluation mode.</param>
    /// <param name="bias">A bias added to the attention scores, broadcast to [batch, heads, positions, positions]; null for none.</param>
    /// <param name="isCausal">Whether a position sees no later one.</param>
    /// <returns>[batch, positions, width].</returns>
    /// <exception cref="ShapeException">The width of x differs.</exception>
    public Tensor Apply(Tensor x, ForwardPass pass, Tensor? bias = null, bool isCausal = false) =>
        Parts(x, pass, y => dropout.Apply(attention.Apply(y, pass, bias, isCausal), pass));

    /// <summary>Applies the layer causally to the next position of sequences.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="state">The decoding state of the sequences.</param>
    /// <returns>[batch, width]: the result of a causal <see cref="Apply"/> at this position.</returns>
    /// <exception cref="ShapeException">The width of x differs, or the batch differs from the state's.</exception>
    public Tensor Step(Tensor x, DecodingState state) => StepIn(x, state);

    /// <summary>The same with a separate store of keys and values.</summary>
    internal Tensor StepIn(Tensor x, IAttentionMemory state) =>
        Parts(x, ForwardPass.Inference, y => attention.StepIn(y, state));

    private Tensor Parts(Tensor x, ForwardPass pass, Func<Tensor, Tensor> attend)
    {
        if (options.NormaliseFirst)
        {
            x += attend(attentionNorm.Apply(x));
            return x + Perceptron(perceptronNorm.Apply(x), pass);
        }

        x = attentionNorm.Apply(x + attend(x));
        return perceptronNorm.Apply(x + Perceptron(x, pass));
    }

    private Tensor Perceptron(Tensor x, ForwardPass pass)
    {
        var hidden = inner.Apply(options.Activation.Apply(first.Apply(x)), pass); // [batch, positions, hidden]
        return dropout.Apply(second.Apply(hidden), pass);
    }
}

/// <summary>Options of a <see cref="TransformerLayer"/>; the defaults are PyTorch's.</summary>
/// <param name="Heads">The number of attention heads.</param>
/// <param name="Hidden">The width of the perceptron's hidden layer.</param>
/// <param name="Dropout">The probability of dropout.</param>
/// <param name="Activation">The activation function of the perceptron.</param>
/// <param name="NormaliseFirst">Whether normalisation comes before each part (pre-norm) rather than after (post-norm).</param>
/// <param name="DropsInside">
/// Whether dropout also applies to the attention weights and the hidden layer. Otherwise it applies only to each residual branch,
/// so that attention can use the fused op.
/// </param>
public sealed record TransformerLayerOptions(
    int Heads,
    int Hidden = 2048,
    double Dropout = 0.1,
    Activation Activation = Activation.Relu,
    bool NormaliseFirst = false,
    bool DropsInside = true
);
