namespace Likeness.Evaluation;

/// <summary>Fraction of real rows whose ball to their k-th nearest real row contains a generated row.</summary>
internal sealed class Coverage : IMetric
{
    public string Name => "Coverage";

    public string Summary =>
        "Fraction of real rows with a sample nearby; about 1 - 2^-k for equal distributions and sample sizes.";

    public string Source => "Naeem et al. 2020, arXiv 2002.09797, eq. 4; prdc";

    public string Unit => "fraction";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Coverage;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        data.Neighbourhoods.Result(this, found => found.Coverage);
}
