using Likeness.Data.Kinds;

namespace Likeness.Data.Recurrences;

/// <summary>Finds columns that go on through a file whose rows belong to no keys, or through the series of a panel.</summary>
internal static class RunningSearch
{
    private const int MinRows = 50;

    // In which a large file shows that nothing goes on.
    private const int FirstRows = 2000;

    /// <summary>The table with what goes on, at the first column that does.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    public static LoadedTable Apply(LoadedTable loaded)
    {
        var table = loaded.Table;
        if (table.Picture is not null || table.RowCount < MinRows || Find(table) is not { } running)
        {
            return loaded;
        }

        Column[] columns =
        [
            .. table.Columns.Select(column =>
                column.Name == running.All[0].Column ? column with { Running = running } : column
            ),
        ];
        return loaded with { Table = table.Under(columns) };
    }

    private static RunningColumns? Find(Table table)
    {
        var panel = table.Columns.Select(column => column.Panel).OfType<PanelRows>().FirstOrDefault();
        if (panel is not null)
        {
            return Find(table, panel.SeriesOf(table), panel.Known) is { Count: > 0 } all
                ? new(all, false, table.RowCount)
                : null;
        }

        int[] rows = [.. Enumerable.Range(0, table.RowCount)];
        int[] reversed = [.. rows.Reverse()];
        return Find(table, [rows], []) is { Count: > 0 } down ? new(down, false, rows.Length)
            : Find(table, [reversed], []) is { Count: > 0 } up ? new(up, true, rows.Length)
            : null;
    }

    /// <summary>What goes on through groups of rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="groups">The rows of each group, in order.</param>
    /// <param name="known">The columns that go on by themselves, or not at all.</param>
    public static List<RowRecurrence> Find(Table table, int[][] groups, IEnumerable<string> known)
    {
        if (table.RowCount > 2 * FirstRows)
        {
            var first = First(groups);
            var places = new List<int[]>();
            int at = 0;
            foreach (int[] group in first)
            {
                places.Add([.. Enumerable.Range(at, group.Length)]);
                at += group.Length;
            }

            if (All(table.TakeRows([.. first.SelectMany(group => group)]), [.. places], known).Count == 0)
            {
                return [];
            }
        }

        return All(table, groups, known);
    }

    // Some groups, and the beginning of a long one.
    private static List<int[]> First(int[][] groups)
    {
        var first = new List<int[]>();
        int left = FirstRows;
        foreach (int[] group in groups.TakeWhile(_ => left > 0))
        {
            first.Add(group[..Math.Min(left, group.Length)]);
            left -= group.Length;
        }

        return first;
    }

    // Times and counters that go on by themselves are known of rows otherwise.
    private static List<RowRecurrence> All(Table table, int[][] groups, IEnumerable<string> known)
    {
        int[] columns =
        [
            .. Enumerable
                .Range(0, table.Width)
                .Where(i =>
                    table.Columns[i].Kind is NumberKind or DurationKind && !known.Contains(table.Columns[i].Name)
                ),
        ];
        return
        [
            .. new RecurrenceSearch(table, groups, columns, [], mayBeginMissing: true)
                .All()
                .Where(one => one.IsOfColumns),
        ];
    }
}
