using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>How many rows have each pair of levels of two columns. Of several rows of one key, each counts as the part of one that it is: together they say no more than one row.</summary>
internal sealed class LevelTable
{
    // Cells with fewer expected rows say nothing of how rare pairs may be.
    private const double MinExpected = 5;

    // Where pairs are without a row because they are rare, as many as this part of them have a few rows.
    private const double MaxFew = 3;
    private const double MaxRarePart = 0.25;

    private readonly double[] byLevel;
    private readonly double[] ofLevel;

    /// <summary>Counts rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="by">The place of one column.</param>
    /// <param name="at">The place of the other one.</param>
    /// <param name="weights">What each row counts; null for 1.</param>
    public LevelTable(Table rows, int by, int at, double[]? weights = null)
    {
        (Levels, ByLevels) = (rows.Columns[at].Kind.LevelCount, rows.Columns[by].Kind.LevelCount);
        Counts = new double[ByLevels * Levels];
        (byLevel, ofLevel) = (new double[ByLevels], new double[Levels]);
        var first = rows.Column(by);
        var second = rows.Column(at);
        for (int row = 0; row < first.Length; row++)
        {
            if (!double.IsNaN(first[row]) && !double.IsNaN(second[row]))
            {
                double weight = weights?[row] ?? 1;
                var (one, other) = ((int)first[row], (int)second[row]);
                Counts[(one * Levels) + other] += weight;
                byLevel[one] += weight;
                ofLevel[other] += weight;
                Total += weight;
            }
        }
    }

    /// <summary>The levels of the first column.</summary>
    public int ByLevels { get; }

    /// <summary>The levels of the second column.</summary>
    public int Levels { get; }

    /// <summary>The rows that have both.</summary>
    public double Total { get; }

    /// <summary>[ByLevels × Levels].</summary>
    public double[] Counts { get; }

    /// <summary>The rows that independent columns would have of a pair.</summary>
    public double Expected(LevelPair pair) => Total == 0 ? 0 : byLevel[pair.By] * ofLevel[pair.Level] / Total;

    /// <summary>The pairs without a row where many are expected, the most first.</summary>
    /// <param name="least">The expected rows.</param>
    public LevelPair[] Never(double least) =>
        [.. Pairs().Where(pair => Count(pair) == 0 && Expected(pair) >= least).OrderByDescending(Expected)];

    /// <summary>
    /// Pairs without a row, but for those that may only be rare: none if about as many have only a few rows, and else those that would hardly be without one at the rates of others. Pairs that do occur, at a rate of expected rows each, would leave so many without one by chance (an empirical Bayes estimate of the false discovery rate, Efron 2008).
    /// </summary>
    /// <param name="never">Pairs without a row where many are expected, the most first.</param>
    /// <param name="least">The expected rows of those.</param>
    /// <param name="maxRate">The largest part of false ones that is expected among pairs as a pair is.</param>
    public LevelPair[] Impossible(LevelPair[] never, double least, double maxRate)
    {
        double[] rates =
        [
            .. Pairs()
                .Where(pair => Count(pair) > 0 && Expected(pair) >= MinExpected)
                .Select(pair => Count(pair) / Expected(pair)),
        ];
        LevelPair[] tested = [.. Pairs().Where(pair => Expected(pair) >= least)];
        int rare = tested.Count(pair => Count(pair) is > 0 and <= MaxFew);
        // More expected rows are stronger evidence.
        return rates.Length == 0 || rare > MaxRarePart * never.Length
            ? []
            :
            [
                .. never.TakeWhile(pair =>
                    tested.Length * rates.Average(rate => Math.Exp(-rate * Expected(pair))) <= maxRate * never.Length
                ),
            ];
    }

    private double Count(LevelPair pair) => Counts[(pair.By * Levels) + pair.Level];

    private IEnumerable<LevelPair> Pairs() =>
        from one in Enumerable.Range(0, ByLevels)
        from other in Enumerable.Range(0, Levels)
        select new LevelPair(one, other);
}
