using Likeness.Data;

namespace Likeness.Sampling;

/// <summary>How likely a model holds each row of a table.</summary>
/// <param name="LogDensity">log p in the data's own space, in nats and the data's units; −∞ outside the model's support.</param>
/// <param name="LogDensityTransformed">log p in the space that the model works in, in nats.</param>
/// <param name="Kind">How they were had: <c>exact</c>, or what kind of bound.</param>
public sealed record RowScores(
    IReadOnlyList<double> LogDensity,
    IReadOnlyList<double> LogDensityTransformed,
    string Kind
)
{
    /// <summary>The scores as a table of two columns, <c>log_density</c> and <c>log_density_transformed</c>, a row for each row.</summary>
    public Table ToTable() =>
        new(
            [new Column("log_density"), new Column("log_density_transformed")],
            [.. LogDensity.Zip(LogDensityTransformed).SelectMany(pair => new[] { pair.First, pair.Second })]
        );
}
