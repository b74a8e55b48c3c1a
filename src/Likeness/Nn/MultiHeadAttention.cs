using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Multi-head attention. Vaswani et al. 2017, arXiv:1706.03762, §3.2.2. As PyTorch's nn.MultiheadAttention (with batch_first):
/// <c>in_proj_weight</c> [3·width, width] and <c>in_proj_bias</c> for queries, keys and values in turn, <c>out_proj</c>;
/// Glorot-uniform weights, biases of 0.
/// </summary>
public sealed class MultiHeadAttention
{
    private readonly int width;
    private readonly int heads;
    private readonly Dropout dropout;

    /// <summary>Creates the layer's parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="width">Input and output features; a multiple of the heads.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="dropout">The dropout probability of the attention weights.</param>
    /// <exception cref="ArgumentException">The width is not divisible by the heads.</exception>
    public MultiHeadAttention(ParameterScope scope, int width, int heads, double dropout = 0)
    {
        if (heads < 1 || width % heads != 0)
        {
            throw new ArgumentException($"{width} features are not divisible by {heads} heads.", nameof(heads));
        }

        (this.width, this.heads, this.dropout) = (width, heads, new Dropout(dropout));
        InputWeight = scope.Uniform("in_proj_weight", [3 * width, width], Math.Sqrt(6.0 / (4 * width)));
        InputBias = scope.Constant("in_proj_bias", [3 * width], 0);
        OutputWeight = scope.Uniform("out_proj.weight", [width, width], 1 / Math.Sqrt(width));
        OutputBias = scope.Constant("out_proj.bias", [width], 0);
    }

    /// <summary>The projection to queries, keys and values: [3·width, width].</summary>
    public Parameter InputWeight { get; }

    /// <summary>The bias of that projection: [3·width].</summary>
    public Parameter InputBias { get; }

    /// <summary>The output projection: [width, width].</summary>
    public Parameter OutputWeight { get; }

    /// <summary>The bias of the output projection: [width].</summary>
    public Parameter OutputBias { get; }

    /// <summary>Self-attention.</summary>
    /// <param name="x">[batch, positions, width].</param>
    /// <param name="pass">Training or evaluation mode.</param>
    /// <param name="bias">A bias added to the attention scores, broadcast to [batch, heads, positions, positions]; null for none.</param>
    /// <param name="isCausal">Whether a position sees no later one.</param>
    /// <returns>[batch, positions, width].</returns>
    /// <exception cref="ShapeException">The width of x differs.</exception>
    public Tensor Apply(Tensor x, ForwardPass pass, Tensor? bias = null, bool isCausal = false)
    {
        LayerShapes.RequireSequence("attention", x, width);
        var projected = Linear.Project(x, InputWeight, InputBias); // [batch, positions, 3·width]
        Tensor Part(int i) => projected.Slice(2, i * width, width);
        return Attend(Part(0), Part(1), Part(2), pass, bias, isCausal);
    }

    /// <summary>Cross-attention: a sequence attends to another.</summary>
    /// <param name="x">[batch, positions, width].</param>
    /// <param name="sources">[batch, sources, width].</param>
    /// <param name="pass">Training or evaluation mode.</param>
    /// <param name="bias">A bias added to the attention scores, broadcast to [batch, heads, positions, sources]; null for none.</param>
    /// <returns>[batch, positions, width].</returns>
    /// <exception cref="ShapeException">A width differs.</exception>
    public Tensor Apply(Tensor x, Tensor sources, ForwardPass pass, Tensor? bias = null)
    {
        LayerShapes.RequireSequence("attention", x, width);
        LayerShapes.RequireSequence("attention", sources, width);
        Tensor Rows(Tensor parameter, int first, int count) => parameter.Slice(0, first * width, count * width);
        var queries = Linear.Project(x, Rows(InputWeight, 0, 1), Rows(InputBias, 0, 1));
        var projected = Linear.Project(sources, Rows(InputWeight, 1, 2), Rows(InputBias, 1, 2));
        return Attend(
            queries,
            projected.Slice(2, 0, width),
            projected.Slice(2, width, width),
            pass,
            bias,
            isCausal: false
        );
    }

    /// <summary>Causal self-attention of the next position of sequences.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="state">The decoding state of the sequences.</param>
    /// <returns>[batch, width].</returns>
    /// <exception cref="ShapeException">The width of x differs, or the batch differs from the state's.</exception>
    public Tensor Step(Tensor x, DecodingState state) => StepIn(x, state);

    /// <summary>The same with a separate store of keys and values.</summary>
    internal Tensor StepIn(Tensor x, IAttentionMemory state)
    {
        LayerShapes.RequireRows("attention", x, width);
        var projected = Linear.Project(x, InputWeight, InputBias); // [batch, 3·width]
        Tensor Part(int i) => projected.Slice(1, i * width, width);
        return Linear.Project(state.Attend(Part(0), Part(1), Part(2), heads), OutputWeight, OutputBias);
    }

    private Tensor Attend(Tensor queries, Tensor keys, Tensor values, ForwardPass pass, Tensor? bias, bool isCausal)
    {
        Tensor Heads(Tensor x) => x.Reshape([x.Shape[0], x.Shape[1], heads, width / heads]);
        var mixed = Attention.Apply(
            Heads(queries),
            Heads(keys),
            Heads(values),
            bias,
            pass.IsTraining && dropout.Probability > 0 ? fractions => dropout.Apply(fractions, pass) : null,
            isCausal
        );
        return Linear.Project(mixed.Reshape(queries.Shape), OutputWeight, OutputBias);
    }
}
