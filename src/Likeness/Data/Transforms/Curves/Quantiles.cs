namespace Likeness.Data.Transforms.Curves;

/// <summary>Quantiles between the values on either side. Hyndman &amp; Fan 1996, Am. Stat. 50(4), definition 7.</summary>
internal static class Quantiles
{
    /// <summary>The quantile of a fraction.</summary>
    /// <param name="values">In any order; at least one.</param>
    /// <param name="fraction">0 … 1.</param>
    public static double Compute(double[] values, double fraction) => OfSorted([.. values.Order()], fraction);

    /// <summary>As <see cref="Compute"/>, for values in ascending order.</summary>
    public static double OfSorted(double[] sorted, double fraction)
    {
        double place = fraction * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
