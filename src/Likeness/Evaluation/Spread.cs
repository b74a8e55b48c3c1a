namespace Likeness.Evaluation;

/// <summary>Summaries of repeated measurements.</summary>
internal static class Spread
{
    /// <summary>A quantile, linear between order statistics (NumPy's default; Hyndman and Fan 1996, definition 7).</summary>
    /// <param name="sorted">Values in ascending order; at least one.</param>
    /// <param name="fraction">In [0, 1].</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double fraction)
    {
        double place = fraction * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    public static double Median(ReadOnlySpan<double> values) => Quantile(Sorted(values), 0.5);

    /// <summary>The 90 % range of bootstrap values, shifted so that their median lies on the value itself.</summary>
    public static Interval? Interval(double value, ReadOnlySpan<double> resampled)
    {
        if (resampled.Length == 0)
        {
            return null;
        }

        double[] sorted = Sorted(resampled);
        double shift = value - Quantile(sorted, 0.5);
        return new Interval(Quantile(sorted, 0.05) + shift, Quantile(sorted, 0.95) + shift);
    }

    public static RealBaseline? Baseline(ReadOnlySpan<double> repeats, int referenceRows, int otherRows)
    {
        if (repeats.Length == 0)
        {
            return null;
        }

        double[] sorted = Sorted(repeats);
        return new RealBaseline(
            Quantile(sorted, 0.05),
            Quantile(sorted, 0.5),
            Quantile(sorted, 0.95),
            sorted.Length,
            referenceRows,
            otherRows
        );
    }

    public static DistanceSummary Distances(ReadOnlySpan<double> distances)
    {
        double[] sorted = Sorted(distances);
        double[] percentiles = [.. Enumerable.Range(0, 101).Select(percent => Quantile(sorted, percent / 100.0))];
        return new DistanceSummary(sorted.Length, Mean(sorted), percentiles[50], percentiles);
    }

    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
