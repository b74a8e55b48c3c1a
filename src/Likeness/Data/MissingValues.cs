namespace Likeness.Data;

/// <summary>Builds a table from rows with missing values: columns without any value are left out, then incomplete rows.</summary>
internal static class MissingValues
{
    /// <summary>The complete rows of the columns that have values.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="values">[rows × columns], row by row; NaN for missing values.</param>
    /// <param name="file">The file's name in the message.</param>
    /// <exception cref="LikenessException">No row is left.</exception>
    public static LoadedTable LeaveOut(IReadOnlyList<Column> columns, List<double> values, string file)
    {
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values);
        int[] kept = Filled(columns.Count, all);
        double[] complete = new double[all.Length / columns.Count * kept.Length];
        int rows = 0;
        for (int start = 0; start < all.Length && kept.Length > 0; start += columns.Count)
        {
            bool whole = true;
            for (int i = 0; i < kept.Length; i++)
            {
                double value = all[start + kept[i]];
                complete[(rows * kept.Length) + i] = value;
                whole &= !double.IsNaN(value);
            }

            rows += whole ? 1 : 0;
        }

        return rows > 0
            ? new LoadedTable(
                new Table([.. kept.Select(column => columns[column])], complete[..(rows * kept.Length)]),
                (all.Length / columns.Count) - rows
            )
            {
                EmptyColumns = [.. columns.Where((_, column) => !kept.Contains(column)).Select(column => column.Name)],
            }
            : throw new LikenessException(
                $"{file}: every row has a missing value (leave out the columns that are mostly empty)"
            );
    }

    /// <summary>The indices of the columns that have a value in some row.</summary>
    public static int[] Filled(int width, ReadOnlySpan<double> values)
    {
        var filled = new bool[width];
        for (int i = 0; i < values.Length; i++)
        {
            filled[i % width] |= !double.IsNaN(values[i]);
        }

        return [.. Enumerable.Range(0, width).Where(column => filled[column])];
    }
}
