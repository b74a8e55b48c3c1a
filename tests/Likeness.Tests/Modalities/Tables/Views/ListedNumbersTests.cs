using System.Globalization;
using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Modalities.Tables.Views;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Views;

/// <summary>Numbers of a short irregular list are sampled from it.</summary>
public sealed class ListedNumbersTests
{
    private const int Rows = 1200;
    private static readonly double[] Prices = [4.5, 9.99, 14.95, 19.5, 24, 32.5, 49.9, 120];

    public static TheoryData<string, bool> Columns =>
        new()
        {
            { "prices", true },
            { "temperatures", true },
            { "ages", false },
            { "hundredths", false },
            { "hours", false }, // heaps at multiples of five, few others
            { "amounts", false }, // many of few rows
            { "steps", false }, // a grid
            { "zeros", false }, // and a few others
        };

    [Theory]
    [MemberData(nameof(Columns))]
    public void OnlyNumbersOfAListAreFound(string name, bool isList)
    {
        var random = new PhiloxRandom(3, 0);
        double[] cells = [.. Enumerable.Range(0, Rows).Select(_ => Cell(name, random))];
        Assert.Equal(isList, ListedNumbers.Find(cells, GridDetection.Detect(cells), protects: true) is not null);
    }

    /// <summary>Protection leaves numbers of fewer than five rows out, and those beyond the fifth lowest and highest.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RareNumbersAreOnTheListWithoutProtectionOnly(bool protects)
    {
        double[] cells =
        [
            .. Enumerable.Range(0, Rows).Select(row => Prices[row % Prices.Length]),
            15.5,
            15.5,
            0.75,
            0.75,
            0.75,
            0.75,
            480,
        ];
        var found = ListedNumbers.Find(cells, GridDetection.Detect(cells), protects)!;
        Assert.Equal(protects ? Prices : [.. Prices.Concat([15.5, 0.75, 480]).Order()], found.Values);
        Assert.True(found.IsSound);
        Assert.False(new ListedNumbers([2, 1]).IsSound);
        Assert.Equal(14.95, found.Nearest(14.8, _ => true));
        Assert.Equal(9.99, found.Nearest(14.8, value => value < 10));
        Assert.Equal(19.5, found.Nearest(14.8, value => value > 16 && value < 400));
        Assert.Equal(14.8, found.Nearest(14.8, _ => false));
        Assert.Equal(protects ? 120 : 480, found.Nearest(1000, _ => true));
        Assert.True(double.IsNaN(found.Nearest(double.NaN, _ => true)));
    }

    /// <summary>The lowest temperature is sampled as it is, the highest follows from a difference.</summary>
    [Fact]
    public void SampledTemperaturesAreThoseOfTheData()
    {
        using var model = Temperatures();
        Assert.Contains(model.Encoding.Rules, rule => rule is DifferenceColumn { Stays: false, Column: "high" });
        var data = Read(TemperatureText());
        var samples = model.Sample(1500, 1);
        Assert.All(model.Encoding.Rules, rule => Assert.DoesNotContain(false, rule.Holds(samples)));
        AssertListed(data, samples, 0);
        AssertListed(data, samples, 1);
        // Other numbers stay ordinary ones.
        Assert.Contains(samples.ColumnValues(2).Except(data.ColumnValues(2)), double.IsFinite);
        Assert.Equal(
            model.Encoding.ToJson().ToString(),
            TableEncoding.FromJson(model.Encoding.ToJson()).ToJson().ToString()
        );
    }

    [Theory]
    [InlineData("low=10")]
    [InlineData("low>9.5, low<=10.5")]
    [InlineData("high=16.1")]
    [InlineData("high>=16.2, high<=17.5")]
    public void ConditionsHold(string text)
    {
        using var model = Temperatures();
        var conditions = model.ParseConditions(text);
        var rows = model.SampleConditional(40, conditions, seed: 2).Rows;
        Assert.Equal(40, rows.RowCount);
        AssertListed(Read(TemperatureText()), rows, text[0] == 'l' ? 0 : 1);
        foreach (var condition in conditions.All)
        {
            Assert.All(rows.ColumnValues(0), value => Assert.True(condition.Holds(value)));
        }

        foreach (var condition in conditions.OnRows)
        {
            Assert.All(rows.ColumnValues(condition.Column), value => Assert.True(condition.Holds(value)));
        }
    }

