namespace Likeness.Data.Transforms.Curves;

/// <summary>Divides a range into bins with about equally many values each.</summary>
internal static class QuantileEdges
{
    /// <summary>Edges half-way between neighbouring values; equal values are never separated.</summary>
    /// <param name="values">In any order; at least one.</param>
    /// <param name="max">The maximum number of bins; at least 1.</param>
    /// <param name="low">The first edge; at most the smallest value.</param>
    /// <param name="high">The last edge; at least the largest value, and above <paramref name="low"/>.</param>
    public static BinEdges Compute(double[] values, int max, double low, double high) =>
        Cut(values, max, low, high, (a, b) => a + ((b - a) / 2));

    /// <summary>As <see cref="Compute"/>, for integers: every edge lies half-way between two of them.</summary>
    public static BinEdges ForWholeNumbers(double[] values, int max, double low, double high) =>
        Cut(values, max, low, high, (a, b) => Math.Floor((a + b) / 2) + 0.5);

    private static BinEdges Cut(double[] values, int max, double low, double high, Func<double, double, double> between)
    {
        double[] sorted = [.. values.Order()];
        var edges = new List<double> { low };
        for (int cut = 1; cut < max; cut++)
        {
            int place = (int)((long)cut * sorted.Length / max);
            while (place > 0 && place < sorted.Length && sorted[place - 1] == sorted[place])
            {
                place++;
            }

            if (place > 0 && place < sorted.Length)
            {
                double edge = between(sorted[place - 1], sorted[place]);
                if (edge > edges[^1] && edge < high)
                {
                    edges.Add(edge);
                }
            }
        }

        edges.Add(high);
        return new BinEdges(edges);
    }
}
