using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Attention of a sequence to itself and a perceptron at each position, each with a residual connection and layer normalisation.
/// Vaswani et al. 2017, arXiv:1706.03762, §3.1 (normalised after each part), or before it as Xiong et al. 2020, arXiv:2002.04745.
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

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="width">Features in and out; a multiple of the heads.</param>
    /// <param name="options">What else there is to say.</param>
    /// <exception cref="ArgumentException">The width does not divide into the heads.</exception>
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
    /// <param name="pass">Whether this is training.</param>
    /// <param name="bias">What is added to the scores of attention, broadcast to [batch, heads, positions, positions]; null for none.</param>
    /// <param name="isCausal">Whether a position sees no later one.</param>
    /// <returns>[batch, positions, width].</returns>
    /// <exception cref="ShapeException">x has another width.</exception>
    public Tensor Apply(Tensor x, ForwardPass pass, Tensor? bias = null, bool isCausal = false) =>
        Parts(x, pass, y => dropout.Apply(attention.Apply(y, pass, bias, isCausal), pass));

    /// <summary>Applies the layer to the next position of sequences, which sees those before it.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="state">What is remembered of the sequences.</param>
    /// <returns>[batch, width]: what <see cref="Apply"/> gives at this position where no position sees a later one.</returns>
    /// <exception cref="ShapeException">x has another width, or the batch is not the state's.</exception>
    public Tensor Step(Tensor x, DecodingState state) => StepIn(x, state);

    /// <summary>The same with what is remembered kept elsewhere.</summary>
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

/// <summary>What a <see cref="TransformerLayer"/> is like; the defaults are PyTorch's.</summary>
/// <param name="Heads">Heads of attention.</param>
/// <param name="Hidden">Width of the perceptron between its two layers.</param>
/// <param name="Dropout">The probability of dropout.</param>
/// <param name="Activation">What stands inside the perceptron.</param>
/// <param name="NormaliseFirst">Whether each part is normalised before it rather than after.</param>
/// <param name="DropsInside">
/// Whether dropout falls on the shares of attention and on the hidden layer, too, or only on what each part adds, which leaves attention in one piece.
/// </param>
public sealed record TransformerLayerOptions(
    int Heads,
    int Hidden = 2048,
    double Dropout = 0.1,
    Activation Activation = Activation.Relu,
    bool NormaliseFirst = false,
    bool DropsInside = true
);
