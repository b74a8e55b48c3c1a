using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>
/// How much a known column says of an unknown one before it: the power of its likelihood in the weights of imputations. Leaves of few rows take noise for evidence, from many columns at once, so that
/// imputations would be too sure. The power of each pair of columns is the one that best distinguishes validation rows from rows with another value of the unknown column, sampled by the model: of the
/// powers p it has the largest Σ log (lᵖ / mean lᵖ), with the mean over all of these (the bound of van den Oord et al. 2018, and tempered likelihoods of Holmes and Walker 2017).
/// </summary>
/// <param name="Values">The powers: [unknown dimension × known dimension].</param>
/// <param name="Width">The number of dimensions.</param>
internal sealed record EvidencePowers(float[] Values, int Width)
{
    private static readonly float[] Tried = [0, 0.25f, 0.5f, 0.75f, 1];

    private const int Others = 12;
    private const int MaxRows = 500;
    private const int MinRows = 40;
    private const int MaxWidth = 200;
    private const double MaxEvaluations = 1.5e6;

    // What says less, in nats of all rows, says nothing; of powers that differ by less, the smallest counts.
    private const double MinGain = 3;
    private const double SameGain = 1;

    private const int NanosecondsPerEvaluation = 500;

    /// <summary>The rows that are enough.</summary>
    /// <param name="width">The number of dimensions.</param>
    public static int RowsFor(int width) =>
        (int)Math.Min(MaxRows, MaxEvaluations / (Others * width * width / 2.0)) is >= MinRows and var rows ? rows
        : width <= MaxWidth ? MinRows
        : 0;

    /// <summary>The power of each place of the sequence in the weights of a row; 1 for those that no unknown column stands before.</summary>
    /// <param name="order">The columns in the order of the sequence.</param>
    /// <param name="known">1 where a value is known, else 0.</param>
    public float[] Of(IReadOnlyList<int> order, ReadOnlySpan<float> known)
    {
        var powers = new float[order.Count];
        var unknown = new List<int>();
        for (int k = 0; k < powers.Length; k++)
        {
            int column = order[k];
            bool isUnknown = column < Width && known[column] == 0;
            foreach (int other in unknown)
            {
                powers[k] = column < Width ? Math.Max(powers[k], Values[(other * Width) + column]) : 0;
            }

            if (isUnknown)
            {
                unknown.Add(column);
            }
        }

        return powers;
    }

    /// <summary>Finds the powers.</summary>
    /// <param name="sequence">A sequence that was not fitted to the rows.</param>
    /// <param name="rows">The validation rows: [columns of a row][rows].</param>
    /// <param name="seed">The seed of other values.</param>
    /// <param name="pieces">Does the work.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static EvidencePowers? Fit(
        TreeSequence sequence,
        float[][] rows,
        ulong seed,
        Pieces pieces,
        CancellationToken cancellationToken
    )
    {
        int width = sequence.Width;
        int count = Math.Min(RowsFor(width), rows[0].Length);
        if (count < MinRows)
        {
            return null;
        }

        var gains = new double[width][];
        pieces.Run(
            width,
            (long)count * Others * width * width * NanosecondsPerEvaluation / 2,
            unknown =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                gains[unknown] = Gains(sequence, rows, count, unknown, seed);
            }
        );
        var powers = new float[width * width];
        for (int unknown = 0; unknown < width; unknown++)
        {
            for (int column = 0; column < width; column++)
            {
                var of = gains[unknown].AsSpan(column * Tried.Length, Tried.Length);
                double most = of.ToArray().Max();
                int best = Array.FindIndex(of.ToArray(), gain => gain >= most - SameGain);
                powers[(unknown * width) + column] = most < MinGain ? 0 : Tried[best];
            }
        }

        return new(powers, width);
    }

    // [dimensions × powers], for one unknown dimension.
    private static double[] Gains(TreeSequence sequence, float[][] rows, int count, int unknown, ulong seed)
    {
        int width = sequence.Width;
        int first = sequence.Order.ToList().IndexOf(unknown);
        var gains = new double[width * Tried.Length];
        float[] known = [.. Enumerable.Repeat(1f, width)];
        var random = new PhiloxRandom(seed, (uint)unknown);
        var block = new float[(Others + 1) * width];
        var bins = new byte[(Others + 1) * sequence.Columns.Count];
        var log = new double[Others + 1];
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = rows[i % width][row];
            }

            known[unknown] = 1;
            sequence.Complete(random, 0, known, ..(first + 1), block, bins, [], []);
            // The first one stays as it is.
            known[unknown] = 0;
            sequence.Complete(
                random,
                (long)row * Others,
                known,
                first..(first + 1),
                block.AsSpan(width),
                bins.AsSpan(sequence.Columns.Count),
                [],
                []
            );
            known[unknown] = 1;
            for (int k = first + 1; k < sequence.Order.Count; k++)
            {
                sequence.Complete(random, 0, known, k..(k + 1), block, bins, [], log);
                if (sequence.Order[k] < width)
                {
                    Add(log, gains.AsSpan(sequence.Order[k] * Tried.Length, Tried.Length));
                }
            }
        }

        return gains;
    }

    // log (lᵖ / mean lᵖ) of the first.
    private static void Add(double[] log, Span<double> gains)
    {
        double largest = log.Max();
        for (int i = 0; i < gains.Length; i++)
        {
            double sum = 0;
            foreach (double one in log)
            {
                sum += Math.Exp(Tried[i] * (one - largest));
            }

            gains[i] += (Tried[i] * (log[0] - largest)) - Math.Log(sum / log.Length);
        }
    }
}
