namespace Likeness.Evaluation;

/// <summary>Median over generated rows of the ratio of the distances to the nearest and second-nearest training row.</summary>
internal sealed class NeighbourRatio : IMetric
{
    public string Name => "Nearest-neighbour distance ratio";

    public string Summary => "Near the baseline is best; far below it single training rows are repeated.";

    public string Source => "Zhao et al. 2021, CTAB-GAN, section 4.3.3 (NNDR); Lowe 2004; median over rows";

    public string Unit => "";

    public Better Better => Better.NearBaseline;

    public MetricGroup Group => MetricGroup.Novelty;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        [
            RowStatistic.AgainstBaseline(
                this,
                data,
                data.Records.GeneratedRatios(),
                data.Records.BaselineRatios(),
                Spread.Median
            ),
        ];
}
