namespace Likeness.Evaluation;

/// <summary>The 1-Wasserstein distance of each column, ∫ |F − G|: scipy.stats.wasserstein_distance, any two sizes.</summary>
internal sealed class Wasserstein : IMetric
{
    public string Name => "Wasserstein distance";

    public string Summary =>
        "Mean distance between generated values and their real counterparts; 0 means equal distributions.";

    public string Source =>
        "scipy.stats.wasserstein_distance; Villani 2003, Topics in Optimal Transportation, th. 2.18";

    public string Unit => "column units";

    public Better Better => Better.Lower;

    public MetricGroup Group => MetricGroup.PiGenerator;

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        ColumnComparison.Compute(
            this,
            data,
            (x, xCounts, y, yCounts) => CountedValues.TransportCost(x, xCounts, y, yCounts, squared: false)
        );
}
