using Likeness.Data;

namespace Likeness.Figures.Charts;

/// <summary>Equal bins over one column that cover both tables and are aligned with the column's grid.</summary>
/// <param name="Low">The left edge of the first bin, in the column's units.</param>
/// <param name="Width">The width of a bin, in the column's units.</param>
/// <param name="Count">How many bins there are.</param>
internal sealed record Bins(double Low, double Width, int Count)
{
    /// <summary>The right edge of the last bin.</summary>
    public double High => Low + (Width * Count);

    /// <summary>The bin of a value, or −1 if it lies outside all bins.</summary>
    public int IndexOf(double value)
    {
        double place = Math.Floor((value - Low) / Width);
        return place >= 0 && place < Count ? (int)place
            : place == Count && value <= High + (1e-9 * Width) ? Count - 1
            : -1;
    }

    /// <summary>The fraction of values in each bin (of all values, including those outside).</summary>
    public double[] Fractions(ReadOnlySpan<double> values)
    {
        var fractions = new double[Count];
        foreach (double value in values)
        {
            int bin = IndexOf(value);
            if (bin >= 0)
            {
                fractions[bin] += 1.0 / values.Length;
            }
        }

        return fractions;
    }

    /// <summary>
    /// Bins over all real values and the middle 99 % of the generated values, so that a few outliers do not compress the rest.
    /// On a grid every bin holds equally many grid values; otherwise some bins would hold one more and look like spikes.
    /// </summary>
    /// <param name="real">Real values of the column.</param>
    /// <param name="generated">Generated values of the column.</param>
    /// <param name="grid">The column's grid, or null.</param>
    /// <param name="max">The maximum number of bins.</param>
    public static Bins Over(double[] real, double[] generated, Grid? grid, int max)
    {
        double[] expected = Quantile.Sorted(real);
        double[] drawn = Quantile.Sorted(generated);
        int strays = (int)Math.Ceiling(0.005 * (drawn.Length - 1));
        double[] ends = [.. expected, .. drawn.Skip(strays).SkipLast(strays)];
        double low = ends.DefaultIfEmpty(double.NaN).Min();
        double high = ends.DefaultIfEmpty(double.NaN).Max();
        if (!double.IsFinite(high - low))
        {
            return new Bins(0, 1, 1);
        }

        if (grid is not null)
        {
            double first = Math.Round((low - grid.Origin) / grid.Step);
            double last = Math.Round((high - grid.Origin) / grid.Step);
            double together = Math.Ceiling((last - first + 1) / max);
            double count = Math.Ceiling((last - first + 1) / together);
            return new Bins(grid.Origin + ((first - 0.5) * grid.Step), together * grid.Step, (int)count);
        }

        if (high == low)
        {
            double room = Math.Max(0.5, 0.05 * Math.Abs(low));
            return new Bins(low - room, 2 * room / 9, 9);
        }

        int wanted = Math.Clamp((int)(1.5 * Math.Sqrt(expected.Length)), 8, max);
        return new Bins(low, (high - low) / wanted, wanted);
    }
}
