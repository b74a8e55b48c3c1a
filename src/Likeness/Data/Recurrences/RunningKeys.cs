namespace Likeness.Data.Recurrences;

/// <summary>Says that texts or numbers are keys, since a column goes on from the row before of the same one, as balances of accounts do, and not from the row before in the file.</summary>
internal static class RunningKeys
{
    /// <summary>What goes on; null if nothing does.</summary>
    /// <param name="table">The table, all rows of its file.</param>
    /// <param name="key">The column of what may be keys.</param>
    public static RowRecurrence? Find(Table table, int key)
    {
        double[] keys = table.ColumnValues(key);
        int[][] groups =
        [
            .. Enumerable
                .Range(0, keys.Length)
                .Where(row => !double.IsNaN(keys[row]))
                .GroupBy(row => keys[row])
                .Select(group => group.ToArray()),
        ];
        return Find(table, groups, key)
            ?? Find(table, Array.ConvertAll(groups, group => group.Reverse().ToArray()), key);
    }

    // What also goes on where keys change is that of the file.
    private static RowRecurrence? Find(Table table, int[][] groups, int key)
    {
        var cells = new NamedCells(table);
        return RunningSearch
            .Find(table, groups, [table.Columns[key].Name])
            .Find(one =>
                groups.Length > 1
                && Enumerable
                    .Range(1, groups.Length - 1)
                    .Any(i => !one.Holds(cells, new SeriesPlace(groups[i][0], groups[i - 1][^1], groups[i][0], 1)))
            );
    }
}
