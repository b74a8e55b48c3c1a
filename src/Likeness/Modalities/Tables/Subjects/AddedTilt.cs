namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// Keeps what rows add to a column that goes on as frequent as it is proposed. Rows that go on from the one before best are not those that are proposed most often: of an account, refunds would replace the payments
/// that withdrawals make room for. The weight of each bin of what is added is multiplied by its frequency among proposals divided by that among the rows that were taken, again and again (iterative proportional fitting).
/// </summary>
internal sealed class AddedTilt
{
    private const double FirstTail = 0.001; // bins halve towards both ends, down to this fraction of the proposals
    private const double MinFrequent = 0.005;
    private const double Step = 0.7;

    private readonly int[] bins; // of each proposal
    private readonly double[] proposed;
    private readonly double[] logWeights;

    /// <summary>Creates weights that are all 1.</summary>
    /// <param name="added">What each proposal adds; NaN where that is not known.</param>
    public AddedTilt(double[] added)
    {
        double[] sorted = [.. added.Where(value => !double.IsNaN(value)).Order()];
        double[] edges =
        [
            .. Fractions()
                .Select(fraction => sorted.ElementAtOrDefault((int)(fraction * sorted.Length)))
                .Concat(AroundFrequent(sorted))
                .Distinct()
                .Order(),
        ];
        bins = Array.ConvertAll(added, value => double.IsNaN(value) ? 0 : 1 + EdgesUpTo(edges, value));
        logWeights = new double[edges.Length + 2];
        proposed = Frequencies(Enumerable.Range(0, added.Length));
    }

    /// <summary>The logarithm of the weight of a proposal.</summary>
    public double this[int row] => logWeights[bins[row]];

    /// <summary>Adjusts the weights to the rows that were taken with them.</summary>
    public void Adjust(IReadOnlyCollection<int> taken)
    {
        double[] found = Frequencies(taken);
        double least = 1.0 / Math.Max(1, taken.Count);
        for (int bin = 0; bin < logWeights.Length; bin++)
        {
            if (proposed[bin] > 0)
            {
                logWeights[bin] += Step * Math.Log((proposed[bin] + (least / 2)) / (found[bin] + (least / 2)));
            }
        }
    }

    private static int EdgesUpTo(double[] edges, double value)
    {
        int at = Array.BinarySearch(edges, value);
        return at < 0 ? ~at : at + 1;
    }

    // A value that many rows add, such as a fee, has a bin of its own: it begins with the value, and ends before the next one.
    private static IEnumerable<double> AroundFrequent(double[] sorted)
    {
        int first = 0;
        for (int i = 1; i <= sorted.Length; i++)
        {
            if (i < sorted.Length && sorted[i] == sorted[first])
            {
                continue;
            }

            if (i - first >= MinFrequent * sorted.Length)
            {
                yield return sorted[first];
                yield return sorted[Math.Min(i, sorted.Length - 1)];
            }

            first = i;
        }
    }

    private double[] Frequencies(IEnumerable<int> rows)
    {
        var frequencies = new double[logWeights.Length];
        int count = 0;
        foreach (int row in rows)
        {
            frequencies[bins[row]]++;
            count++;
        }

        return Array.ConvertAll(frequencies, value => value / Math.Max(1, count));
    }

    private static IEnumerable<double> Fractions()
    {
        for (double tail = FirstTail; tail < 0.4; tail *= 2)
        {
            yield return tail;
            yield return 1 - tail;
        }
        yield return 0.5;
    }
}
