using System.Text.Json;
using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Tests.House;

namespace Likeness.Tests.Data.Transforms;

public sealed class RowPriorTests
{
    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/row_prior.json"),
        JsonSerializerOptions.Web
    )!;

    private static readonly Table Rows = new(
        [new("grid", new Grid(0, 0.5, 9)), new("free"), new("same")],
        [.. Enumerable.Range(0, 98).SelectMany(i => new[] { i % 9 / 2.0, Math.Sin(i) * 30, 7 })]
    );

    [Fact]
    public void LogDensitiesAreSciPys()
    {
        foreach (var column in Expected.Columns)
        {
            var prior = new ColumnPrior(column.Centre, column.Scale);
            var grid = column.Step is { } step ? new Grid(column.Origin!.Value, step, 3) : null;
            for (int i = 0; i < Expected.Values.Length; i++)
            {
                Assert.Equal(column.Log[i], prior.LogDensity(Expected.Values[i], Of(grid)), 1e-11);
            }
        }
    }

    /// <summary>A row that breaks a rule has no value in the column by which the rule is encoded.</summary>
    [Fact]
    public void AValueThatIsMissingWhereNoneMayBeIsFinite()
    {
        var transform = DataTransform.Fit(Rows);
        foreach (int column in (int[])[0, 1, 2])
        {
            double[] row = [1, 2, 7];
            double known = transform.LogDensity(double.NegativeInfinity, row);
            row[column] = double.NaN;
            double missing = transform.LogDensity(double.NegativeInfinity, row);
            Assert.InRange(missing, known - 60, known + 5);
        }
    }

    [Theory]
    [InlineData(0, 1, 0.5)]
    [InlineData(3.2, 0.01, 1)]
    [InlineData(-40, 900, 0.25)]
    public void TheCellsOfAGridAddUpToOne(double centre, double scale, double step)
    {
        var prior = new ColumnPrior(centre, scale);
        var column = Of(new Grid(-2, step, 5));
        const int Cells = 200_000;
        double first = Math.Round(centre / step) * step;
        double sum = Enumerable
            .Range(-Cells, (2 * Cells) + 1)
            .Sum(cell => step * Math.Exp(prior.LogDensity(first + (cell * step), column)));
        double outside = 2 * Math.Atan(scale / (Cells * step)) / Math.PI;
        Assert.Equal(1, sum + outside, 1e-5);
    }

    [Fact]
    public void ItIsFiniteForEveryFiniteValue()
    {
        double[] wild = [double.MinValue, -1e300, -1e100, 0, 1e99, 1e154, 1e300, double.MaxValue];
        foreach (var prior in new ColumnPrior[] { new(0, 1), new(1e300, 1e-300), new(-1e308, 1e308) })
        {
            foreach (var grid in new Grid?[] { null, new(0, 1, 5), new(-1e6, 1e-6, 9) })
            {
                Assert.All(wild, value => Assert.True(double.IsFinite(prior.LogDensity(value, Of(grid)))));
            }
        }
    }

    [Fact]
    public void TheMixtureIsTheFormulasAndItsMassTheRuleOfSuccessions()
    {
        var transform = DataTransform.Fit(Rows);
        Assert.Equal(0.01, transform.PriorMass, 1e-15);
        double[] row = [1.5, 3, 7];
        double prior = transform.LogDensity(double.NegativeInfinity, row);
        Assert.Equal(Math.Log((0.99 * Math.Exp(-2)) + Math.Exp(prior)), transform.LogDensity(-2, row), 1e-12);
        Assert.Equal(prior, transform.LogDensity(double.NaN, row));
        Assert.Equal(200 + Math.Log(0.99), transform.LogDensity(200, row), 1e-12);
    }

    [Fact]
    public void AConstantColumnHasHalfOfThePriorAtItsValueAndHalfAroundIt()
    {
        var transform = DataTransform.Fit(Rows);
        double there = transform.LogDensity(double.NegativeInfinity, [1.5, 3, 7]);
        Assert.Equal(
            there - Math.Log(Math.PI * 7 * 2),
            transform.LogDensity(double.NegativeInfinity, [1.5, 3, 14]),
            1e-12
        );
    }

    [Fact]
    public void RowsAreOutsideBeyondTheTrainingRowsAndOffTheGridBetweenItsValues()
    {
        var others = new Table(Rows.Columns, [1, 3, 7, 4.5, 3, 7, 1, 31, 7, 1, 3, 6, 1.2, 3, 7, -0.2, 3, 7]);
        var check = DataTransform.Fit(Rows).CheckRange(others);
        Assert.Equal([false, true, true, true, false, false], check.Outside);
        Assert.Equal((3, 2), (check.OutsideRows, check.OffGrid));
    }

    [Fact]
    public void RowsAreAsFarFromTheSupportAsTheirValuesInUnitsOfTheScales()
    {
        var transform = DataTransform.Fit(Rows, new TransformSettings(TransformKind.Logit));
        double scale = transform.Prior!.Columns[0].Scale;
        Assert.Equal(0, transform.SquaredDistance([1.5, 3, 7]));
        Assert.Equal(Math.Pow(6 / scale, 2) + Math.Pow(2 / 7.0, 2), transform.SquaredDistance([10, 3, 9]), 1e-9);
        Assert.True(double.IsFinite(transform.SquaredDistance([1e300, -1e300, 1e300])));
    }

    [Fact]
    public void JsonKeepsItAndATransformWithoutOneIsAsBefore()
    {
        var transform = DataTransform.Fit(Rows);
        string json = transform.ToJson().GetRawText();
        double[] odd = [99, 3, 7];
        double expected = transform.LogDensity(double.NegativeInfinity, odd);
        Assert.Equal(expected, Read(json).LogDensity(double.NegativeInfinity, odd));
        var old = JsonNode.Parse(json)!.AsObject();
        old.Remove("prior");
        Assert.Equal(0, Read(old.ToJsonString()).PriorMass);
        Assert.Equal(double.NegativeInfinity, Read(old.ToJsonString()).LogDensity(double.NegativeInfinity, odd));
        var damaged = JsonNode.Parse(json)!.AsObject();
        damaged["prior"]!["columns"]![0]!["scale"] = 0;
        Assert.Throws<LikenessException>(() => Read(damaged.ToJsonString()));

        static DataTransform Read(string text) => DataTransform.FromJson(JsonDocument.Parse(text).RootElement);
    }

    private static ColumnTransform Of(Grid? grid) =>
        new("v", TransformKind.None, false, grid, 1e-6, false, 0, 1, 0.1, 0, 1);

    private sealed record Golden(double[] Values, GoldenColumn[] Columns);

    private sealed record GoldenColumn(double Centre, double Scale, double? Origin, double? Step, double[] Log);
}
