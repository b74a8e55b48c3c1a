using Likeness.Evaluation;
using Likeness.Tests.Figures.Report;

namespace Likeness.Tests.Evaluation;

public sealed class BaselineReadingTests
{
    [Theory]
    [InlineData(Better.Lower, 0.5, true, "within baseline")]
    [InlineData(Better.Lower, 0.1, true, "within baseline")]
    [InlineData(Better.Lower, 1.2, false, "2.0× baseline")]
    [InlineData(Better.Lower, 12, false, "20× baseline")]
    [InlineData(Better.Lower, 600, false, "over 99× baseline")]
    [InlineData(Better.Higher, 0.9, true, "within baseline")]
    [InlineData(Better.Higher, 0.3, false, "50 % below baseline")]
    [InlineData(Better.Higher, -0.3, false, "worse than baseline")]
    [InlineData(Better.NearBaseline, 0.3, false, "50 % below baseline")]
    [InlineData(Better.NearBaseline, 1.2, false, "2.0× baseline")]
    [InlineData(Better.NearBaseline, 0.7, true, "within baseline")]
    public void AValueIsReadBesideItsBaseline(Better better, double value, bool isWithin, string words)
    {
        var result = Result(better, value, new(0.4, 0.6, 0.8, 40, 10, 10));
        Assert.Equal(isWithin, BaselineReading.IsWithin(result));
        Assert.Equal(words, BaselineReading.InWords(result));
        Assert.Equal(value / 0.6, BaselineReading.Ratio(result), 1e-12);
    }

    [Fact]
    public void WhatHasNoRatioIsReadWithoutOne()
    {
        var signed = Result(Better.Lower, 3, new(-1, 0, 1, 40, 10, 10));
        Assert.Equal("worse than baseline", BaselineReading.InWords(signed));
        Assert.True(double.IsNaN(BaselineReading.Ratio(signed)));
        Assert.Equal(
            "just above baseline",
            BaselineReading.InWords(Result(Better.Lower, 1.01, new(0.99, 1, 1, 40, 1, 1)))
        );
        Assert.Equal(
            "just below baseline",
            BaselineReading.InWords(Result(Better.Higher, 0.995, new(1, 1, 1, 40, 1, 1)))
        );
        var alone = Result(Better.Lower, 1, null);
        Assert.Null(BaselineReading.IsWithin(alone));
        Assert.Equal("–", BaselineReading.InWords(alone));
    }

    private static MetricResult Result(Better better, double value, RealBaseline? baseline) =>
        SampleReport.Metric("MMD", null, value, MetricGroup.Distribution, better, baseline);
}
