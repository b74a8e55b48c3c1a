using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Proposes that a column is a product of others, and one more column that is added or subtracted: <c>qty × price + freight</c>. What the column has beside that one is the product, of which a few
/// rows tell most.
/// </summary>
internal static class ProductSums
{
    private const int FirstRows = 100;
    private const int MaxColumns = 24;
    private const int MaxColumnsOfTriples = 12;

    /// <summary>The formulas, and the columns of their cells.</summary>
    /// <param name="searched">The column.</param>
    public static IEnumerable<(Formula Formula, int[] Parts)> Of(SearchedColumn searched)
    {
        var rows = searched.Rows;
        int[] numbers = Array.FindAll(searched.Allowed, column => rows.Columns[column].Kind is NumberKind);
        double[] targets = rows.ColumnValues(searched.Target);
        int[] known = [.. Enumerable.Range(0, targets.Length).Where(row => !double.IsNaN(targets[row]))];
        if (numbers.Length is < 3 or > MaxColumns || rows.Columns[searched.Target].Kind is not NumberKind)
        {
            return [];
        }

        int[] first =
        [
            .. Enumerable
                .Range(0, Math.Min(FirstRows, known.Length))
                .Select(i => known[(long)i * known.Length / Math.Min(FirstRows, known.Length)]),
        ];
        var few = rows.TakeRows(first);
        return from term in numbers
            from isSubtracted in (bool[])[false, true]
            where Products(few, term, isSubtracted).Any()
            from product in Products(rows, term, isSubtracted)
            select (
                (Formula)
                    new FormulaSum((product.Formula, false), (new FormulaCell(product.Parts.Length), isSubtracted)),
                (int[])[.. product.Parts, term]
            );

        IEnumerable<(Formula Formula, int[] Parts)> Products(Table some, int term, bool isSubtracted) =>
            ProductSearch
                .Of(
                    searched with
                    {
                        Rows = Without(some, searched.Target, term, isSubtracted),
                        Allowed = Array.FindAll(numbers, column => column != term),
                    },
                    mayDivide: false,
                    isOfTimes: false,
                    MaxColumnsOfTriples
                )
                // What a multiple or a rest of one column adds up to is a sum.
                .Where(product => product.Parts.Length > 1);
    }

    private static Table Without(Table rows, int target, int term, bool isSubtracted)
    {
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        cells[target] =
        [
            .. cells[target].Zip(cells[term], (value, part) => isSubtracted ? value + part : value - part),
        ];
        return Table.FromColumns(rows.Columns, cells);
    }
}
