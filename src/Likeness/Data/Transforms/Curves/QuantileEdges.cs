namespace Likeness.Data.Transforms.Curves;

/// <summary>Divides a range into bins with about equally many values each.</summary>
internal static class QuantileEdges
{
    // A number that fewer training rows share has no bin of its own, as a rare level is not emitted.
    private const int MinRepeats = 5;
    private const int MaxDiscrete = 2;
    private const double DiscreteFraction = 0.98;

    /// <summary>Edges half-way between neighbouring values; equal values are never separated.</summary>
    /// <param name="values">In any order; at least one.</param>
    /// <param name="max">The maximum number of bins; at least 1.</param>
    /// <param name="low">The first edge; at most the smallest value.</param>
    /// <param name="high">The last edge; at least the largest value, and above <paramref name="low"/>.</param>
    public static BinEdges Compute(double[] values, int max, double low, double high) =>
        Cut(values, max, low, high, (a, b) => a + ((b - a) / 2));

    /// <summary>As <see cref="Compute"/>, for integers: every edge lies half-way between two of them, and a frequent value has a bin of its own.</summary>
    public static BinEdges ForWholeNumbers(double[] values, int max, double low, double high)
    {
        var frequent = Frequent(values, max);
        double[] rest = frequent.Count == 0 ? values : Array.FindAll(values, value => !frequent.Contains(value));
        var cuts =
            rest.Length == 0
                ? new BinEdges([low, high])
                : Cut(rest, max, low, high, (a, b) => Math.Floor((a + b) / 2) + 0.5);
        return frequent.Count == 0
            ? cuts
            : new BinEdges([
                .. frequent
                    .SelectMany(value => new[] { value - 0.5, value + 0.5 })
                    .Where(edge => edge > low && edge < high)
                    .Concat(cuts.Values)
                    .Distinct()
                    .Order(),
            ]);
    }

    // Values that fill a quantile bin alone; all repeated values where these are few and nearly all there are, as for a column of fees.
    private static HashSet<double> Frequent(double[] values, int max)
    {
        var counts = values.CountBy(value => value).ToList();
        var repeated = counts.Where(value => value.Value >= MinRepeats).ToList();
        bool isDiscrete =
            repeated.Count <= MaxDiscrete * max
            && repeated.Sum(value => value.Value) >= DiscreteFraction * values.Length;
        double least = isDiscrete ? MinRepeats : Math.Max(MinRepeats, values.Length / (double)max);
        return [.. repeated.Where(value => value.Value >= least).Select(value => value.Key)];
    }

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
