using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>Tokens of numeric values by a linear layer per column: neighbouring values have similar tokens.</summary>
/// <param name="scope">Where the parameters go.</param>
/// <param name="scale">The scale of values.</param>
/// <param name="columns">How many of the first columns become tokens.</param>
/// <param name="width">Features of a token.</param>
/// <param name="waves">See <see cref="ValueWaves"/>.</param>
internal sealed class ValueTokens(ParameterScope scope, ColumnScale scale, int columns, int width, int waves)
    : IColumnTokens
{
    private readonly ColumnLinear layer = new(scope, columns, ValueWaves.Features(waves), width);

    /// <inheritdoc/>
    public Tensor Apply(Tensor values) =>
        layer.Apply(ValueWaves.Compute(scale.Place(values, scale.Bins.Slice(0, 0, columns)), waves));

    /// <inheritdoc/>
    public Tensor ApplyAt(Tensor values, Tensor column)
    {
        var positions = scale.Place(values, scale.Bins.Gather(column));
        var features = ValueWaves.Compute(positions, waves).Reshape([values.Shape[0], ValueWaves.Features(waves)]);
        return layer.ApplyAt(features, column);
    }
}
