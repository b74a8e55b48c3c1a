using Likeness.Data;

namespace Likeness.Modalities.Tables;

/// <summary>Brings a table into the column order of another, so that columns are compared by name.</summary>
internal static class SameColumns
{
    /// <summary>The rows with their columns in the expected order. Files without column names are taken in the order that they have.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="name">Their file's name in error messages.</param>
    /// <param name="expected">The table that gives the order.</param>
    /// <param name="expectedName">Its file's name.</param>
    /// <exception cref="LikenessException">The columns differ.</exception>
    public static Table Order(Table rows, string name, Table expected, string expectedName)
    {
        string[] given = Names(rows);
        string[] wanted = Names(expected);
        if (given.Length != wanted.Length)
        {
            throw new LikenessException(
                $"{name} has {given.Length} columns and {expectedName} has {wanted.Length} (give files with the same columns)"
            );
        }

        if (given.AsSpan().SequenceEqual(wanted) || IsUnnamed(given) || IsUnnamed(wanted))
        {
            return rows;
        }

        int[] places = [.. wanted.Select(column => Array.IndexOf(given, column))];
        int missing = Array.IndexOf(places, -1);
        if (missing >= 0)
        {
            throw new LikenessException(
                $"{name} has no column '{wanted[missing]}', which {expectedName} has; its columns are {string.Join(", ", given)} (give files with the same columns)"
            );
        }

        var values = new double[rows.RowCount * given.Length];
        for (int i = 0; i < values.Length; i++)
        {
            var (row, column) = Math.DivRem(i, given.Length);
            values[i] = rows[row, places[column]];
        }

        return new Table([.. places.Select(place => rows.Columns[place])], values);
    }

    private static string[] Names(Table table) => [.. table.Columns.Select(column => column.Name)];

    // As the reader names the columns of a file without names.
    private static bool IsUnnamed(string[] names) =>
        names.Select((name, i) => name == $"x{i}").All(isDefault => isDefault);
}
