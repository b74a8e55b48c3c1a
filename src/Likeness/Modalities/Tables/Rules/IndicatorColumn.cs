using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>An indicator of an <see cref="ExclusiveColumn"/>: it is left out, and follows in samples from which of them is 1.</summary>
/// <param name="Column">The column.</param>
/// <param name="First">The column in whose place models see which one is 1.</param>
/// <param name="Label">What they see there if it is this one.</param>
internal sealed record IndicatorColumn(string Column, string First, int Label) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [First];

    /// <inheritdoc/>
    /// <remarks>Which one it is has been encoded before.</remarks>
    internal override IEnumerable<string> EncodesFrom => [];

    /// <inheritdoc/>
    /// <remarks>The line of all of them says it.</remarks>
    internal override IReadOnlyList<string> Texts => [];

    /// <inheritdoc/>
    /// <remarks>What a row breaks is the rule of all of them.</remarks>
    public override bool[] Holds(Table rows) => [.. Enumerable.Repeat(true, rows.RowCount)];

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        int at = IndexOf(rows, Column);
        return rows.TakeColumns([.. Enumerable.Range(0, rows.Width).Where(i => i != at)]);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) =>
        Table.FromColumns(
            [.. rows.Columns, column],
            [
                .. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues),
                Of(rows.ColumnValues(IndexOf(rows, First)), Label),
            ]
        );

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

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

    /// <inheritdoc/>
    public override string ToString() => $"{First} determines {Column}";
}
