namespace Likeness.Evaluation;

/// <summary>Fraction of real rows inside any generated row's ball to its k-th nearest generated row.</summary>
internal sealed class Recall : IMetric
{
    public string Name => "Recall";

    public string Summary =>
        "Fraction of real rows that lie among samples: are all covered? Falls when a model collapses.";

    public string Source => "Kynkäänniemi et al. 2019, arXiv 1904.06991, eq. 2; prdc";

    public string Unit => "fraction";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Coverage;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        data.Neighbourhoods.Result(this, found => found.Recall);
}
