namespace Likeness.Evaluation;

/// <summary>Fraction of generated rows that equal a training row in every column (to 1e-6 standard deviations).</summary>
internal sealed class ExactMatches : IMetric
{
    public string Name => "Exact matches";

    public string Summary => "Should be no larger than the fraction of new real rows that equal a training row.";

    public string Source => "SDMetrics, NewRowSynthesis (1 - score), for numbers";

    public string Unit => "fraction";

    public Better Better => Better.Lower;

    public MetricGroup Group => MetricGroup.Novelty;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        [
            RowStatistic.AgainstBaseline(
                this,
                data,
                data.Records.GeneratedMatches(),
                data.Records.BaselineMatches(),
                Spread.Mean
            ),
        ];
}
