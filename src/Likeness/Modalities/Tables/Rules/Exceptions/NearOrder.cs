using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Orders;

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
        double[] low = Below(rows, lows[0], column);
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
        double[] typical = Typical.Expected(rows, Column);
        foreach (string name in Lows)
        {
            double[] low = Below(rows, name, Column);
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

    private static double[] Below(Table rows, string low, string high) =>
        ComparedDays.Of(rows, IndexOf(rows, low), IndexOf(rows, high)).ToArray();

    private static double[] Cells(Table rows, string name) => rows.ColumnValues(IndexOf(rows, name));

    private static int IndexOf(Table rows, string name) => rows.Columns.ToList().FindIndex(one => one.Name == name);
}
