using System.Xml.Linq;
using Likeness.Data;
using Likeness.Figures;
using Likeness.Figures.Charts;
using Likeness.Modalities.Tables.Report;
using Likeness.Tests.Figures.Report;
using Likeness.Training;

namespace Likeness.Tests.Figures.Charts;

public sealed class ChartTests
{
    [Fact]
    public void EveryChartIsWellFormedNamedAndDescribed()
    {
        foreach (var figure in TableFigures.Draw(SampleReport.OfPixels().Content).Charts)
        {
            var svg = XDocument.Parse(figure.ToStandaloneSvg()).Root!;
            XNamespace ns = "http://www.w3.org/2000/svg";
            Assert.Equal(ns + "svg", svg.Name);
            Assert.Equal(figure.Title.Replace("\u0001", ""), svg.Element(ns + "title")!.Value.Trim());
            Assert.NotEmpty(svg.Element(ns + "desc")!.Value);
            Assert.DoesNotContain("NaN", figure.Body);
            Assert.DoesNotContain("∞", figure.Body);
            Assert.Matches("^[a-z0-9-]+$", figure.Name);
            XElement.Parse(figure.ToInlineSvg());
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e300)]
    public void OneValueOutOfAllBoundsSpoilsNothing(double odd)
    {
        string[] names = ["a", "b", "c"];
        var real = SampleReport.Rows(names, 100, seed: 1, picture: null);
        double[] values = SampleReport.Rows(names, 100, seed: 2, picture: null).ToRowMajor();
        values[4] = odd;
        var content = new TableReport(
            real,
            new Table(real.Columns, values),
            SampleReport.Evaluation(names, copied: false)
        );
        foreach (var figure in TableFigures.Draw(content).Charts)
        {
            Assert.DoesNotContain("NaN", figure.Body);
            Assert.DoesNotContain("∞", figure.Body);
            Assert.InRange(figure.Body.Length, 100, 100_000);
        }
    }

    [Fact]
    public void OneRowAndConstantColumnsAreDrawn()
    {
        Column[] columns = [new("a"), new("b")];
        var content = new TableReport(
            new Table(columns, [1, 2]),
            new Table(columns, [1, 2]),
            SampleReport.Evaluation(["a", "b"], copied: false)
        );
        var figures = TableFigures.Draw(content);
        Assert.Null(figures.PrincipalComponents);
        Assert.All(figures.Charts, figure => Assert.DoesNotContain("NaN", figure.Body));
    }

    [Fact]
    public void APictureIsScatteredUpright()
    {
        var columns = new[] { "x", "y", "r", "g", "b" }.Select(name => new Column(name)).ToArray();
        double[] topLeftAndBottomRight = [0, 0, 0, 0, 0, 0.9, 0.9, 0, 0, 0];
        var table = new Table(columns, topLeftAndBottomRight, new Picture(10, 10));
        var upright = Cloud(ScatterChart.Draw(new Comparison(table, table))[0]);
        Assert.True(upright[0].X < upright[1].X && upright[0].Y < upright[1].Y);
        var plain = new Table(columns, topLeftAndBottomRight);
        var usual = Cloud(ScatterChart.Draw(new Comparison(plain, plain))[0]);
        Assert.True(usual[0].X < usual[1].X && usual[0].Y > usual[1].Y);
    }

    [Fact]
    public void TheLossChartMarksTheBestEpochAndCutsEarlyPeaks()
    {
        var epochs = Enumerable.Range(1, 40).Select(e => new EpochLoss(e, e < 3 ? 1000 : 1.0 / e, 2.0 / e)).ToArray();
        var figure = LossChart.Draw(new LossHistory(epochs) { BestEpoch = 38 });
        Assert.Contains("best: epoch 38", figure.Body);
        Assert.Contains("4 above the axis", figure.Body);
        Assert.DoesNotContain("1,000", figure.Body);
        Assert.Contains(">1,000<", LossChart.Draw(new LossHistory(epochs), logarithmic: true).Body);
    }

    [Fact]
    public void TablesThatDoNotFitEachOtherAreRefused()
    {
        var one = SampleReport.Rows(["a"], 5, 1, null);
        Assert.Throws<ArgumentException>(() => new Comparison(one, SampleReport.Rows(["a", "b"], 5, 1, null)));
        Assert.Throws<ArgumentException>(() => new Comparison(one, SampleReport.Rows(["a"], 0, 1, null)));
        Assert.Throws<ArgumentException>(() => ScatterChart.Draw(new Comparison(one, one)));
    }

    private static (double X, double Y)[] Cloud(Figure figure)
    {
        string data = XElement
            .Parse(figure.ToInlineSvg())
            .Descendants("path")
            .First(path => (string?)path.Attribute("class") == "cloud-real")
            .Attribute("d")!
            .Value;
        return
        [
            .. data.Split(["M", "h0"], StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split(' '))
                .Select(pair => (double.Parse(pair[0]), double.Parse(pair[1]))),
        ];
    }
}
