namespace Likeness.Evaluation;

/// <summary>1 − sup |F − G| of each column: SDMetrics' KSComplement.</summary>
internal sealed class KsComplement : IMetric
{
    public string Name => "KS complement";

    public string Summary => "1 means the same distribution of the column, 0 no overlap at all.";

    public string Source => "SDMetrics, KSComplement; 1 - scipy.stats.ks_2samp(...).statistic";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Columns;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        ColumnComparison.Compute(
            this,
            data,
            (x, xCounts, y, yCounts) => 1 - CountedValues.Supremum(x, xCounts, y, yCounts)
        );
}
