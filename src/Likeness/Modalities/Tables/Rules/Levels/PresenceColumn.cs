using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// A column that is missing, or present, in all rows with some level of another one: a day of cancellation where the status is <c>cancelled</c>, and nowhere else; or nothing is known of some levels: an open issue may have an assignee. Both columns stay as they are; samples that break the rule are replaced.
/// </summary>
/// <param name="Column">The column that may be missing.</param>
/// <param name="By">The column that says so: a category, or one that is itself missing or not.</param>
/// <param name="ByMissing">Whether it says so by being missing: as if its levels were 0 for a missing value, and 1.</param>
/// <param name="Missing">The levels with which the column is missing; −1 stands for a missing level.</param>
/// <param name="Present">The levels with which it is present.</param>
internal sealed record PresenceColumn(
    string Column,
    string By,
    bool ByMissing,
    IReadOnlyList<int> Missing,
    IReadOnlyList<int> Present
) : TableRule
{
    /// <summary>Whether the column is missing in only some rows of further levels.</summary>
    [JsonInclude]
    internal bool IsPartial { get; init; }

    /// <summary>Whether the column is 0 instead of missing: a late fee where nothing is late.</summary>
    [JsonInclude]
    internal bool OfZeros { get; init; }

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [By];

    /// <inheritdoc/>
    internal override bool Replaces => false;

    /// <summary>The level of a cell of the deciding column.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="byMissing">See <see cref="ByMissing"/>.</param>
    public static int LevelOf(double cell, bool byMissing) =>
        byMissing ? (double.IsNaN(cell) ? 0 : 1)
        : double.IsNaN(cell) ? -1
        : (int)cell;

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var (at, by) = (IndexOf(rows, Column), IndexOf(rows, By));
        bool[] holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            int level = LevelOf(rows[row, by], ByMissing);
            double cell = rows[row, at];
            holds[row] =
                OfZeros && double.IsNaN(cell) ? true
                : IsAbsent(cell) ? !Present.Contains(level)
                : !Missing.Contains(level);
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => rows;

    // A sampled value where the level leaves none is 0.
    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        if (!OfZeros)
        {
            return rows;
        }

        var (at, by) = (IndexOf(rows, Column), IndexOf(rows, By));
        double[] cells = rows.ColumnValues(at);
        for (int row = 0; row < cells.Length; row++)
        {
            bool isZero = !double.IsNaN(cells[row]) && Missing.Contains(LevelOf(rows[row, by], ByMissing));
            cells[row] = isZero ? 0 : cells[row];
        }

        return Replaced(rows, at, rows.Columns[at], cells);
    }

    private bool IsAbsent(double cell) => OfZeros ? cell == 0 : double.IsNaN(cell);

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    internal override void MarkMissing(Table rows, bool[][] must)
    {
        if (OfZeros)
        {
            return;
        }

        var (at, by) = (IndexOf(rows, Column), IndexOf(rows, By));
        Mark(rows, at, must, row => Missing.Contains(LevelOf(rows[row, by], ByMissing)));
        if (ByMissing && Present.Contains(1))
        {
            // Both are missing together.
            Mark(rows, by, must, row => double.IsNaN(rows[row, at]));
        }
    }

    /// <inheritdoc/>
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Column);
        bool[] holds = Holds(rows);
        double[] cells = rows.ColumnValues(at);
        for (int row = 0; row < cells.Length; row++)
        {
            cells[row] =
                holds[row] || isObserved(row, at) ? cells[row]
                : OfZeros ? 0
                : double.NaN;
        }

        return Replaced(rows, at, rows.Columns[at], cells).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public bool Equals(PresenceColumn? other) =>
        other is not null
        && (Column, By, ByMissing, OfZeros) == (other.Column, other.By, other.ByMissing, other.OfZeros)
        && Missing.SequenceEqual(other.Missing)
        && Present.SequenceEqual(other.Present);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, By, Missing.Count);

    /// <inheritdoc/>
    public override string ToString() => PresenceText.Write(By, Column, IsPartial, OfZeros);
}
