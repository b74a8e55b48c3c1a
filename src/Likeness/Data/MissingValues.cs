using Likeness.Data.Kinds;

namespace Likeness.Data;

/// <summary>Declares the missing values of tables of numbers.</summary>
internal static class MissingValues
{
    /// <summary>The same cells; columns with NaN have missing values, and columns with only NaN are empty.</summary>
    public static LoadedTable Declare(Table table)
    {
        var columns = new Column[table.Width];
        var values = new double[table.Width][];
        for (int i = 0; i < columns.Length; i++)
        {
            values[i] = table.ColumnValues(i);
            int missing = values[i].Count(double.IsNaN);
            columns[i] =
                missing == 0 ? table.Columns[i]
                : missing == values[i].Length ? table.Columns[i] with { Kind = new EmptyKind(), Missing = "" }
                : table.Columns[i] with { Missing = "" };
        }

        return new LoadedTable(Table.FromColumns(columns, values, table.Picture), 0);
    }
}
