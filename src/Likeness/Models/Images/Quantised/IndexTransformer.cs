using Likeness.Compute.Graph;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// The transformer without causal mask of Chang et al. 2022, arXiv:2202.04200, §3.1, for the indices of a grid. The class is added to every position instead of being
/// a token of its own.
/// </summary>
internal sealed class IndexTransformer : IIndexNetwork
{
    private readonly int mask; // the symbol
    private readonly int width;
    private readonly Embedding symbols;
    private readonly LearnedPositions positions;
    private readonly TransformerStack stack;
    private readonly Parameter bias;
    private readonly Embedding? classes;
    private readonly Dropout dropout;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="codec">K and the positions.</param>
    /// <param name="classCount">Classes of images; 0 for none.</param>
    public IndexTransformer(ParameterScope scope, QuantisedOptions options, IImageCodec codec, int classCount)
    {
        const double Deviation = TransformerStack.Gpt2Deviation;
        (mask, width) = (codec.Size, options.PriorWidth);
        symbols = new Embedding(scope.At("symbols"), mask + 1, width, Deviation);
        positions = new LearnedPositions(scope.At("positions"), codec.Positions, width, Deviation);
        stack = TransformerStack.ForGpt2(
            scope.At("h"),
            width,
            options.PriorLayers,
            options.PriorHeads,
            options.PriorHidden,
            options.Dropout,
            dropsInside: false
        );
        bias = scope.Constant("bias", [mask + 1], 0);
        classes = classCount > 0 ? new Embedding(scope.At("classes"), classCount + 1, width, Deviation) : null;
        dropout = new Dropout(options.Dropout);
    }

    /// <inheritdoc/>
    public Tensor Logits(Tensor numbers, Tensor? classes, ForwardPass pass)
    {
        var x = positions.Apply(symbols.Apply(numbers)); // [batch, positions, width]
        if (this.classes is not null && classes is not null)
        {
            x += this.classes.Apply(classes).Reshape([classes.Shape[0], 1, width]);
        }

        x = stack.Apply(dropout.Apply(x, pass), pass);
        return Linear.Project(x, symbols.Weight, bias).Slice(2, 0, mask);
    }
}
