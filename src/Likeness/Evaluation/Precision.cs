namespace Likeness.Evaluation;

/// <summary>Fraction of generated rows inside any real row's ball to its k-th nearest real row.</summary>
internal sealed class Precision : IMetric
{
    public string Name => "Precision";

    public string Summary => "Fraction of samples that lie among real rows: are they plausible?";

    public string Source => "Kynkäänniemi et al. 2019, arXiv 1904.06991, eq. 2; prdc";

    public string Unit => "fraction";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Coverage;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        data.Neighbourhoods.Result(this, found => found.Precision);
}
