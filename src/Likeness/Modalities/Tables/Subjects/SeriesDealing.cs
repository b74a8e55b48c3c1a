using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Deals similar rows to subjects so that each has a first row, a second one and so on, and no value twice that only one row of a subject may have.</summary>
internal static class SeriesDealing
{
    /// <summary>Groups of the same sizes, each with its rows in order, but for rows that no group can take: these become the last groups, of one row each.</summary>
    /// <param name="groups">Neighbouring groups are similar.</param>
    /// <param name="series">What the rows of a subject have of an order.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="numbers">Columns of numbers in which rows of one subject are near each other, of comparable width.</param>
    /// <param name="random">Decides between rows of one number.</param>
    public static List<int[]> Deal(
        List<int[]> groups,
        SubjectSeries series,
        Table rows,
        double[][] numbers,
        PhiloxRandom random
    )
    {
        var dealt = series.Counter is { } counter
            ? Counted(groups, new NamedCells(rows)[counter], numbers, random)
            : groups;
        foreach (string name in series.Distinct)
        {
            double[] cells = new NamedCells(rows)[name];
            Separate(dealt, cells, series.Counter is not null);
            dealt = [.. dealt.Select(group => group.DistinctBy(Known).ToArray()), .. dealt.SelectMany(Twice)];
            IEnumerable<int[]> Twice(int[] group) => group.Except(group.DistinctBy(Known)).Select(row => (int[])[row]);
            // Missing values are different ones.
            (double, int) Known(int row) => (cells[row], double.IsNaN(cells[row]) ? row : -1);
        }

        return dealt;
    }

    // As many rows are first ones as there are groups, those with the lowest numbers; as many second ones as groups of two rows and more.
    private static List<int[]> Counted(List<int[]> groups, double[] counter, double[][] numbers, PhiloxRandom random)
    {
        int[] all = [.. groups.SelectMany(group => group)];
        int[] sorted =
        [
            .. random.Permutation(all.Length).Select(i => all[i]).OrderBy(row => counter[row]), // stable
        ];
        // The longest groups first, so that those of at least n rows come before others.
        int[] sizes = [.. groups.Select(group => group.Length).OrderDescending()];
        var dealt = new List<int[]>();
        int taken = 0;
        for (int number = 0; taken < sorted.Length; number++)
        {
            int wanting = sizes.TakeWhile(size => size > number).Count();
            int[] given = sorted[taken..(taken + wanting)];
            if (number == 0)
            {
                dealt =
                [
                    .. given.Zip(
                        sizes,
                        (row, size) =>
                        {
                            int[] own = new int[size];
                            own[0] = row;
                            return own;
                        }
                    ),
                ];
            }
            else
            {
                int place = number;
                int[] next = NearestPairs.Find(given, [.. dealt.Take(wanting).Select(own => own[place - 1])], numbers);
                for (int i = 0; i < wanting; i++)
                {
                    dealt[i][number] = next[i];
                }
            }

            taken += wanting;
        }

        return dealt;
    }

    // Exchanges a row that has a value for the second time with one of a near group, where both then have it once.
    private static void Separate(List<int[]> groups, double[] cells, bool isCounted)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            for (int place = 0; place < groups[i].Length; place++)
            {
                if (Has(groups[i], cells[groups[i][place]], place))
                {
                    Exchange(groups, cells, isCounted, i, place);
                }
            }
        }

        bool Has(int[] group, double value, int but) =>
            group.Index().Any(one => one.Index != but && cells[one.Item] == value);
    }

    private static void Exchange(List<int[]> groups, double[] cells, bool isCounted, int group, int place)
    {
        int[] own = groups[group];
        double value = cells[own[place]];
        for (int distance = 1; distance < groups.Count; distance++)
        {
            foreach (int near in (ReadOnlySpan<int>)[group - distance, group + distance])
            {
                int[] other = near >= 0 && near < groups.Count ? groups[near] : [];
                if (Array.Exists(other, row => cells[row] == value))
                {
                    continue;
                }

                for (
                    int at = isCounted ? place : 0;
                    at < (isCounted ? Math.Min(place + 1, other.Length) : other.Length);
                    at++
                )
                {
                    if (!Array.Exists(own, row => cells[row] == cells[other[at]]))
                    {
                        (own[place], other[at]) = (other[at], own[place]);
                        return;
                    }
                }
            }
        }
    }
}
