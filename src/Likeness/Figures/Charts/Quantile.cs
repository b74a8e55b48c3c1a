namespace Likeness.Figures.Charts;

/// <summary>Quantiles for the range of an axis.</summary>
internal static class Quantile
{
    /// <summary>The quantile of sorted values, linear between order statistics (Hyndman and Fan 1996, type 7); NaN for no values.</summary>
    public static double FromSorted(IReadOnlyList<double> sorted, double fraction)
    {
        if (sorted.Count == 0)
        {
            return double.NaN;
        }

        double place = fraction * (sorted.Count - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The finite values, sorted.</summary>
    public static double[] Sorted(IEnumerable<double> values)
    {
        double[] sorted = values.Where(double.IsFinite).ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
