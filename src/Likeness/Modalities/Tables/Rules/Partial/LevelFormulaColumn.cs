using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Partial;

/// <summary>
/// A column that is computed in the rows with some levels of a category: <c>left = arrived + 1 day × nights where status = "stayed"</c>. Models see the column as it is; in samples with these levels, the
/// computed value takes the place of theirs.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="By">The category.</param>
/// <param name="Levels">Its levels, as cells have them.</param>
/// <param name="Names">Their texts.</param>
/// <param name="Rule">The rule of the rows with these levels.</param>
internal sealed record LevelFormulaColumn(
    string Column,
    string By,
    IReadOnlyList<double> Levels,
    IReadOnlyList<string> Names,
    TableRule Rule
) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [.. Rule.Needs, By];

    /// <inheritdoc/>
    internal override IEnumerable<string> DecodesFrom => [.. Needs, Column];

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        bool[] holds = [.. Enumerable.Repeat(true, rows.RowCount)];
        int[] which = RowsOf(rows);
        foreach (var (i, one) in Rule.Holds(rows.TakeRows(which)).Index())
        {
            holds[which[i]] = one;
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => rows;

    /// <inheritdoc/>
    // A value that is missing stays so, as does one of which the formula says nothing.
    public override Table Decode(Table rows, Column column)
    {
        int at = IndexOf(rows, Column);
        double[] cells = rows.ColumnValues(at);
        int[] which = RowsOf(rows);
        foreach (var (i, expected) in (Rule.Expected(rows.TakeRows(which)) ?? []).Index())
        {
            int row = which[i];
            cells[row] = double.IsNaN(expected) || double.IsNaN(cells[row]) ? cells[row] : expected;
        }

        return Replaced(rows, at, column, cells);
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => Changed(rows, (some, _) => Rule.Complete(some));

    /// <inheritdoc/>
    internal override Table Follow(Table rows) => Changed(rows, (some, _) => Rule.Follow(some));

    /// <inheritdoc/>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved) =>
        Changed(rows, (some, which) => Rule.Reconcile(some, (row, column) => isObserved(which[row], column)));

    /// <inheritdoc/>
    internal override Table Recompute(Table rows, Func<int, int, bool> isObserved) =>
        Changed(rows, (some, which) => Rule.Recompute(some, (row, column) => isObserved(which[row], column)));

    /// <inheritdoc/>
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved) =>
        Changed(rows, (some, which) => Rule.Settle(some, (row, column) => isObserved(which[row], column)));

    /// <summary>The rows with these levels.</summary>
    internal int[] RowsOf(Table rows)
    {
        double[] by = rows.ColumnValues(IndexOf(rows, By));
        return [.. Enumerable.Range(0, by.Length).Where(row => Levels.Contains(by[row]))];
    }

    private Table Changed(Table rows, Func<Table, int[], Table> change)
    {
        int[] which = RowsOf(rows);
        return which.Length == 0 ? rows : TableModel.Replaced(rows, which, change(rows.TakeRows(which), which));
    }

    /// <inheritdoc/>
    public override string ToString() => LevelText.Write(Rule.ToString()!, By, Names);

    /// <inheritdoc/>
    public bool Equals(LevelFormulaColumn? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
