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

/// <summary>Samples have as many decimals as the data, in as many rows.</summary>
public sealed class DecimalFrequenciesTests
{
    private const int Rows = 600;
    private const double Tolerance = 0.08;

    // Whole but for some rows; four significant digits; 32-bit numbers of few decimals, written with 15 digits; 15 digits.
    private static readonly Dictionary<string, Func<PhiloxRandom, string>> Columns = new()
    {
        ["whole"] = random => Text(Math.Round(Size(random), random.NextDouble() < 0.9 ? 0 : 2)),
        ["tenths"] = random => Text(Math.Round(Size(random), random.NextDouble() < 0.9 ? 0 : 1)),
        ["halves"] = random => Text(Math.Round(Size(random)) + (random.NextDouble() < 0.9 ? 0 : 0.5)),
        ["quarters"] = random =>
            Text(Math.Round(10 * Size(random)) + (random.NextDouble() < 0.8 ? 0 : random.NextInt(4) / 4.0)),
        ["digits"] = random => Text(SignificantDigits.Round(Size(random), 4)),
        ["single"] = random => Text((float)Math.Round(Size(random), random.NextInt(4))),
        ["fifteen"] = random => Text(Size(random)),
        // Prices; and amounts that a 32-bit number of their distance to the least one does not hold.
        ["thousands"] = random =>
            Text(SignificantDigits.RoundDecimals(1e4 * Size(random), random.NextDouble() < 0.6 ? -3 : 0)),
        ["millions"] = random =>
            Text(SignificantDigits.RoundDecimals(3e6 * Size(random), random.NextDouble() < 0.9 ? -5 : 0)),
    };

