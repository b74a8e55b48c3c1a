using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Sampling;

/// <summary>How likely a model holds each row of a table.</summary>
/// <param name="LogDensity">log p in the data's own space, in nats and the data's units; finite for any finite row under a transform with a prior (<see cref="DataTransform.PriorMass"/>).</param>
/// <param name="LogDensityTransformed">log p of the model alone in the space that it works in, in nats, at the nearest row of its support.</param>
/// <param name="Kind">How they were had: <c>exact</c>, or what kind of bound.</param>
public sealed record RowScores(
    IReadOnlyList<double> LogDensity,
    IReadOnlyList<double> LogDensityTransformed,
    string Kind
)
{
    /// <summary>Of a table, which rows lie outside the learned range, and how many values off the grid; else null.</summary>
    public RangeCheck? Range { get; init; }

    /// <summary>The scores as a table of two columns, <c>log_density</c> and <c>log_density_transformed</c>, a row for each row.</summary>
    public Table ToTable() =>
        new(
            [new Column("log_density"), new Column("log_density_transformed")],
            [.. LogDensity.Zip(LogDensityTransformed).SelectMany(pair => new[] { pair.First, pair.Second })]
        );
}
