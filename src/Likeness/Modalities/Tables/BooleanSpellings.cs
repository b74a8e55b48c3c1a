using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables;

/// <summary>Columns that are true or false in two files under different spellings: <c>True</c> and <c>true</c>, <c>yes</c> and 1. A file that says the same is not different.</summary>
internal static class BooleanSpellings
{
    /// <summary>The rows with the spellings of others.</summary>
    /// <param name="rows">Rows with the columns of the others, in this order.</param>
    /// <param name="name">What these rows are.</param>
    /// <param name="real">The others.</param>
    /// <param name="remarks">Receives a sentence on each column.</param>
    public static Table Match(Table rows, string name, Table real, ICollection<string> remarks)
    {
        Column[] columns = [.. rows.Columns];
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        bool isChanged = false;
        for (int i = 0; i < columns.Length; i++)
        {
            var (own, other) = (Values(columns[i], cells[i]), Values(real.Columns[i], real.ColumnValues(i)));
            bool isBoolean = columns[i].Kind is BooleanKind || real.Columns[i].Kind is BooleanKind;
            if (!isBoolean || own is null || other is null || own.Spelling == other.Spelling)
            {
                continue;
            }

            remarks.Add(
                $"Column '{real.Columns[i].Name}' is {other.Spelling} in the real rows and {own.Spelling} in the {name} ones: these were taken for the same."
            );
            (columns[i], cells[i], isChanged) = (real.Columns[i], own.Cells, true);
        }

        return isChanged ? Table.FromColumns(columns, cells, rows.Picture).WrittenAs(rows.Dialect) : rows;
    }

    // The cells as 0 and 1, and how these are written; null for other columns.
    private static Spelled? Values(Column column, double[] cells) =>
        column.Kind switch
        {
            BooleanKind boolean => new($"{boolean.False} or {boolean.True}", cells),
            NumberKind when column.Codes is null && AreBinary(cells) => new("0 or 1", cells),
            _ => null,
        };

    private static bool AreBinary(double[] cells) =>
        cells.Any(cell => !double.IsNaN(cell)) && Array.TrueForAll(cells, cell => double.IsNaN(cell) || cell is 0 or 1);

    private sealed record Spelled(string Spelling, double[] Cells);
}
