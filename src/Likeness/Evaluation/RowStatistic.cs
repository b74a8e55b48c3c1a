namespace Likeness.Evaluation;

/// <summary>A statistic with one number per row: its bootstrap resamples rows without new distances.</summary>
internal static class RowStatistic
{
    public static double[] Bootstrap(
        EvaluationData data,
        EvaluationStream use,
        double[] rows,
        Func<ReadOnlySpan<double>, double> statistic
    )
    {
        var resampled = new double[data.Settings.Resamples];
        data.Parallel(
            resampled.Length,
            i =>
            {
                var random = data.Random(use, i);
                var sampled = new double[rows.Length];
                for (int row = 0; row < sampled.Length; row++)
                {
                    sampled[row] = rows[random.NextInt(rows.Length)];
                }

                resampled[i] = statistic(sampled);
            }
        );
        return resampled;
    }

    public static Interval? Interval(
        EvaluationData data,
        double[] rows,
        Func<ReadOnlySpan<double>, double> statistic
    ) => Spread.Interval(statistic(rows), Bootstrap(data, EvaluationStream.BootstrapRows, rows, statistic));

    /// <summary>
    /// The interval of a fraction: where all rows are 0, or all are 1, resamples are all equal, and the exact one of Clopper and Pearson 1934, of 90 % as well
    /// (Biometrika 26, 404–413) stands for them.
    /// </summary>
    /// <param name="data">The settings of the bootstrap.</param>
    /// <param name="rows">0 or 1 each.</param>
    public static Interval? OfFraction(EvaluationData data, double[] rows)
    {
        var interval = Interval(data, rows, Spread.Mean);
        double unseen = 1 - Math.Pow(0.05, 1.0 / rows.Length);
        return interval is null ? null
            : Array.TrueForAll(rows, row => row == 0) ? new Interval(0, unseen)
            : Array.TrueForAll(rows, row => row == 1) ? new Interval(1 - unseen, 1)
            : interval;
    }

    /// <summary>A novelty metric: the statistic over generated rows, beside the same over bootstrapped baseline rows.</summary>
    public static MetricResult AgainstBaseline(
        IMetric metric,
        EvaluationData data,
        double[] generated,
        double[] baseline,
        Func<ReadOnlySpan<double>, double> statistic
    ) =>
        metric.Result(statistic(generated)) with
        {
            Interval = Interval(data, generated, statistic),
            Baseline = Spread.Baseline(
                Bootstrap(data, EvaluationStream.Baseline, baseline, statistic),
                data.Train.RowCount,
                baseline.Length
            ),
        };
}
