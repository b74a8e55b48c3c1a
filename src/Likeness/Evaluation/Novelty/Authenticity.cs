namespace Likeness.Evaluation.Novelty;

/// <summary>
/// Fraction of generated rows that lie farther from their closest training row than that row lies from its own closest training
/// row. Alaa et al. 2022, arXiv 2102.08921, section 4.2; the neighbour is the training row's, as in their equation 10.
/// </summary>
internal sealed class Authenticity : IMetric
{
    public string Name => "Authenticity";

    public string Summary =>
        "Near the baseline samples are as new as real rows; 0: every sample nearly equals a training row; far above the baseline many samples are unlike the data.";

    public string Source => "Alaa et al. 2022, arXiv 2102.08921, eq. 10; standardised columns, no learnt embedding";

    public string Unit => "fraction";

    public Better Better => Better.NearBaseline;

    public MetricGroup Group => MetricGroup.Novelty;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        [
            RowStatistic.AgainstBaseline(
                this,
                data,
                data.Records.GeneratedAuthentic(),
                data.Records.BaselineAuthentic(),
                Spread.Mean
            ),
        ];
}
