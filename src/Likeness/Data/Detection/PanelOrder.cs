namespace Likeness.Data.Detection;

/// <summary>The order in which the rows of a panel stand.</summary>
/// <param name="SortedBy">The columns by which they are sorted, the first one first: places among the keys, and behind these the time.</param>
/// <param name="Falls">Whether the last times come first.</param>
/// <param name="Ranks">For each key, the place of each row's value in the order of the data.</param>
internal sealed record PanelOrder(int[] SortedBy, bool Falls, int[][] Ranks)
{
    /// <summary>The order of rows; that of times, and of the first rows of values, if they are in no order.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="time">The column of times.</param>
    /// <param name="keys">The columns that name series.</param>
    public static PanelOrder Find(Table table, int time, int[] keys)
    {
        // Of each key, first rows, texts or numbers, and texts or numbers from the last to the first; of times, both ways.
        int[][][] ranksOf =
        [
            .. keys.Select(key => (int[][])[FirstRows(table.Column(key)), .. Sorted(table, key)]),
            [.. Sorted(table, time)],
        ];
        int[] all = [.. Enumerable.Range(0, ranksOf.Length)];
        foreach (int[] sortedBy in Permutations([keys.Length, .. all[..^1]]))
        {
            // A column is sorted within those before it, whichever way.
            var chosen = new int[ranksOf.Length];
            if (IsSorted(0))
            {
                return new(sortedBy, chosen[keys.Length] == 1, [.. keys.Select((_, i) => ranksOf[i][chosen[i]])]);
            }

            bool IsSorted(int depth)
            {
                if (depth == sortedBy.Length)
                {
                    return true;
                }

                for (int way = 0; way < ranksOf[sortedBy[depth]].Length; way++)
                {
                    chosen[sortedBy[depth]] = way;
                    if (Holds(depth + 1) && IsSorted(depth + 1))
                    {
                        return true;
                    }
                }

                return false;
            }

            bool Holds(int depth)
            {
                int[][] ranks = [.. sortedBy.Take(depth).Select(by => ranksOf[by][chosen[by]])];
                for (int row = 1; row < table.RowCount; row++)
                {
                    int step = 0;
                    for (int by = 0; by < depth && step == 0; by++)
                    {
                        step = ranks[by][row].CompareTo(ranks[by][row - 1]);
                    }

                    if (step < 0)
                    {
                        return false;
                    }
                }

                return true;
            }
        }

        int[] falling = ranksOf[^1][1];
        bool falls = falling.Zip(falling.Skip(1)).All(pair => pair.Second >= pair.First);
        return new([keys.Length, .. all[..^1]], falls, [.. keys.Select((_, i) => ranksOf[i][0])]);
    }

    private static IEnumerable<int[]> Permutations(int[] of) =>
        of.Length <= 1
            ? [of]
            : of.SelectMany(first =>
                Permutations([.. of.Where(one => one != first)]).Select(others => (int[])[first, .. others])
            );

    private static int[] FirstRows(ReadOnlySpan<double> cells)
    {
        var places = new Dictionary<double, int>();
        int[] ranks = new int[cells.Length];
        for (int row = 0; row < ranks.Length; row++)
        {
            places.TryAdd(cells[row], places.Count);
            ranks[row] = places[cells[row]];
        }

        return ranks;
    }

    private static IEnumerable<int[]> Sorted(Table table, int column)
    {
        double[] cells = table.ColumnValues(column);
        var kind = table.Columns[column].Kind;
        double[] values =
            kind.LevelCount > 0
                ? [.. cells.Distinct().OrderBy(kind.Write, StringComparer.Ordinal)]
                : [.. cells.Distinct().Order()];
        var places = values.Index().ToDictionary(one => one.Item, one => one.Index);
        int[] rising = Array.ConvertAll(cells, cell => places[cell]);
        return [rising, Array.ConvertAll(rising, rank => values.Length - 1 - rank)];
    }
}
