using Likeness.Numerics;

namespace Likeness.Data.Ranks;

/// <summary>
/// Finds columns of ranks that no single column explains, such as those of the largest companies by sales and profits together: by their name, and since they go with a column of numbers. They are learned as numbers.
/// </summary>
internal static class OwnRanks
{
    private const double MinCorrelation = 0.3;
    private const double MinDeviations = 5; // of the correlation of independent columns, 1 / √(n − 1)

    /// <summary>What is known of the ranks; null where they go with no column.</summary>
    /// <param name="table">The table, all rows of its file.</param>
    /// <param name="at">The column.</param>
    /// <param name="ranks">Its numbers; NaN where missing.</param>
    /// <param name="scores">The columns of other numbers.</param>
    public static RankedColumn? Find(Table table, int at, double[] ranks, IEnumerable<int> scores)
    {
        string name = table.Columns[at].Name;
        // Each number from 1 to that of the rows, once.
        if (!RankNames.Are(name) || ranks.Max() != ranks.Length || ranks.Distinct().Count() < ranks.Length)
        {
            return null;
        }

        var best = scores
            .Select(other => (Column: other, Correlation: Correlation(ranks, table.ColumnValues(other))))
            .DefaultIfEmpty()
            .MaxBy(one => Math.Abs(one.Correlation));
        return Math.Abs(best.Correlation) < Math.Max(MinCorrelation, MinDeviations / Math.Sqrt(ranks.Length - 1))
            ? null
            : new RankedColumn(name, Falls: false, RankTies.InOrder, [])
            {
                Order = ranks.Zip(ranks.Skip(1)).All(pair => pair.First < pair.Second) ? [] : null,
                GoesWith = table.Columns[best.Column].Name,
                Correlation = Math.Round(best.Correlation, 2),
            };
    }

    // Spearman's, of the rows that have both.
    private static double Correlation(double[] ranks, double[] scores)
    {
        int[] rows = [.. Enumerable.Range(0, ranks.Length).Where(row => !double.IsNaN(scores[row]))];
        double[] one = MeanRanks.Of([.. rows.Select(row => ranks[row])]);
        double[] other = MeanRanks.Of([.. rows.Select(row => scores[row])]);
        double mean = (rows.Length + 1) / 2.0;
        double both = one.Zip(other, (a, b) => (a - mean) * (b - mean)).Sum();
        double size = one.Sum(a => (a - mean) * (a - mean)) * other.Sum(b => (b - mean) * (b - mean));
        return size > 0 ? both / Math.Sqrt(size) : 0;
    }
}