    public static TheoryData<string, string> Models()
    {
        var models = new TheoryData<string, string>();
        foreach (string column in Columns.Keys)
        {
            models.Add(column, "trees");
        }

        models.Add("whole", "gaussian");
        models.Add("digits", "gaussian");
        return models;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void SamplesHaveTheDecimalsOfTheData(string name, string model)
    {
        string[] data = Generated(name);
        using var trained = Train(Read(data), model);
        string[] samples = Lines(trained.Sample(2000, 1));
        AssertSame(data.Select(Places), samples.Select(Places));
        AssertSame(data.Select(Digits), samples.Select(Digits));
        AssertSame(data.Select(Zeros), samples.Select(Zeros));
        Assert.True(samples.Count(text => Digits(text) > data.Max(Digits)) <= 5);
        if (name == "quarters")
        {
            Assert.All(samples, text => Assert.Equal(0, Parsed(text) % 0.25));
        }

        if (name == "single")
        {
            Assert.All(samples, text => Assert.Equal(text, Text((float)Parsed(text))));
        }
    }

    [Fact]
    public void ValuesOfSeveralRowsStay()
    {
        var random = new PhiloxRandom(4, 0);
        double[] cells =
        [
            .. Enumerable.Repeat(12.34, 30),
            .. Enumerable.Range(0, Rows).Select(_ => Math.Round(10 + (80 * random.NextDouble()))),
        ];
        var found = DecimalFrequencies.Find(cells, 2, isSingle: false)!;
        Assert.Contains(12.34, found.Kept);
        Assert.Equal(12.34, found.Round(12.34));
        // The same number always has the same decimals.
        double[] others = [.. Enumerable.Range(0, 500).Select(i => 15.01 + (i / 10.0))];
        Assert.InRange(others.Count(value => found.Round(value) == value), 10, 50);
        Assert.Equal(others.Select(found.Round), others.Select(found.Round));
        Assert.True(double.IsNaN(found.Round(double.NaN)));
    }

    [Fact]
    public void DecimalsOfRoundingAloneAreNotStored()
    {
        var random = new PhiloxRandom(5, 0);
        double[] cells = [.. Enumerable.Range(0, Rows).Select(_ => Math.Round(100 * random.NextDouble(), 3))];
        Assert.Null(DecimalFrequencies.Find(cells, 3, isSingle: false));
        double[] full = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())];
        Assert.Null(DecimalFrequencies.Find(full, null, isSingle: false));
        double[] quarters = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(400) / 4.0)];
        Assert.Null(DecimalFrequencies.Find(quarters, 2, isSingle: false, units: 25));
    }

    [Fact]
    public void RoundedNumbersStayInTheirRangeAndSatisfyConditions()
    {
        string[] data = Generated("whole");
        using var trained = Train(Read(data), "trees");
        var samples = trained.Sample(2000, 1);
        double[] known = [.. data.Select(Parsed)];
        Assert.InRange(samples.ColumnValues(0).Min(), known.Min(), known.Max());
        Assert.InRange(samples.ColumnValues(0).Max(), known.Min(), known.Max());
        foreach (string condition in (string[])["x=17.25", "x>=17.2, x<=17.8"])
        {
            var conditions = trained.ParseConditions(condition);
            var some = trained.SampleConditional(50, conditions, seed: 1).Rows;
            Assert.All(
                some.ColumnValues(0),
                value => Assert.True(conditions.All.All(one => one.Holds(value)), $"{condition}: {value}")
            );
        }
    }

    [Fact]
    public void NumbersThatAnOrderRestoresHaveNoMoreDecimalsThanTheData()
    {
        var random = new PhiloxRandom(8, 0);
        var text = new StringBuilder("low,high,x\n");
        for (int row = 0; row < Rows; row++)
        {
            double low = Math.Round(Size(random), 5);
            double high = Math.Round(low + 0.001 + (Size(random) / 5), 3);
            text.Append(CultureInfo.InvariantCulture, $"{Text(low)},{Text(high)},{Text(random.NextInt(50))}\n");
        }

        using var trained = TrainText(text.ToString());
        Assert.Contains(trained.Encoding.Rules, rule => rule is DifferenceColumn { Stays: false, Column: "high" });
        var samples = trained.Sample(1000, 1);
        Assert.All(trained.Encoding.Rules, rule => Assert.DoesNotContain(false, rule.Holds(samples)));
        Assert.True(samples.ColumnValues(1).Count(value => Math.Round(value, 3) != value) < 10);
    }

    [Fact]
    public void NumbersMovedIntoTheRangeOfTheirLevelAreWrittenLikeTheData()
    {
        double[] cells = [.. Enumerable.Range(0, Rows).Select(i => SignificantDigits.Round(2 + (i * 0.0373), 3))];
        var range = LevelRange.Create(0, [.. cells[100..400]], protects: true);
        var column = new Column("x");
        var ranges = new ColumnRanges("x", "by", 2, [range], DecimalFrequencies.Find(cells, 2, isSingle: false));
        Assert.Equal(12.3, ranges.Rounded(12.34, range, column));
        // Not beyond the limits.
        double low = range.Low + 0.04;
        Assert.Equal(Math.Round(range.Low, 2), ranges.Rounded(range.Low, range, column));
        Assert.False(range.Excludes(ranges.Rounded(low, range, column)));
    }

    [Fact]
    public void NumbersThatAnOrderRestoresHaveTheDigitsOfTheDataAndKeepTheOrder()
    {
        var random = new PhiloxRandom(6, 0);
        var text = new StringBuilder("low,high,x\n");
        for (int row = 0; row < Rows; row++)
        {
            double low = SignificantDigits.Round(Size(random), 4);
            double high = Math.Max(low, SignificantDigits.Round(low + (Size(random) / 5), 4));
            text.Append(CultureInfo.InvariantCulture, $"{Text(low)},{Text(high)},{Text(random.NextInt(50))}\n");
        }

        using var trained = TrainText(text.ToString());
        Assert.Contains(trained.Encoding.Rules, rule => rule is DifferenceColumn { Stays: false, Column: "high" });
        var samples = trained.Sample(2000, 1);
        Assert.All(trained.Encoding.Rules, rule => Assert.DoesNotContain(false, rule.Holds(samples)));
        int[] digits = [.. Lines(samples).Select(line => Digits(line.Split(',')[1]))];
        Assert.True(digits.Count(count => count > 4) < 0.02 * digits.Length);
    }

    [Fact]
    public void WhatProtectionMovesHasTheDecimalsOfTheData()
    {
        var random = new PhiloxRandom(7, 0);
        var text = new StringBuilder("patient_id,age,x\n");
        for (int person = 0; person < 80; person++)
        {
            string age = Text(Math.Round(20 + (50 * random.NextDouble()), 5));
            for (int row = 0; row < 6; row++)
            {
                text.Append(CultureInfo.InvariantCulture, $"P{person:D4},{age},{random.NextInt(100)}\n");
            }
        }

        using var trained = TrainText(text.ToString());
        Assert.Contains(trained.Encoding.Rules, rule => rule is SubjectColumns);
        string[] samples = [.. Lines(trained.Sample(600, 1)).Select(line => line.Split(',')[1])];
        Assert.InRange(samples.Max(Places), 1, 5);
        Assert.All(trained.Sample(600, 2).ColumnValues(1), value => Assert.Equal(Math.Round(value, 5), value));
    }

    private static void AssertSame(IEnumerable<int> data, IEnumerable<int> samples)
    {
        int[] expected = [.. data];
        int[] found = [.. samples];
        double difference = expected
            .Concat(found)
            .Distinct()
            .Sum(one => Math.Abs(Share(expected, one) - Share(found, one)));
        Assert.True(difference / 2 < Tolerance, $"{difference / 2:F3} of the samples have other digits");
    }

    private static double Share(int[] counts, int one) => counts.Count(count => count == one) / (double)counts.Length;

    private static double Size(PhiloxRandom random) => Math.Exp(3 + (0.8 * random.NextNormal()));

    private static string[] Generated(string name)
    {
        var random = new PhiloxRandom(1, 0);
        return [.. Enumerable.Range(0, Rows).Select(_ => Columns[name](random))];
    }

    private static string Text(double value) => value.ToString("G15", CultureInfo.InvariantCulture);

    private static double Parsed(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static int Places(string text) => SignificantDigits.Count(Parsed(text)).Decimals;

    private static int Digits(string text) => SignificantDigits.Count(Parsed(text)).Digits;

    private static int Zeros(string text) => SignificantDigits.TrailingZeros(Parsed(text), 6);

    private static Table Read(string[] cells) =>
        CsvReader.Read(Encoding.UTF8.GetBytes($"x\n{string.Join('\n', cells)}\n"), "t.csv", []).Table;

    private static TableModel TrainText(string text) =>
        Train(CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", []).Table, "trees");

    private static string[] Lines(Table rows)
    {
        using var stream = new MemoryStream();
        CsvWriter.Write(stream, rows);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimEnd().Split('\n')[1..];
    }

    private static TableModel Train(Table table, string model) =>
        TrainedModel.Train(new RunSettings { Model = model, Data = DataSource.FromTable(table) }).As<TableModel>();
}
