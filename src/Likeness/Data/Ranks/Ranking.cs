namespace Likeness.Data.Ranks;

/// <summary>Computes ranks.</summary>
internal static class Ranking
{
    /// <summary>A number for each row: the same for rows that have the same values; the number of these.</summary>
    /// <param name="columns">The cells of the columns: [columns][rows].</param>
    /// <param name="rows">The number of rows.</param>
    public static (int[] Groups, int Count) GroupsOf(IReadOnlyList<double[]> columns, int rows)
    {
        var groups = new int[rows];
        int count = 1;
        foreach (double[] cells in columns)
        {
            var numbers = new Dictionary<(int, double), int>();
            for (int row = 0; row < rows; row++)
            {
                var key = (groups[row], cells[row]);
                if (!numbers.TryGetValue(key, out int number))
                {
                    numbers[key] = number = numbers.Count;
                }

                groups[row] = number;
            }

            count = numbers.Count;
        }

        return (groups, count);
    }

    /// <summary>The ranks of scores within their groups; NaN for a missing score.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="groups">The group of each.</param>
    /// <param name="falls">Whether the largest is first.</param>
    /// <param name="ties">What equal scores have.</param>
    public static double[] Of(double[] scores, int[] groups, bool falls, RankTies ties)
    {
        double sign = falls ? -1 : 1;
        int[] order =
        [
            .. Enumerable
                .Range(0, scores.Length)
                .Where(row => !double.IsNaN(scores[row]))
                .OrderBy(row => groups[row])
                .ThenBy(row => sign * scores[row]),
        ];
        var ranks = new double[scores.Length];
        Array.Fill(ranks, double.NaN);
        int place = 0;
        for (int i = 0; i < order.Length; i++)
        {
            int before = i > 0 && groups[order[i - 1]] == groups[order[i]] ? order[i - 1] : -1;
            place = before < 0 ? 1 : place + 1;
            ranks[order[i]] =
                before < 0 ? 1
                : ties != RankTies.InOrder && scores[before].Equals(scores[order[i]]) ? ranks[before]
                : ties == RankTies.Dense ? ranks[before] + 1
                : place;
        }

        return ranks;
    }
}
