namespace Likeness.Tests.Modalities.Audio.Evaluation.Metrics;

/// <summary>Property tests of every metric of audio.</summary>
public sealed class AudioMetricPropertyTests
{
    public static TheoryData<string> Metrics => [.. AudioMetricRows.All.Keys];

    [Fact]
    public void EveryMetricHasARow() =>
        Assert.Equal(
            AudioMetricRows.Measure(AudioMetricRows.All["Exact matches"].Input).Keys.Order(),
            AudioMetricRows.All.Keys.Order()
        );

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsThatOfItsDefinition(string name) =>
        Property.Holds(AudioMetricRows.Properties.IsThatOfItsDefinition(name, AudioMetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsExchangedAsStated(string name) =>
        Property.Holds(AudioMetricRows.Properties.IsExchangedAsStated(name, AudioMetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void IsInvariantAsStated(string name) =>
        Property.Holds(AudioMetricRows.Properties.IsInvariantAsStated(name, AudioMetricRows.All[name]));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void WorsensAsSamplesAreSpoiled(string name) =>
        Property.Holds(AudioMetricRows.Properties.WorsensAsSamplesAreSpoiled(name, AudioMetricRows.All[name]));
}
