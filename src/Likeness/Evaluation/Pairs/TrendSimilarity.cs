namespace Likeness.Evaluation.Pairs;

/// <summary>
/// <see cref="CorrelationSimilarity"/> over the pairs of columns with a real correlation, |r| ≥ 0.3: over all pairs, many
/// uncorrelated pairs can hide errors in the few correlated ones.
/// </summary>
internal sealed class TrendSimilarity : IMetric
{
    private const double RealTrend = 0.3;

    public string Name => "Correlation similarity (real trends)";

    public string Summary => "As above, over the pairs with a real correlation of 0.3 or more, either way.";

    public string Source =>
        "SDMetrics, CorrelationSimilarity (Pearson), mean over pairs with |r| ≥ 0.3 (SDMetrics issue 815)";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Columns;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        CorrelationStatistic.Compute(this, data, RealTrend);
}
