using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>
/// The times with which rows begin and end, of which no two overlap, such as the nights of a sleeper or the trips of a driver: <c>rows from start to end do not overlap</c>. They stay as they are; a sampled row that
/// overlaps another one is replaced.
/// </summary>
/// <param name="Column">The column with which rows begin.</param>
/// <param name="End">The column with which they end.</param>
internal sealed record ApartColumns(string Column, string End) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [End];

    /// <inheritdoc/>
    internal override bool Replaces => false;

    /// <inheritdoc/>
    internal override bool ComparesRows => true;

    /// <inheritdoc/>
    /// <remarks>Of two rows that overlap, the one that begins first does.</remarks>
    public override bool[] Holds(Table rows)
    {
        var begins = rows.ColumnValues(IndexOf(rows, Column));
        var ends = rows.ColumnValues(IndexOf(rows, End));
        var holds = new bool[rows.RowCount];
        double last = double.NegativeInfinity;
        foreach (int row in Enumerable.Range(0, holds.Length).OrderBy(row => begins[row]).ThenBy(row => ends[row]))
        {
            // Comparisons with NaN are false: a missing value breaks no rule.
            holds[row] = !(begins[row] < last);
            last = ends[row] > last ? ends[row] : last;
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => rows;

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) => rows;

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    public override string ToString() => ApartText.Of(Column, End);
}
