namespace Likeness.Evaluation;

/// <summary>Compares two columns with a weight for each value.</summary>
internal delegate double CountedComparison(CountedValues x, int[] xCounts, CountedValues y, int[] yCounts);

/// <summary>
/// Value, baseline and interval of a comparison of sorted columns, one result per column: of numbers, or of levels. Missing values are left out;
/// a column without values in one of the samples has no result.
/// </summary>
internal static class ColumnComparison
{
    /// <summary>Compares the columns of numbers.</summary>
    public static IReadOnlyList<MetricResult> Compute(IMetric metric, EvaluationData data, CountedComparison compare) =>
        Compute(metric, data, data.NumberColumns, compare);

    /// <summary>Compares some columns.</summary>
    public static IReadOnlyList<MetricResult> Compute(
        IMetric metric,
        EvaluationData data,
        int[] columns,
        CountedComparison compare
    )
    {
        var results = new MetricResult?[columns.Length];
        data.Parallel(results.Length, i => results[i] = Measure(metric, data, columns[i], compare));
        return [.. results.OfType<MetricResult>()];
    }

    private static MetricResult? Measure(IMetric metric, EvaluationData data, int column, CountedComparison compare)
    {
        Resamples samples = data.Resamples;
        var x = new CountedValues(data.Reference.ColumnValues(column));
        var y = new CountedValues(data.Generated.ColumnValues(column));
        if (x.Length == 0 || y.Length == 0)
        {
            return null;
        }

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
        // A resample of a column that is mostly missing may have no value.
        return metric.Result(value, data.Reference.Columns[column].Name) with
        {
            Baseline = samples.Baseline([.. repeats.Where(double.IsFinite)]),
            Interval = Spread.Interval(value, [.. resampled.Where(double.IsFinite)]),
        };
    }
}
