namespace Likeness.Evaluation;

/// <summary>Mean over generated rows of the number of real balls that contain them, divided by k; it may exceed 1.</summary>
internal sealed class Density : IMetric
{
    public string Name => "Density";

    public string Summary =>
        "Near 1 for equal distributions; above 1 the samples concentrate where real rows are dense.";

    public string Source => "Naeem et al. 2020, arXiv 2002.09797, eq. 3; prdc";

    public string Unit => "";

    public Better Better => Better.NearBaseline;

    public MetricGroup Group => MetricGroup.Coverage;

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        data.Neighbourhoods.Result(this, found => found.Density);
}
