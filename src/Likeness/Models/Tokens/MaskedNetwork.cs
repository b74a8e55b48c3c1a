using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>
/// The network of a masked transformer: a token per column, that of its value where it is visible, else a learned mask token of the
/// column; layers with attention between all tokens; and the outputs for each column.
/// </summary>
internal sealed class MaskedNetwork
{
    private readonly IColumnTokens tokens;
    private readonly Parameter hidden; // [columns, width]
    private readonly TransformerStack stack;
    private readonly ColumnLinear outputs;
    private readonly Dropout dropout;

    /// <summary>Makes the network.</summary>
    /// <param name="scope">Where its parameters go.</param>
    /// <param name="space">What is known of the columns.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="outputsPerValue">Outputs per column.</param>
    public MaskedNetwork(ParameterScope scope, ModelSpace space, TokenOptions options, int outputsPerValue)
    {
        var scale = new ColumnScale(space);
        (int columns, int width) = (scale.Columns, options.Width);
        hidden = scope.Normal("mask", [columns, width], 1 / Math.Sqrt(width));
        tokens = scale.HasLevels
            ? new BinTokens(scope.At("tokens"), space, columns, width)
            : new ValueTokens(scope.At("tokens"), scale, columns, width, options.Waves);
        var layer = new TransformerLayerOptions(
            options.Heads,
            options.Hidden,
            options.Dropout,
            Activation.Gelu,
            NormaliseFirst: true
        );
        stack = new TransformerStack(scope.At("encoder"), width, options.Layers, layer);
        outputs = new ColumnLinear(scope.At("head"), columns, width, outputsPerValue);
        dropout = new Dropout(options.Dropout);
    }

    /// <summary>The outputs for every column.</summary>
    /// <param name="rows">[batch, columns]; only read where visible.</param>
    /// <param name="seen">[batch, columns]: 1 where a value is visible, else 0.</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, columns, outputs].</returns>
    public Tensor Apply(Tensor rows, Tensor seen, ForwardPass pass)
    {
        var shown = seen.Reshape([seen.Shape[0], seen.Shape[1], 1]);
        // A hidden value may be NaN.
        var x = shown.Where(tokens.Apply(seen.Where(rows, 0)), hidden.Tensor);
        return outputs.Apply(stack.Apply(dropout.Apply(x, pass), pass));
    }
}
