namespace Likeness.Models.Baselines;

/// <summary>
/// The number of bins of equal width by penalised likelihood: the maximum of Σ N log(D N / n) − (D − 1) − (log D)^2.5 over D bins
/// that hold N of n rows each. Birgé and Rozenholc 2006, doi:10.1051/ps:2006001.
/// </summary>
internal static class HistogramBins
{
    /// <summary>The counts of the best number of bins.</summary>
    /// <param name="values">The column.</param>
    /// <param name="low">Where the first bin begins; no value lies below.</param>
    /// <param name="high">Where the last bin ends; every value lies below.</param>
    /// <param name="max">Bins at most.</param>
    public static int[] Choose(ReadOnlySpan<double> values, double low, double high, int max)
    {
        int limit = Math.Clamp((int)(values.Length / Math.Log(Math.Max(values.Length, 3))), 1, max);
        int[] best = [values.Length];
        double greatest = double.NegativeInfinity;
        for (int bins = 1; bins <= limit; bins++)
        {
            int[] counts = Count(values, low, high, bins);
            double penalised = -(bins - 1) - Math.Pow(Math.Log(bins), 2.5);
            foreach (int count in counts)
            {
                penalised += count > 0 ? count * Math.Log((double)bins * count / values.Length) : 0;
            }

            (best, greatest) = penalised > greatest ? (counts, penalised) : (best, greatest);
        }

        return best;
    }

    private static int[] Count(ReadOnlySpan<double> values, double low, double high, int bins)
    {
        var counts = new int[bins];
        double scale = bins / (high - low);
        foreach (double value in values)
        {
            counts[Math.Clamp((int)((value - low) * scale), 0, bins - 1)]++;
        }

        return counts;
    }
}
