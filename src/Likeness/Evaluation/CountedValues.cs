namespace Likeness.Evaluation;

/// <summary>
/// A one-dimensional sample without its missing values, sorted once. Bootstrap counts and splits are weights of its values, so every
/// comparison is one pass over both samples.
/// </summary>
internal sealed class CountedValues
{
    private readonly double[] sorted;
    private readonly int[] order; // the row of each value
    private readonly int rows;

    public CountedValues(double[] values)
    {
        rows = values.Length;
        order = [.. Enumerable.Range(0, rows)];
        if (Array.Exists(values, double.IsNaN))
        {
            order = Array.FindAll(order, row => !double.IsNaN(values[row]));
            values = Array.FindAll(values, value => !double.IsNaN(value));
        }

        sorted = [.. values];
        Array.Sort(sorted, order);
    }

    /// <summary>The number of values.</summary>
    public int Length => sorted.Length;

    /// <summary>Counts in row order, permuted to the order of the values.</summary>
    public int[] InOrder(ReadOnlySpan<int> countsByRow)
    {
        var counts = new int[order.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = countsByRow[order[i]];
        }

        return counts;
    }

    /// <summary>1 for each listed row and 0 elsewhere, in the order of the values.</summary>
    public int[] Members(ReadOnlySpan<int> listed)
    {
        var counts = new int[rows];
        foreach (int row in listed)
        {
            counts[row] = 1;
        }

        return InOrder(counts);
    }

    /// <summary>1 for every value.</summary>
    public int[] Everyone()
    {
        var counts = new int[order.Length];
        Array.Fill(counts, 1);
        return counts;
    }

    /// <summary>
    /// ∫₀¹ |F⁻¹(u) − G⁻¹(u)|ᵖ du, the optimal cost of moving one sample onto the other (Villani 2003, theorem 2.18). Masses
    /// are whole numbers, so unequal sizes are exact.
    /// </summary>
    /// <param name="x">One sample.</param>
    /// <param name="xCounts">The count of each of its values, in their order.</param>
    /// <param name="y">The other sample.</param>
    /// <param name="yCounts">The counts of the other sample.</param>
    /// <param name="squared">True for p = 2, false for p = 1.</param>
    public static double TransportCost(CountedValues x, int[] xCounts, CountedValues y, int[] yCounts, bool squared)
    {
        long xTotal = Total(xCounts),
            yTotal = Total(yCounts);
        long xLeft = 0,
            yLeft = 0;
        int i = -1,
            j = -1;
        double cost = 0;
        for (long moved = 0; moved < xTotal * yTotal; )
        {
            while (xLeft == 0)
            {
                xLeft = xCounts[++i] * yTotal;
            }

            while (yLeft == 0)
            {
                yLeft = yCounts[++j] * xTotal;
            }

            long mass = Math.Min(xLeft, yLeft);
            double distance = Math.Abs(x.sorted[i] - y.sorted[j]);
            cost += mass * (squared ? distance * distance : distance);
            xLeft -= mass;
            yLeft -= mass;
            moved += mass;
        }

        return cost / ((double)xTotal * yTotal);
    }

    /// <summary>sup |F − G|, the two-sample Kolmogorov–Smirnov statistic.</summary>
    public static double Supremum(CountedValues x, int[] xCounts, CountedValues y, int[] yCounts)
    {
        double xTotal = Total(xCounts),
            yTotal = Total(yCounts);
        long below = 0,
            belowOther = 0;
        double supremum = 0;
        for (int i = 0, j = 0; i < x.Length || j < y.Length; )
        {
            double value = Math.Min(
                i < x.Length ? x.sorted[i] : double.PositiveInfinity,
                j < y.Length ? y.sorted[j] : double.PositiveInfinity
            );
            for (; i < x.Length && x.sorted[i] == value; i++)
            {
                below += xCounts[i];
            }

            for (; j < y.Length && y.sorted[j] == value; j++)
            {
                belowOther += yCounts[j];
            }

            supremum = Math.Max(supremum, Math.Abs((below / xTotal) - (belowOther / yTotal)));
        }

        return supremum;
    }

    /// <summary>½ Σ |f − g| over the values, f and g their fractions in the samples: the total variation distance.</summary>
    public static double TotalVariation(CountedValues x, int[] xCounts, CountedValues y, int[] yCounts)
    {
        double xTotal = Total(xCounts),
            yTotal = Total(yCounts);
        double sum = 0;
        for (int i = 0, j = 0; i < x.Length || j < y.Length; )
        {
            double value = Math.Min(
                i < x.Length ? x.sorted[i] : double.PositiveInfinity,
                j < y.Length ? y.sorted[j] : double.PositiveInfinity
            );
            long here = 0,
                there = 0;
            for (; i < x.Length && x.sorted[i] == value; i++)
            {
                here += xCounts[i];
            }

            for (; j < y.Length && y.sorted[j] == value; j++)
            {
                there += yCounts[j];
            }

            sum += Math.Abs((here / xTotal) - (there / yTotal));
        }

        return sum / 2;
    }

    private static long Total(int[] counts)
    {
        long total = 0;
        foreach (int count in counts)
        {
            total += count;
        }

        return total;
    }
}
