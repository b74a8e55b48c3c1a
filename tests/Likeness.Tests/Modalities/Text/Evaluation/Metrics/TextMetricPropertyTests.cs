namespace Likeness.Tests.Modalities.Text.Evaluation.Metrics;

/// <summary>Property tests of every metric of text.</summary>
public sealed class TextMetricPropertyTests
{
    public static TheoryData<string> Metrics => [.. TextMetricRows.All.Keys];

    [Fact]
    public void EveryMetricHasARow() =>
        Assert.Equal(
            TextMetricRows.Measure(TextMetricRows.All["Exact matches"].Input).Keys.Order(),
            TextMetricRows.All.Keys.Order()
        );

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsThatOfItsDefinition(string name) =>
        Property.Holds(TextMetricRows.Properties.IsThatOfItsDefinition(name, TextMetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsExchangedAsStated(string name) =>
        Property.Holds(TextMetricRows.Properties.IsExchangedAsStated(name, TextMetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsInvariantAsStated(string name) =>
        Property.Holds(TextMetricRows.Properties.IsInvariantAsStated(name, TextMetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void WorsensAsSamplesAreSpoiled(string name) =>
        Property.Holds(TextMetricRows.Properties.WorsensAsSamplesAreSpoiled(name, TextMetricRows.All[name]));
}
