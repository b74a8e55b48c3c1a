namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// Keeps what rows add to a column that goes on as frequent as it is proposed. Rows that go on from the one before best are not those that are proposed most often: of an account, refunds would replace the payments
/// that withdrawals make room for. The weight of each bin of what is added is multiplied by its frequency among proposals divided by that among the rows that were taken, again and again (iterative proportional fitting).
/// </summary>
internal sealed class AddedTilt
{
    private const double FirstTail = 0.001; // bins halve towards both ends, down to this fraction of the proposals
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
                .Distinct()
                .Order(),
        ];
        bins = Array.ConvertAll(added, value => double.IsNaN(value) ? 0 : 1 + edges.Count(edge => edge <= value));
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
