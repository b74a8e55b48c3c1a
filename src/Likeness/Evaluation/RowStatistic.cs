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
