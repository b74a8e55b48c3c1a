using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>
/// Transformer layers, <c>layers.0</c> and so on, and after pre-norm layers a final norm, <c>norm</c>.
/// </summary>
internal sealed class TransformerStack
{
    /// <summary>The standard deviation of GPT-2's first weights.</summary>
    public const double Gpt2Deviation = 0.02;

    private readonly TransformerLayer[] layers;
    private readonly LayerNorm? norm;
    private readonly int width;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="width">Features of a token.</param>
    /// <param name="count">How many layers.</param>
    /// <param name="options">The options of each.</param>
    /// <exception cref="LikenessException">The width does not divide into the heads.</exception>
    public TransformerStack(ParameterScope scope, int width, int count, TransformerLayerOptions options)
    {
        if (width % options.Heads != 0)
        {
            throw new LikenessException(
                $"Width is {width}, which does not divide into {options.Heads} heads (give a multiple of --heads)"
            );
        }

        this.width = width;
        layers = new TransformerLayer[count];
        for (int i = 0; i < count; i++)
        {
            layers[i] = new TransformerLayer(scope.At("layers").At(i), width, options);
        }

        norm = options.NormaliseFirst ? new LayerNorm(scope.At("norm"), width) : null;
    }

    /// <summary>
    /// The layers of GPT-2 (Radford et al. 2019, §2.3), which normalise first and use the tanh form of GELU. Weights start as N(0, 0.02²), those whose
    /// output is added to the residual stream divided by √(2 · layers), and biases at 0.
    /// </summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="width">Features of a token; a multiple of the heads.</param>
    /// <param name="count">How many layers.</param>
    /// <param name="heads">Heads of attention.</param>
    /// <param name="hidden">Width of the perceptron in each.</param>
    /// <param name="dropout">The probability of dropout.</param>
    /// <param name="dropsInside">See <see cref="TransformerLayerOptions.DropsInside"/>.</param>
    /// <param name="deviation">The standard deviation of the first weights.</param>
    /// <exception cref="LikenessException">The width does not divide into the heads.</exception>
    public static TransformerStack ForGpt2(
        ParameterScope scope,
        int width,
        int count,
        int heads,
        int hidden,
        double dropout,
        bool dropsInside = true,
        double deviation = Gpt2Deviation
    )
    {
        var stack = new TransformerStack(
            scope.WithNormal(deviation),
            width,
            count,
            new TransformerLayerOptions(heads, hidden, dropout, Activation.GeluTanh, NormaliseFirst: true, dropsInside)
        );
        foreach (var layer in stack.layers)
        {
            layer.ScaleResiduals(1 / Math.Sqrt(2 * count));
        }

        return stack;
    }

    /// <summary>Whether GPT-2's weight decay applies to a parameter: to matrices, not to biases, norms and single vectors.</summary>
    public static bool IsDecayed(Parameter parameter) =>
        parameter.Shape.Rank > 1 && !parameter.Name.EndsWith("bias", StringComparison.Ordinal);

    /// <summary>The states before the first position of a loop: see <see cref="LoopMemory"/>.</summary>
    /// <param name="batch">How many sequences are sampled together.</param>
    /// <param name="positions">The most positions of one.</param>
    public IReadOnlyList<Tensor> Nothing(int batch, int positions) =>
        [.. layers.SelectMany(_ => LoopMemory.Nothing(batch, positions, width))];

    /// <summary>Applies the layers.</summary>
    /// <param name="x">[batch, positions, width].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <param name="isCausal">Whether attention is causal.</param>
    /// <returns>[batch, positions, width].</returns>
    public Tensor Apply(Tensor x, ForwardPass pass, bool isCausal = false)
    {
        foreach (var layer in layers)
        {
            x = layer.Apply(x, pass, isCausal: isCausal);
        }

        return norm is null ? x : norm.Apply(x);
    }

    /// <summary>Applies the layers to the next position of sequences.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="memory">Keys and values of the positions before.</param>
    /// <returns>[batch, width].</returns>
    public Tensor Step(Tensor x, IAttentionMemory memory)
    {
        foreach (var layer in layers)
        {
            x = layer.StepIn(x, memory);
        }

        return norm is null ? x : norm.Apply(x);
    }
}
