namespace Likeness.Evaluation;

/// <summary>Compares two columns with a weight for each value.</summary>
internal delegate double CountedComparison(CountedValues x, int[] xCounts, CountedValues y, int[] yCounts);

/// <summary>Value, baseline and interval of a comparison of sorted columns, one result per column.</summary>
internal static class ColumnComparison
{
    public static IReadOnlyList<MetricResult> Compute(IMetric metric, EvaluationData data, CountedComparison compare)
    {
        var results = new MetricResult[data.Reference.Width];
        data.Parallel(results.Length, column => results[column] = Measure(metric, data, column, compare));
        return results;
    }

    private static MetricResult Measure(IMetric metric, EvaluationData data, int column, CountedComparison compare)
    {
        Resamples samples = data.Resamples;
        var x = new CountedValues(data.Reference.ColumnValues(column));
        var y = new CountedValues(data.Generated.ColumnValues(column));
        double value = compare(x, x.Everyone(), y, y.Everyone());
        double[] resampled =
        [
            .. samples.Reference.Zip(samples.Generated, (a, b) => compare(x, x.InOrder(a), y, y.InOrder(b))),
        ];
        var real = new CountedValues(data.RealColumn(column));
        double[] repeats =
        [
            .. Enumerable
                .Range(0, samples.Splits.Length)
                .Select(i =>
                    compare(real, real.Members(samples.SplitReference(i)), real, real.Members(samples.SplitOther(i)))
                ),
        ];
        return metric.Result(value, data.Reference.Columns[column].Name) with
        {
            Baseline = samples.Baseline(repeats),
            Interval = Spread.Interval(value, resampled),
        };
    }
}
