namespace Likeness.Evaluation.Pairs;

/// <summary>
/// Mean over pairs of columns of 1 − |r_generated − r_real| / 2, r Pearson's correlation: SDMetrics' Column Pair Trends for
/// numbers. Pairs with a constant column have no correlation and are left out.
/// </summary>
internal sealed class CorrelationSimilarity : IMetric
{
    public string Name => "Correlation similarity";

    public string Summary => "1 means equal correlations for all pairs of columns.";

    public string Source => "SDMetrics, CorrelationSimilarity (Pearson), mean over pairs";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Columns;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        CorrelationStatistic.Compute(this, data, minTrend: 0);
}
