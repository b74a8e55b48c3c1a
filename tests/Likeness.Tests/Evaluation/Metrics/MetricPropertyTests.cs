using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation.Metrics;

/// <summary>Property tests of every registered metric.</summary>
public sealed class MetricPropertyTests
{
    public static TheoryData<string> Metrics => [.. MetricRegistry.All.Select(metric => metric.Name)];

    [Fact]
    public void EveryMetricHasARow() =>
        Assert.Equal(MetricRegistry.All.Select(metric => metric.Name).Order(), MetricRows.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsThatOfItsDefinition(string name) =>
        Property.Holds(MetricProperties.IsThatOfItsDefinition(Metric(name), MetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsSymmetricAsStated(string name) =>
        Property.Holds(MetricProperties.IsSymmetricAsStated(Metric(name), MetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsInvariantAsStated(string name) =>
        Property.Holds(MetricProperties.IsInvariantAsStated(Metric(name), MetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void WorsensAsSamplesAreSpoiled(string name) =>
        Property.Holds(MetricProperties.WorsensAsSamplesAreSpoiled(Metric(name), MetricRows.All[name]));

    private static IMetric Metric(string name) => MetricRegistry.All.Single(metric => metric.Name == name);
}
