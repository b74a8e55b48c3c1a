using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>A column that follows from what models see in place of another one, whose rule has been encoded before: it is left out, and computed in samples.</summary>
internal abstract record PartColumn : TableRule
{
    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Source];

    /// <inheritdoc/>
    /// <remarks>What it follows from has been encoded before.</remarks>
    internal override IEnumerable<string> EncodesFrom => [];

    /// <inheritdoc/>
    /// <remarks>The line of the other rule says it.</remarks>
    internal override IReadOnlyList<string> Texts => [];

    /// <summary>The column in whose place models see what this one follows from.</summary>
    internal abstract string Source { get; }

    /// <inheritdoc/>
    /// <remarks>What a row breaks is the other rule.</remarks>
    public override bool[] Holds(Table rows) => [.. Enumerable.Repeat(true, rows.RowCount)];

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        int at = IndexOf(rows, Column);
        return rows.TakeColumns([.. Enumerable.Range(0, rows.Width).Where(i => i != at)]);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int at = IndexOf(rows, Source);
        return Table.FromColumns(
            [.. rows.Columns, column],
            [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues), Of(rows.ColumnValues(at), rows.Columns[at])]
        );
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <summary>The values of the column.</summary>
    /// <param name="cells">What models see in place of the other column.</param>
    /// <param name="source">The column of these.</param>
    protected abstract double[] Of(double[] cells, Column source);

    /// <inheritdoc/>
    public sealed override string ToString() => $"{Source} determines {Column}";
}
