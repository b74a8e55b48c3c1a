using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// A category that is never that of another column, such as the two teams of a match: <c>home ≠ away</c>. Both columns stay as they are; samples that break the rule,
/// which are as few as the columns have levels, are replaced.
/// </summary>
/// <param name="Column">One column.</param>
/// <param name="Other">The other one.</param>
internal sealed record DifferentColumn(string Column, string Other) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Other];

    /// <inheritdoc/>
    internal override bool Replaces => false;

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var (at, other) = (IndexOf(rows, Column), IndexOf(rows, Other));
        var between = LevelMap.Between(rows.Columns[other], rows.Columns[at]);
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            // Missing values differ from each other, too.
            holds[row] = rows[row, at] != between(rows[row, other]);
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
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved)
    {
        var (first, second) = (IndexOf(rows, Column), IndexOf(rows, Other));
        bool[] holds = Holds(rows);
        foreach (int at in (int[])[first, second])
        {
            double[] cells = rows.ColumnValues(at);
            for (int row = 0; row < cells.Length; row++)
            {
                if (holds[row] || isObserved(row, at))
                {
                    continue;
                }

                // The value of the next row that has another one.
                double same = cells[row];
                int next = Enumerable
                    .Range(1, cells.Length - 1)
                    .Select(step => (row + step) % cells.Length)
                    .FirstOrDefault(one => !double.IsNaN(cells[one]) && cells[one] != same, row);
                cells[row] = cells[next];
                holds[row] = next != row;
            }

            rows = Replaced(rows, at, rows.Columns[at], cells).WrittenAs(rows.Dialect);
        }

        return rows;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Column} ≠ {Other}";
}
