using Likeness.Compute.Cpu;

namespace Likeness.Models.Trees;

/// <summary>How far a column steps within pairs of rows: as observed, and as sampled at ranks that correlate. Categories step by 1 where they differ.</summary>
internal sealed class SteppedPairs
{
    private readonly FittedColumn column;
    private readonly ulong seed;
    private readonly byte[] bins; // of both rows of each pair
    private readonly int width;
    private readonly double[] scores; // two independent ones for each pair
    private readonly float[] observed;
    private readonly float[] medians; // of what each row may have

    /// <summary>Prepares the pairs.</summary>
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
        int[] both = [.. pairs.SelectMany(pair => (int[])[pair.Before, pair.Row])];
        bins = new byte[both.Length * width];
        scores = new double[both.Length];
        float[] values = rows.Values[columns[^1]];
        observed = Array.ConvertAll(both, row => values[row]);
        var random = new PhiloxRandom(seed, 1);
        for (int i = 0; i < both.Length; i++)
        {
            rows.CopyBins(both[i], columns, bins.AsSpan(i * width, width));
            scores[i] = random.NextNormal();
        }

        medians = column.Levels.IsCategory
            ? []
            : [.. Enumerable.Range(0, both.Length).Select(row => Value(random, row, score: 0))];
    }

    /// <summary>The steps from the first to the second value of each pair.</summary>
    /// <param name="areResiduals">Whether steps of the medians of what the rows may have do not count.</param>
    public double[] Observed(bool areResiduals) => Steps(observed, areResiduals);

    /// <summary>The same of sampled values; NaN where one is missing.</summary>
    /// <param name="correlation">The correlation of the normal scores of their ranks.</param>
    /// <param name="areResiduals">Whether steps of the medians of what the rows may have do not count.</param>
    public double[] Sampled(double correlation, bool areResiduals)
    {
        var random = new PhiloxRandom(seed, 2);
        double rest = Math.Sqrt(1 - (correlation * correlation));
        float[] values = new float[scores.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value(random, i, i % 2 == 0 ? scores[i] : (correlation * scores[i - 1]) + (rest * scores[i]));
        }

        return Steps(values, areResiduals);
    }

    private double[] Steps(float[] values, bool areResiduals)
    {
        double[] steps = new double[values.Length / 2];
        for (int pair = 0; pair < steps.Length; pair++)
        {
            int i = 2 * pair;
            double step = (double)values[i + 1] - values[i];
            steps[pair] =
                column.Levels.IsCategory ? (values[i].Equals(values[i + 1]) ? 0 : 1)
                : areResiduals ? Math.Abs(step - ((double)medians[i + 1] - medians[i]))
                : Math.Abs(step);
        }

        return steps;
    }

    private float Value(PhiloxRandom random, int row, double score)
    {
        TreeSequence.Seek(random, row, 0);
        int code = column.Sample(bins.AsSpan(row * width, width), random, ISeriesImputer.RankOf(score));
        return column.Levels.Value(code, random.NextDouble());
    }
}
