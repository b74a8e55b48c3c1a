using System.Globalization;
using System.Xml.Linq;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Png;
using Likeness.Figures;
using Likeness.Figures.Charts;
using Likeness.Figures.Svg;
using Likeness.Training;

namespace Likeness.Tests.Figures.Charts;

/// <summary>Labels of axes: times are written as times, and no text is printed over another.</summary>
public sealed class AxisLabelTests
{
    private const double Start = 1_735_689_600; // 1 January 2025
    private const double Day = 86_400;

    [Theory]
    [InlineData(380)]
    [InlineData(40)]
    [InlineData(0.3)]
    public void TimesAreWrittenAsTimes(double days)
    {
        var tables = Tables(days, largest: 1);
        foreach (var figure in Drawn(tables))
        {
            Assert.DoesNotContain("×10⁹", figure.Body);
            Assert.Contains(" Jan", figure.Body.Replace(">Jan", "> Jan", StringComparison.Ordinal));
        }

        Figure histogram = ColumnHistogram.Draw(tables, 0);
        Assert.InRange(Texts(histogram, "tick").Count(text => text.Anchor == "middle"), 2, 5);
    }

    [Theory]
    [InlineData(380, 5_000_000)]
    [InlineData(12_000, 0.00002)]
    [InlineData(0.01, 123_456_789_000)]
    [InlineData(20, 1)]
    public void NoTextIsPrintedOverAnother(double days, double largest)
    {
        var tables = Tables(days, largest);
        Figure[] figures =
        [
            .. Drawn(tables),
            ColumnHistogram.Draw(tables, 1),
            PrincipalComponentChart.Draw(tables)!,
            LossChart.Draw(
                new LossHistory([.. Enumerable.Range(1, 20).Select(i => new EpochLoss(i, largest / i, largest))])
            ),
        ];
        foreach (var figure in figures)
        {
            List<Label> labels = [.. Texts(figure, "tick"), .. Texts(figure, "tiny")];
            Assert.True(labels.Count >= 4, figure.Name);
            for (int i = 0; i < labels.Count; i++)
            {
                Assert.InRange(labels[i].Left, 0, figure.Width);
                Assert.InRange(labels[i].Right, 0, figure.Width + 0.1);
                Assert.All(labels.Skip(i + 1), other => Assert.False(labels[i].Covers(other), $"{labels[i]} {other}"));
            }

            // The title of a vertical axis is read upwards, left of its labels.
            foreach (double title in Titles(figure))
            {
                Assert.InRange(title, 9, figure.Width);
                Assert.All(
                    labels.Where(label => label.Anchor == "end"),
                    label => Assert.True(label.Left >= title + 3, $"{figure.Name}: {label} under the title at {title}")
                );
            }
        }
    }

    [Fact]
    public void PanelsOfEqualTablesLookTheSameOnBothSidesOfTheDiagonal()
    {
        var rows = Tables(days: 30, largest: 3).Real;
        Figure figure = PairwiseDensities.Draw(new Comparison(rows, rows));
        byte[][] opacity =
        [
            .. XElement
                .Parse(figure.ToInlineSvg())
                .Descendants("image")
                .Select(image => Opacity((string)image.Attribute("href")!)),
        ];
        Assert.Equal(2, opacity.Length);
        Assert.Equal(opacity[0], opacity[1]);
        Assert.True(opacity[0].Distinct().Count() > 20);

        static byte[] Opacity(string address)
        {
            PixelImage image = PngDecoder.Decode(Convert.FromBase64String(address.Split(',')[1]), "panel.png");
            return [.. image.Pixels.Where((_, i) => i % 4 == 3)];
        }
    }

    private static IEnumerable<Figure> Drawn(Comparison tables) =>
        [.. ScatterChart.Draw(tables), PairwiseDensities.Draw(tables), ColumnHistogram.Draw(tables, 0)];

    // A time and a number that depends on it.
    private static Comparison Tables(double days, double largest)
    {
        Column[] columns = [new("ordered") { Kind = new TimeKind("yyyy-MM-dd HH:mm:ss") }, new("total")];
        return new Comparison(Rows(1), Rows(2));

        Table Rows(ulong stream)
        {
            var random = new PhiloxRandom(3, stream);
            var values = new double[400];
            for (int row = 0; row < values.Length; row += 2)
            {
                double part = random.NextDouble();
                values[row] = Start + (part * days * Day);
                values[row + 1] = largest * part * part * random.NextDouble();
            }

            return new Table(columns, values);
        }
    }

    private static IEnumerable<Label> Texts(Figure figure, string look) =>
        from text in XElement.Parse(figure.ToInlineSvg()).Descendants("text")
        where (string?)text.Attribute("class") == look
        select new Label(
            Number(text, "x"),
            Number(text, "y"),
            text.Value,
            (string?)text.Attribute("text-anchor") ?? "start",
            look == "tiny" ? 9.5 : 12
        );

    private static IEnumerable<double> Titles(Figure figure) =>
        from text in XElement.Parse(figure.ToInlineSvg()).Descendants("text")
        where text.Attribute("transform") is not null
        select Number(text, "x");

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private sealed record Label(double X, double Y, string Text, string Anchor, double Size)
    {
        private double Width => TextWidth.Of(Text, Size);

        public double Left =>
            Anchor switch
            {
                "end" => X - Width,
                "middle" => X - (Width / 2),
                _ => X,
            };

        public double Right => Left + Width;

        public bool Covers(Label other) => Math.Abs(Y - other.Y) < Size && Left < other.Right && other.Left < Right;
    }
}
