using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>The year or month of a <see cref="DateColumn"/>: it is left out, and computed in samples.</summary>
/// <param name="Column">The column.</param>
/// <param name="Day">The column in whose place models see the date.</param>
/// <param name="Part">Which part of the date it is.</param>
internal sealed record DatePartColumn(string Column, string Day, ColumnPart Part) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Day];

    /// <inheritdoc/>
    /// <remarks>The date has been encoded before.</remarks>
    internal override IEnumerable<string> EncodesFrom => [];

    /// <inheritdoc/>
    internal override bool IsComputed => true;

    /// <inheritdoc/>
    /// <remarks>The line of the date says it.</remarks>
    internal override IReadOnlyList<string> Texts => [];

    /// <inheritdoc/>
    /// <remarks>What a row breaks is the rule of the date.</remarks>
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
        var dates = rows.Columns[IndexOf(rows, Day)];
        var function = new ColumnFunction(Part, []);
        return Table.FromColumns(
            [.. rows.Columns, column],
            [
                .. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues),
                Array.ConvertAll(rows.ColumnValues(IndexOf(rows, Day)), date => function.Of(date, dates)),
            ]
        );
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    public override string ToString() => $"{Day} determines {Column}";
}
