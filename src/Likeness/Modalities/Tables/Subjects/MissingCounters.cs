using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Missing counters of rows whose keys are known: those which the other rows of a key leave, in the order of its times, or else of the rows.</summary>
internal static class MissingCounters
{
    /// <summary>Rows with these counters.</summary>
    /// <param name="rows">Rows of a file, with its keys.</param>
    /// <param name="rule">The keys, whose rows may be counted.</param>
    public static Table Complete(Table rows, SubjectColumns rule)
    {
        if (
            rule.Series is not { Counter: { } counter } series
            || !rule.HasKeys(rows)
            || !rows.Columns.Any(column => column.Name == counter)
        )
        {
            return rows;
        }

        var cells = new NamedCells(rows);
        double[] numbers = cells[counter];
        double[]? times =
            series.Times is { } known && rows.Columns.Any(column => column.Name == known.Column)
                ? cells[known.Column]
                : null;
        int[][] groups =
        [
            .. rule.FirstRows(rows)
                .Index()
                .GroupBy(one => one.Item, one => one.Index)
                .Select(group => Ordered([.. group], numbers, times)),
        ];
        // A file with all rows of its keys leaves no choice; one with some of them says nothing of a row that is alone.
        bool areWhole = Array.TrueForAll(
            groups,
            group => !group.Any(row => numbers[row] < series.First || numbers[row] >= series.First + group.Length)
        );
        bool isCounted = groups.Any(group => group.Length > 1 && group.Any(row => !double.IsNaN(numbers[row])));
        foreach (int[] group in groups.Where(group => group.Length > 1 || (areWhole && isCounted)))
        {
            Fill(group, numbers, series.First, areWhole);
        }

        return cells.ToTable();
    }

    // By times where all are known, if these agree with the known counters.
    private static int[] Ordered(int[] group, double[] numbers, double[]? times)
    {
        if (times is null || group.Any(row => double.IsNaN(times[row])))
        {
            return group;
        }

        int[] byTime = [.. group.OrderBy(row => times[row])];
        double[] known = [.. byTime.Select(row => numbers[row]).Where(number => !double.IsNaN(number))];
        return known.SequenceEqual(known.Order()) ? byTime : group;
    }

    private static void Fill(int[] group, double[] numbers, double first, bool isWhole)
    {
        var taken = group.Select(row => numbers[row]).Where(number => !double.IsNaN(number)).ToHashSet();
        double next = first;
        // Before the first known number of a part of a key are those just below it.
        int known = Array.FindIndex(group, row => !double.IsNaN(numbers[row]));
        if (!isWhole && known >= 0)
        {
            next = Math.Max(first, numbers[group[known]] - known);
        }

        foreach (int row in group)
        {
            if (!double.IsNaN(numbers[row]))
            {
                next = isWhole ? next : numbers[row] + 1;
                continue;
            }

            while (taken.Contains(next))
            {
                next++;
            }

            numbers[row] = next;
            taken.Add(next);
        }
    }
}
