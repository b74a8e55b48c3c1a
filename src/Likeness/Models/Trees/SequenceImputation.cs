using Likeness.Compute.Cpu;

namespace Likeness.Models.Trees;

/// <summary>
/// Imputes values of a row: proposals are sampled in the order of the sequence with the known values in their places, and one is chosen with a probability
/// proportional to Π p(known value | columns before it) (sampling importance resampling, Rubin 1987). Where the known columns come first, all weights
/// are equal and the sample is exact.
/// </summary>
/// <param name="sequence">The fitted columns.</param>
/// <param name="seed">The seed.</param>
internal sealed class SequenceImputation(TreeSequence sequence, ulong seed)
{
    /// <summary>The number of proposals.</summary>
    public const int Proposals = 64;

    private readonly PhiloxRandom random = new(seed, 1);
    private readonly float[] proposals = new float[Proposals * sequence.Width];
    private readonly double[] logWeights = new double[Proposals];

    /// <summary>Imputes one row.</summary>
    /// <param name="index">The row's index, which determines its random numbers.</param>
    /// <param name="row">The row; only read where known.</param>
    /// <param name="known">1 where a value is known, else 0.</param>
    /// <param name="imputed">Receives the row.</param>
    public void Impute(long index, ReadOnlySpan<float> row, ReadOnlySpan<float> known, Span<float> imputed)
    {
        int width = row.Length;
        bool knownFirst = KnownFirst(known);
        int count = knownFirst ? 1 : Proposals;
        var rows = proposals.AsSpan(0, count * width);
        for (int i = 0; i < count; i++)
        {
            row.CopyTo(rows[(i * width)..]);
        }

        var log = knownFirst ? [] : logWeights.AsSpan(0, count);
        sequence.Complete(random, index * (Proposals + 1), known, rows, log);
        int chosen = knownFirst ? 0 : Choose(index, log);
        proposals.AsSpan(chosen * width, width).CopyTo(imputed);
    }

    private int Choose(long index, ReadOnlySpan<double> log)
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

    private bool KnownFirst(ReadOnlySpan<float> known)
    {
        bool isKnown = true;
        foreach (int column in sequence.Order)
        {
            if (column >= known.Length)
            {
                continue; // derived
            }

            if (known[column] != 0 && !isKnown)
            {
                return false;
            }

            isKnown &= known[column] != 0;
        }

        return true;
    }
}
