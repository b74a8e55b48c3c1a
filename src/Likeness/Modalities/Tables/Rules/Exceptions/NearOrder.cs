using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>A column that nearly all rows have at least as large as others.</summary>
/// <param name="Column">The larger column.</param>
/// <param name="Lows">The others, the clearest first.</param>
/// <param name="Typical">What takes its place where it is below one of them.</param>
internal sealed record NearOrder(string Column, IReadOnlyList<string> Lows, TypicalDifference Typical)
{
    /// <summary>The order of rows.</summary>
    public static NearOrder Create(Table rows, string column, IReadOnlyList<string> lows)
    {
        double[] high = Cells(rows, column);
        double[] low = Cells(rows, lows[0]);
        double[] differences =
        [
            .. high.Zip(low, (one, other) => one - other).Where(difference => difference >= 0).DefaultIfEmpty().Order(),
        ];
        return new(column, lows, new(lows[0], differences[differences.Length / 2]));
    }

    /// <summary>Whether rules keep the order.</summary>
    public bool IsKept(IEnumerable<TableRule> rules) =>
        rules.Any(rule => ExceptionalColumns.IsOf(rule, Column) && rule.Needs.Intersect(Lows).Any());

    /// <summary>Whether each row satisfies the order.</summary>
    public bool[] Holds(Table rows) =>
        [.. Cells(rows, Column).Zip(Cells(Correct(rows), Column), (cell, corrected) => cell.Equals(corrected))];

    /// <summary>Rows that satisfy the order.</summary>
    public Table Correct(Table rows)
    {
        double[] cells = Cells(rows, Column);
        double[] typical = Typical.Expected(rows);
        foreach (string name in Lows)
        {
            double[] low = Cells(rows, name);
            for (int row = 0; row < cells.Length; row++)
            {
                cells[row] = cells[row] < low[row] ? typical[row] : cells[row];
            }
        }

        return Table
            .FromColumns(
                [.. rows.Columns],
                [.. rows.Columns.Select((column, i) => column.Name == Column ? cells : rows.ColumnValues(i))],
                rows.Picture
            )
            .WrittenAs(rows.Dialect);
    }

    private static double[] Cells(Table rows, string name) =>
        rows.ColumnValues(rows.Columns.ToList().FindIndex(column => column.Name == name));
}
