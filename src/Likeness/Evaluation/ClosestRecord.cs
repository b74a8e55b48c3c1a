namespace Likeness.Evaluation;

/// <summary>Median Euclidean distance of generated rows to their closest training row, columns in training standard deviations.</summary>
internal sealed class ClosestRecord : IMetric
{
    public string Name => "Distance to closest record";

    public string Summary =>
        "Near the baseline samples are as new as real rows; far below it they repeat training rows; far above it they are unlike the data.";

    public string Source => "Zhao et al. 2021, CTAB-GAN, section 4.3.3 (DCR); median over rows";

    public string Unit => "standard deviations";

    public Better Better => Better.NearBaseline;

    public MetricGroup Group => MetricGroup.Novelty;

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        [RowStatistic.AgainstBaseline(this, data, data.Records.Generated, data.Records.Baseline, Spread.Median)];
}
