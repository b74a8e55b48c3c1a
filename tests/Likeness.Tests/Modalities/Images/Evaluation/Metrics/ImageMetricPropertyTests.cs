using Likeness.Modalities.Images.Evaluation;
using Likeness.Tests.Evaluation.Metrics;

namespace Likeness.Tests.Modalities.Images.Evaluation.Metrics;

/// <summary>Property tests of every metric of images: the properties of metrics of tables, over rows of features.</summary>
public sealed class ImageMetricPropertyTests
{
    public static TheoryData<string> Metrics => [.. ImageMetrics.All.Select(metric => metric.Name)];

    [Fact]
    public void EveryMetricHasARow() =>
        Assert.Equal(ImageMetrics.All.Select(metric => metric.Name).Order(), ImageMetricRows.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsThatOfItsDefinition(string name) =>
        Property.Holds(MetricProperties.IsThatOfItsDefinition(Metric(name), ImageMetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsSymmetricAsStated(string name) =>
        Property.Holds(MetricProperties.IsSymmetricAsStated(Metric(name), ImageMetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsInvariantAsStated(string name) =>
        Property.Holds(MetricProperties.IsInvariantAsStated(Metric(name), ImageMetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void WorsensAsSamplesAreSpoiled(string name) =>
        Property.Holds(MetricProperties.WorsensAsSamplesAreSpoiled(Metric(name), ImageMetricRows.All[name]));

    internal static RowsAsImages Metric(string name) => new(ImageMetrics.All.Single(metric => metric.Name == name));
}
