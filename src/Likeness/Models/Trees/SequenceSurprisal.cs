using Likeness.Compute.Cpu;

namespace Likeness.Models.Trees;

/// <summary>
/// How unlikely each value of a row is given all others, before and after it in the sequence: p(x | others) is proportional to p(x | columns before it) Π p(value after it | columns before that, x), normalised
/// over values that are sampled in its place (self-normalised importance sampling). Columns after it count as in imputations (<see cref="EvidencePowers"/>).
/// </summary>
/// <param name="sequence">The fitted columns.</param>
/// <param name="seed">The seed of other values.</param>
/// <param name="others">The number of values that are sampled in the place of one.</param>
internal sealed class SequenceSurprisal(TreeSequence sequence, ulong seed, int others)
{
    /// <summary>Enough for an expectation.</summary>
    public const int Others = 16;

    private readonly PhiloxRandom random = new(seed, 2);
    private readonly float[] values = new float[others * sequence.Width]; // rows with others
    private readonly byte[] bins = new byte[others * sequence.Columns.Count];
    private readonly double[] own = new double[others];
    private readonly double[] later = new double[others];
    private readonly float[] known = [.. Enumerable.Repeat(1f, sequence.Width)];
    private readonly byte[] binsOfRow = new byte[sequence.Columns.Count];
    private readonly double[] logs = new double[sequence.Columns.Count]; // of the row, by places
    private readonly double[] log = new double[1];

    /// <summary>The surprisals of one row.</summary>
    /// <param name="index">The row's index, which determines its random numbers.</param>
    /// <param name="row">The row.</param>
    /// <param name="surprisals">Receives one for each dimension, NaN where it is given.</param>
    public void Of(long index, ReadOnlySpan<float> row, Span<double> surprisals)
    {
        Take(row);
        for (int place = 0; place < sequence.Order.Count; place++)
        {
            if (sequence.Order[place] is var dimension && dimension < row.Length)
            {
                surprisals[dimension] = sequence.IsGiven(dimension, row) ? double.NaN : Of(index, row, place);
            }
        }
    }

    /// <summary>Samples values of one dimension given all others.</summary>
    /// <param name="index">The row's index, which determines its random numbers.</param>
    /// <param name="row">The row.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="sampled">Receives the values.</param>
    /// <param name="weights">Receives their weights, which sum to 1.</param>
    public void Expected(long index, ReadOnlySpan<float> row, int dimension, Span<float> sampled, Span<double> weights)
    {
        Take(row);
        Compare(index, row, sequence.Order.ToList().IndexOf(dimension));
        double largest = later.Max();
        double sum = 0;
        for (int i = 0; i < others; i++)
        {
            sampled[i] = values[(i * row.Length) + dimension];
            weights[i] = Math.Exp(later[i] - largest);
            sum += weights[i];
        }

        for (int i = 0; i < others; i++)
        {
            weights[i] /= sum;
        }
    }

    // The normalising constant of the density cancels.
    private double Of(long index, ReadOnlySpan<float> row, int place)
    {
        float[] powers = Compare(index, row, place);
        double largest = later.Max();
        double sum = 0;
        double expected = 0;
        for (int i = 0; i < others; i++)
        {
            double weight = Math.Exp(later[i] - largest);
            sum += weight;
            expected += weight * (own[i] + later[i]);
        }

        double joint = logs[place];
        for (int k = place + 1; k < logs.Length; k++)
        {
            joint += logs[k] * (powers.Length == 0 ? 1 : powers[k]);
        }

        return (expected / sum) - joint;
    }

    // The bins of a row, and its log-probabilities.
    private void Take(ReadOnlySpan<float> row)
    {
        row.CopyTo(values);
        for (int place = 0; place < logs.Length; place++)
        {
            sequence.Complete(random, 0, known, place..(place + 1), values.AsSpan(0, row.Length), binsOfRow, [], log);
            logs[place] = log[0];
        }
    }

    // The log-probabilities of other values at a place, and of all columns after it beside each; the powers of these, empty for 1.
    private float[] Compare(long index, ReadOnlySpan<float> row, int place)
    {
        int dimension = sequence.Order[place];
        for (int i = 0; i < others; i++)
        {
            row.CopyTo(values.AsSpan(i * row.Length));
            binsOfRow.CopyTo(bins, i * binsOfRow.Length);
        }

        known[dimension] = 0;
        float[] powers = sequence.Powers?.Of(sequence.Order, known) ?? [];
        sequence.Complete(random, index * others, known, place..(place + 1), values, bins, [], []);
        known[dimension] = 1;
        sequence.Complete(random, 0, known, place..(place + 1), values, bins, [], own);
        sequence.Complete(random, 0, known, (place + 1).., values, bins, [], later, powers);
        return powers;
    }
}
