using Likeness.Compute.Cpu;
using MathNet.Numerics.Distributions;

namespace Likeness.Models.Trees;

/// <summary>Simulates a column of pairs of rows, at ranks that correlate.</summary>
internal sealed class SteppedPairs
{
    // The largest number of double precision below 1.
    private const double MaxRank = 1 - 1e-16;

    private readonly FittedColumn column;
    private readonly ulong seed;
    private readonly byte[] bins; // of both rows of each pair
    private readonly int width;
    private readonly double[] scores; // two independent ones for each pair

    /// <summary>Prepares the simulation.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">Rows, of whose columns before the values stay.</param>
    /// <param name="columns">The columns up to this one.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="seed">The seed.</param>
    public SteppedPairs(
        FittedColumn column,
        CodedRows rows,
        ReadOnlySpan<int> columns,
        (int Before, int Row)[] pairs,
        ulong seed
    )
    {
        (this.column, this.seed, width) = (column, seed, columns.Length);
        bins = new byte[2 * pairs.Length * width];
        scores = new double[2 * pairs.Length];
        var random = new PhiloxRandom(seed, 1);
        for (int i = 0; i < pairs.Length; i++)
        {
            rows.CopyBins(pairs[i].Before, columns, bins.AsSpan(2 * i * width, width));
            rows.CopyBins(pairs[i].Row, columns, bins.AsSpan(((2 * i) + 1) * width, width));
            (scores[2 * i], scores[(2 * i) + 1]) = (random.NextNormal(), random.NextNormal());
        }
    }

    /// <summary>The mean step from the first to the second value of a pair.</summary>
    /// <param name="correlation">The correlation of the normal scores of their ranks.</param>
    public double MeanStep(double correlation)
    {
        var random = new PhiloxRandom(seed, 2);
        double rest = Math.Sqrt(1 - (correlation * correlation));
        double sum = 0;
        int count = 0;
        for (int i = 0; i < scores.Length; i += 2)
        {
            float before = Value(random, i, scores[i]);
            float value = Value(random, i + 1, (correlation * scores[i]) + (rest * scores[i + 1]));
            double step = SeriesPersistence.Step(before, value, column.Levels.IsCategory);
            sum += double.IsNaN(step) ? 0 : step;
            count += double.IsNaN(step) ? 0 : 1;
        }

        return sum / Math.Max(1, count);
    }

    private float Value(PhiloxRandom random, int row, double score)
    {
        TreeSequence.Seek(random, row, 0);
        int code = column.Sample(bins.AsSpan(row * width, width), random, Math.Min(MaxRank, Normal.CDF(0, 1, score)));
        return column.Levels.Value(code, random.NextDouble());
    }
}
