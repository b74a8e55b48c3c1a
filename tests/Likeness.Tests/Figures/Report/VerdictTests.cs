using Likeness.Evaluation;
using Likeness.Figures.Report;

namespace Likeness.Tests.Figures.Report;

public sealed class VerdictTests
{
    [Theory]
    [InlineData(Better.Lower, 0.5, 1, "within the floor")]
    [InlineData(Better.Lower, 0.1, 1, "within the floor")]
    [InlineData(Better.Lower, 1.6, 2, "2× the floor")]
    [InlineData(Better.Lower, 0.81, 1.0125, "just above the floor")]
    [InlineData(Better.Lower, 800, 1000, "over 99× the floor")]
    [InlineData(Better.Higher, 0.9, 1, "within the floor")]
    [InlineData(Better.Higher, 0.2, 2, "50 % short of the floor")]
    [InlineData(Better.Higher, 0.399, 1.002506, "just short of the floor")]
    [InlineData(Better.NearBaseline, 0.2, 2, "50 % short of the floor")]
    [InlineData(Better.NearBaseline, 1.6, 2, "2× the floor")]
    public void AValueIsReadBesideItsFloor(Better better, double value, double excess, string reading)
    {
        var result = Result(better, value);
        Assert.Equal(excess, Verdict.Excess(result), 5);
        Assert.Equal(reading, Verdict.Reading(result));
    }

    [Theory]
    [InlineData(10, 0, Standing.WithinBaseline)]
    [InlineData(9, 1, Standing.WithinBaseline)]
    [InlineData(6, 4, Standing.NearBaseline)]
    [InlineData(4, 6, Standing.Far)]
    [InlineData(0, 0, Standing.Unknown)]
    public void TheWholeIsJudgedByHowManyMetricsAreWithin(int within, int beyond, Standing expected)
    {
        var report = SampleReport.Evaluation([], copied: true) with
        {
            Results =
            [
                .. Enumerable.Range(0, within).Select(_ => Result(Better.Lower, 0.5)),
                .. Enumerable.Range(0, beyond).Select(_ => Result(Better.Lower, 5)),
            ],
        };
        var verdict = Verdict.Create(report);
        Assert.Equal(expected, verdict.Likeness);
        Assert.True(verdict.Copied);
        Assert.Equal(expected is Standing.NearBaseline or Standing.Far, verdict.LikenessSentence.Contains("MMD (6.3×"));
    }

    [Fact]
    public void CopiesNeverLookGood()
    {
        var content = SampleReport.OfTables(2) with { Evaluation = SampleReport.Evaluation([], copied: true) };
        content = content with { Evaluation = content.Evaluation! with { Results = [Result(Better.Lower, 0.5)] } };
        string page = ReportPage.Render(content, FigureSet.Draw(content));
        Assert.Contains("Alike, as copies would be", page);
        Assert.Contains("Looks copied from training rows", page);
        Assert.DoesNotContain("class=\"verdict good\"", page);
    }

    private static MetricResult Result(Better better, double value) =>
        SampleReport.Metric("MMD", null, value, MetricGroup.Distribution, better, new(0.4, 0.6, 0.8, 40, 10, 10));
}