    /// <summary>Observed numbers that the list does not have stay, and have a density.</summary>
    [Fact]
    public void ObservedNumbersOfNoListStay()
    {
        using var model = Temperatures();
        var rows = Read("low,high,size\n10.2,,60\n,16.3,70\n");
        var filled = model.Impute(new IncompleteTable(rows)).Filled;
        Assert.Equal(10.2, filled[0, 0]);
        Assert.Equal(16.3, filled[1, 1]);
        Assert.Contains(filled[1, 0], Read(TemperatureText()).ColumnValues(0));
        Assert.All(
            model.Score(Read("low,high,size\n10.2,16.3,60\n")).LogDensity,
            nats => Assert.True(double.IsFinite(nats))
        );
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("gaussian")]
    public void SampledPricesAreThoseOfTheData(string name)
    {
        var random = new PhiloxRandom(4, 0);
        var text = new StringBuilder("price,size\n");
        for (int row = 0; row < Rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Cell("prices", random)},{random.NextInt(90)}\n");
        }

        using var model = Train(text.ToString(), name);
        AssertListed(Read(text.ToString()), model.Sample(800, 1), 0);
        // Unless numbers are to stay as the model has them.
        Assert.True(name == "trees" || model.Sample(800, 1, continuous: true).ColumnValues(0).Distinct().Count() > 100);
    }

    /// <summary>Each value is that of many rows, but of one person.</summary>
    [Fact]
    public void ANumberOfOnePersonIsNotListed()
    {
        var random = new PhiloxRandom(5, 0);
        var text = new StringBuilder("patient_id,income,weight\n");
        for (int person = 0; person < 60; person++)
        {
            string income = (20_000 + (1370.5 * person) + random.NextInt(900)).ToString(CultureInfo.InvariantCulture);
            for (int visit = 0; visit < 20; visit++)
            {
                text.Append(CultureInfo.InvariantCulture, $"P{person:D4},{income},{60 + random.NextInt(40)}\n");
            }
        }

        using var model = Train(text.ToString(), "trees");
        Assert.Contains(model.Encoding.Rules, rule => rule is SubjectColumns { Column: "patient_id" });
        Assert.DoesNotContain("listed", model.Encoding.ToJson().ToString(), StringComparison.Ordinal);
    }

    /// <summary>What protection moves into the range of a level is on the list, too.</summary>
    [Fact]
    public void NumbersMovedIntoTheRangeOfTheirLevelAreListed()
    {
        double[] cells = [.. Enumerable.Range(0, Rows).Select(row => Prices[row % Prices.Length])];
        var range = LevelRange.Create(0, [.. cells.Where(cell => cell < 40).Order()], protects: true);
        var column = new Column("price", GridDetection.Detect(cells));
        var ranges = new ColumnRanges("price", "kind", 2, [range]) { Listed = new(Prices) };
        Assert.Equal(24, ranges.Rounded(26.31, range, column));
        Assert.Equal(32.5, ranges.Rounded(32.5, range, column));
    }

    private static double Cell(string name, PhiloxRandom random) =>
        name switch
        {
            "prices" => Prices[Math.Min(random.NextInt(Prices.Length), random.NextInt(Prices.Length))],
            "temperatures" => Celsius(20 + random.NextInt(45)),
            "ages" => 18 + random.NextInt(70),
            "hundredths" => Math.Round(10 * random.NextDouble(), 2),
            "hours" => random.NextDouble() < 0.9 ? 5 * (4 + random.NextInt(8)) : 10 + random.NextInt(60),
            "amounts" => random.NextDouble() < 0.9
                ? Prices[random.NextInt(Prices.Length)]
                : Math.Round(5 + (200 * random.NextDouble()), 2),
            "steps" => 2.5 + (0.5 * random.NextInt(40)),
            _ => random.NextDouble() < 0.99 ? 0 : 100 + random.NextInt(900),
        };

    // Of whole degrees Fahrenheit, cut off below zero, as files have them that were converted twice: no grid has them all.
    private static double Celsius(int fahrenheit)
    {
        double celsius = (fahrenheit - 32) / 1.8;
        return celsius < 0 ? Math.Ceiling(10 * celsius) / 10 : Math.Round(celsius, 1);
    }

    private static string TemperatureText()
    {
        var random = new PhiloxRandom(1, 0);
        var text = new StringBuilder("low,high,size\n");
        for (int row = 0; row < Rows; row++)
        {
            int low = 24 + random.NextInt(20) + random.NextInt(12);
            int high = low + 4 + random.NextInt(16);
            double size = Math.Round(60 + (9 * random.NextNormal()), 2);
            text.Append(CultureInfo.InvariantCulture, $"{Celsius(low)},{Celsius(high)},{size}\n");
        }

        return text.ToString();
    }

    private static void AssertListed(Table data, Table samples, int column) =>
        Assert.Empty(samples.ColumnValues(column).Except(data.ColumnValues(column)));

    private static Table Read(string text) => CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", []).Table;

    private static TableModel Temperatures() => Train(TemperatureText(), "trees");

    private static TableModel Train(string text, string name) =>
        TrainedModel.Train(new RunSettings { Model = name, Data = DataSource.FromTable(Read(text)) }).As<TableModel>();
}
