namespace Likeness.Evaluation;

/// <summary>Equal bins between the smallest and the largest value, as numpy.histogram makes and fills them.</summary>
internal sealed class Histogram
{
    private readonly double[] edges;

    /// <summary>Creates the bins over the range of the values (widened by ½ on both sides if all are equal).</summary>
    public Histogram(ReadOnlySpan<double> values, int bins)
    {
        double low = double.PositiveInfinity,
            high = double.NegativeInfinity;
        foreach (double value in values)
        {
            // Comparisons with a missing value are false.
            low = value < low ? value : low;
            high = value > high ? value : high;
        }

        if (low > high)
        {
            (low, high) = (0, 0); // no values
        }

        if (low == high)
        {
            low -= 0.5;
            high += 0.5;
        }

        double step = (high - low) / bins;
        edges = new double[bins + 1];
        for (int i = 0; i < bins; i++)
        {
            edges[i] = (i * step) + low;
        }

        edges[bins] = high;
    }

    public int Bins => edges.Length - 1;

    /// <summary>The bin of a value, edges[i] ≤ value &lt; edges[i + 1] (the last one closed), or −1 outside.</summary>
    public int BinOf(double value)
    {
        if (!(value >= edges[0] && value <= edges[^1]))
        {
            return -1;
        }

        // Where rounding has moved an edge, the bin is the one beside it.
        int bin = Math.Min((int)((value - edges[0]) / (edges[^1] - edges[0]) * Bins), Bins - 1);
        while (value < edges[bin])
        {
            bin--;
        }

        while (bin < Bins - 1 && value >= edges[bin + 1])
        {
            bin++;
        }

        return bin;
    }

    /// <summary>Probability densities: counts / (width · total count), with a weight per value; 0 if no value falls inside.</summary>
    /// <param name="bins">The bin of each value, or −1.</param>
    /// <param name="times">The weight of each value.</param>
    public double[] Density(ReadOnlySpan<int> bins, ReadOnlySpan<int> times)
    {
        var density = new double[Bins];
        double total = 0;
        for (int i = 0; i < bins.Length; i++)
        {
            if (bins[i] >= 0)
            {
                density[bins[i]] += times[i];
                total += times[i];
            }
        }

        for (int bin = 0; bin < Bins && total > 0; bin++)
        {
            density[bin] = density[bin] / (edges[bin + 1] - edges[bin]) / total;
        }

        return density;
    }

    public int[] BinsOf(ReadOnlySpan<double> values)
    {
        var bins = new int[values.Length];
        for (int i = 0; i < bins.Length; i++)
        {
            bins[i] = BinOf(values[i]);
        }

        return bins;
    }
}
