namespace Likeness.Data;

/// <summary>Suspicious values of a column that a user should check before training.</summary>
internal static class ColumnSuspicions
{
    private const double NearlyAll = 0.99;

    // Tukey's fences (Exploratory Data Analysis, 1977, §2D) lie at 1.5 and 3 quartile ranges; this far out is rarely a measurement.
    private const double FarOut = 10;

    private const int EnoughForQuartiles = 8;

    /// <summary>Short phrases about a column; none if nothing is suspicious.</summary>
    /// <param name="sorted">The values, ascending; at least one.</param>
    public static IEnumerable<string> Find(double[] sorted)
    {
        if (sorted[0] == sorted[^1])
        {
            yield return $"constant: every value is {sorted[0]}";
            yield break;
        }

        var (value, count) = MostFrequent(sorted);
        if (count >= NearlyAll * sorted.Length)
        {
            yield return $"nearly constant: {DataSummary.Percent(count / (double)sorted.Length)} of the values are {value}";
        }

        double quarter = sorted[sorted.Length / 4];
        double threeQuarters = sorted[sorted.Length * 3 / 4];
        double reach = FarOut * (threeQuarters - quarter);
        if (sorted.Length < EnoughForQuartiles || !(reach > 0))
        {
            yield break;
        }

        if (sorted[^1] > threeQuarters + reach)
        {
            yield return $"extreme: {sorted[^1]}, while three quarters are at most {threeQuarters}";
        }

        if (sorted[0] < quarter - reach)
        {
            yield return $"extreme: {sorted[0]}, while three quarters are at least {quarter}";
        }
    }

    private static (double Value, int Count) MostFrequent(double[] sorted)
    {
        var best = (Value: sorted[0], Count: 0);
        int start = 0;
        for (int i = 1; i <= sorted.Length; i++)
        {
            if (i == sorted.Length || sorted[i] != sorted[start])
            {
                best = i - start > best.Count ? (sorted[start], i - start) : best;
                start = i;
            }
        }

        return best;
    }
}
