using Likeness.Compute.Cpu;

namespace Likeness.Models.Trees;

/// <summary>
/// Imputes values of a row: proposals are sampled in the order of the sequence with the known values in their places, and one is chosen with a probability
/// proportional to Π p(known value | columns before it) (sampling importance resampling, Rubin 1987). Where the known columns come first, all weights
/// are equal and the sample is exact.
/// </summary>
/// <param name="sequence">The fitted columns.</param>
/// <param name="seed">The seed.</param>
/// <param name="powers">The powers of these probabilities; null for 1.</param>
internal sealed class SequenceImputation(TreeSequence sequence, ulong seed, EvidencePowers? powers = null)
{
    /// <summary>The number of proposals.</summary>
    public const int Proposals = 64;

    private readonly PhiloxRandom random = new(seed, 1);
    private readonly float[] proposals = new float[Proposals * sequence.Width];
    private readonly byte[] bins = new byte[Proposals * sequence.Columns.Count];
    private readonly double[] logWeights = new double[Proposals];

    /// <summary>Imputes one row.</summary>
    /// <param name="index">The row's index, which determines its random numbers.</param>
    /// <param name="row">The row; only read where known.</param>
    /// <param name="known">1 where a value is known, else 0.</param>
    /// <param name="ranks">The ranks of the values, uniform in [0, 1), for each dimension; empty where they are random.</param>
    /// <param name="imputed">Receives the row.</param>
    public void Impute(
        long index,
        ReadOnlySpan<float> row,
        ReadOnlySpan<float> known,
        ReadOnlySpan<double> ranks,
        Span<float> imputed
    )
    {
        int width = row.Length;
        int columns = sequence.Columns.Count;
        float[] ofPlaces = powers?.Of(sequence.Order, known) ?? [];
        int decided = Decided(known, ofPlaces);
        int count = decided > 0 ? Proposals : 1;
        var rows = proposals.AsSpan(0, count * width);
        for (int i = 0; i < count; i++)
        {
            row.CopyTo(rows[(i * width)..]);
        }

        long first = index * (Proposals + 1);
        int chosen = 0;
        if (decided > 0)
        {
            sequence.Complete(random, first, known, ..decided, rows, bins, [], logWeights, ofPlaces);
            chosen = Choose(index, logWeights);
        }

        var best = rows.Slice(chosen * width, width);
        sequence.Complete(
            random,
            first + chosen,
            known,
            decided..,
            best,
            bins.AsSpan(chosen * columns, columns),
            ranks,
            []
        );
        best.CopyTo(imputed);
    }

    private int Choose(long index, double[] log)
    {
        int count = log.Length;
        double largest = double.NegativeInfinity;
        foreach (double weight in log)
        {
            largest = Math.Max(largest, weight);
        }

        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += Math.Exp(log[i] - largest);
        }

        TreeSequence.Seek(random, (index * (Proposals + 1)) + Proposals, 0);
        double mark = random.NextDouble() * sum;
        for (int i = 0; i < count - 1; i++)
        {
            mark -= Math.Exp(log[i] - largest);
            if (mark < 0)
            {
                return i;
            }
        }

        return count - 1;
    }

    // Proposals differ in weight by the columns up to the last known one that says something of one before it: how many these are, 0 if the known ones come first.
    private int Decided(ReadOnlySpan<float> known, float[] ofPlaces)
    {
        bool isKnown = true;
        int decided = 0;
        for (int k = 0; k < sequence.Order.Count; k++)
        {
            int column = sequence.Order[k];
            if (column >= known.Length)
            {
                continue; // derived
            }

            bool says = ofPlaces.Length == 0 || ofPlaces[k] > 0;
            decided = known[column] != 0 && !isKnown && says ? k + 1 : decided;
            isKnown &= known[column] != 0;
        }

        return decided;
    }
}
