using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>An indicator of an <see cref="ExclusiveColumn"/>: it is left out, and follows in samples from which of them is 1.</summary>
/// <param name="Column">The column.</param>
/// <param name="First">The column in whose place models see which one is 1.</param>
/// <param name="Label">What they see there if it is this one.</param>
internal sealed record IndicatorColumn(string Column, string First, int Label) : PartColumn
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override string Source => First;

    /// <inheritdoc/>
    protected override double[] Of(double[] cells, Column source) => Of(cells, Label);

    /// <summary>The indicator of a label; missing where there is none.</summary>
    /// <param name="labels">The label of each row.</param>
    /// <param name="label">The indicator's label.</param>
    internal static double[] Of(double[] labels, int label) =>
        Array.ConvertAll(
            labels,
            one =>
                double.IsNaN(one) ? double.NaN
                : one == label ? 1.0
                : 0.0
        );
}
