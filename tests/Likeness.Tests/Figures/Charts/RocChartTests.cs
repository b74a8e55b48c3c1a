using System.Xml.Linq;
using Likeness.Compute.Cpu;
using Likeness.Evaluation;
using Likeness.Figures.Charts;

namespace Likeness.Tests.Figures.Charts;

public sealed class RocChartTests
{
    [Fact]
    public void SaysWhatItShowsAndStaysSmall()
    {
        var random = new PhiloxRandom(1, 1);
        double[] usual = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextNormal())];
        double[] sought = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextNormal() + 2)];
        var figure = RocChart.Draw(RocCurve.Between(usual, sought));
        XElement.Parse(figure.ToInlineSvg());
        Assert.InRange(figure.Body.Length, 1000, 40_000);
        Assert.Matches(
            "area of 0.92[0-9]*; where 95 % of the outliers are found, 3[4-8].* % of the others",
            figure.Description
        );
    }

    [Fact]
    public void APerfectScoreIsDrawn()
    {
        var figure = RocChart.Draw(RocCurve.Between([1, 2], [double.PositiveInfinity, 4]), "fakes");
        Assert.Contains("0 % of the others", figure.Description);
        Assert.DoesNotContain("NaN", figure.Body);
    }
}
