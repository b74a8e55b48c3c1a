using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Sampling;

/// <summary>A model's log-density of each row of a table.</summary>
/// <param name="LogDensity">
/// log p in the data's own space, in nats and the data's units; finite for any finite row if the transform has a prior (<see
/// cref="DataTransform.PriorMass"/>).
/// </param>
/// <param name="LogDensityTransformed">log p of the model alone in model space, in nats, at the nearest row of its support.</param>
/// <param name="Kind">The kind of density: <c>exact</c>, or a kind of bound.</param>
public sealed record RowScores(
    IReadOnlyList<double> LogDensity,
    IReadOnlyList<double> LogDensityTransformed,
    string Kind
)
{
    /// <summary>For a table, which rows are outside the learned range, and how many values are off the grid; otherwise null.</summary>
    public RangeCheck? Range { get; init; }

    /// <summary>
    /// The scores as a table of two columns, <c>log_density</c> and <c>log_density_transformed</c>, with one row per row.
    /// </summary>
    public Table ToTable() =>
        new(
            [new Column("log_density"), new Column("log_density_transformed")],
            [.. LogDensity.Zip(LogDensityTransformed).SelectMany(pair => new[] { pair.First, pair.Second })]
        );
}
