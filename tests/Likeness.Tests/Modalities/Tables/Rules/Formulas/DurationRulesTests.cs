using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Exceptions;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Durations and times of day are numbers of seconds: they add up, also with numbers of minutes.</summary>
public sealed class DurationRulesTests
{
    private const int Rows = 900;
    private const double Minute = 60;
    private const double Hour = 3600;
    private static readonly DurationKind Laps = new("h:mm:ss");
    private static readonly DurationKind Clocks = new("hh:mm");

    [Fact]
    public void HalvesAddUp()
    {
        var (first, second) = Halves();
        double[] finish = [.. first.Zip(second, (one, two) => one + two)];
        var rules = TableRules.Find(
            Detected(
                ("first", Laps, first),
                ("second", Laps, second),
                ("finish", Laps, finish),
                ("seconds", NumberKind.Default, finish)
            ),
            wanted: true
        );
        Assert.Equal(
            ["finish = first + second", "seconds = first + second"],
            rules.Rules.Select(rule => rule.ToString()!).Order()
        );
    }

    [Fact]
    public void ADurationIsRepeatedInSeconds()
    {
        var (laps, _) = Halves();
        var table = Detected(("laps", Laps, laps), ("seconds", NumberKind.Default, laps));
        Assert.Equal("seconds = laps", Assert.Single(TableRules.Find(table, wanted: true).Rules).ToString());
    }

    [Fact]
    public void AShiftEndsAfterItsHoursAndItsBreak()
    {
        var random = new PhiloxRandom(2, 0);
        double[] start = Numbers(_ => (6 * Hour) + (15 * Minute * random.NextInt(20)));
        double[] pause = Numbers(_ => 15.0 * random.NextInt(5));
        double[] worked = Numbers(_ => (4 + random.NextInt(5)) * Hour);
        double[] end = Numbers(row => start[row] + (pause[row] * Minute) + worked[row]);
        var table = Detected(
            ("start", Clocks, start),
            ("pause", NumberKind.Default, pause),
            ("worked", Clocks, worked),
            ("end", Clocks, end)
        );
        var rule = Assert.Single(TableRules.Find(table, wanted: true).Rules);
        Assert.Equal("end = start + 60 × pause + worked", rule.ToString());
        Assert.Equal(end, rule.Decode(rule.Encode(table), table.Columns[3]).ColumnValues(3));
    }

    [Fact]
    public void DaysOfSecondsAreWritten()
    {
        var random = new PhiloxRandom(3, 0);
        double[] seconds = Numbers(_ => 1.7e9 + random.NextInt(60_000_000));
        double[] days = [.. seconds.Select(one => Math.Round((one / Clock.Day) + 25569, 5))];
        var table = Detected(("seconds", NumberKind.Default, seconds), ("days", NumberKind.Default, days));
        Assert.Equal(
            "days = seconds / 86400 + 25569",
            Assert.Single(TableRules.Find(table, wanted: true).Rules).ToString()
        );
    }

    [Fact]
    public void AFewHalvesMayBeWrong()
    {
        var random = new PhiloxRandom(4, 0);
        var (first, second) = Halves();
        double[] finish = Numbers(row => first[row] + second[row] + (row % 50 == 0 ? random.NextInt(600) : 0));
        var table = Detected(("first", Laps, first), ("second", Laps, second), ("finish", Laps, finish));
        Assert.Empty(FormulaSearch.All(table, []));
        Assert.Equal("finish = first + second", Assert.Single(NearFormulas.All(table, [])).ToString());
    }

    /// <summary>Calendar months are nearly those of 30.4375 days; a length that only some data have is no rule.</summary>
    [Theory]
    [InlineData(30.4375, "periods = floor((end - start) / 30.4375 days)")]
    [InlineData(365.25, "periods = floor((end - start) / 365.25 days)")]
    [InlineData(33.71, null)]
    public void WholePeriodsAreThoseOfTheCalendar(double days, string? expected)
    {
        var random = new PhiloxRandom(5, 0);
        double[] start = Numbers(_ => Clock.Day * (18_000 + random.NextInt(1500)));
        double[] end = Numbers(row => start[row] + (Clock.Day * random.NextInt(1500)));
        double[] periods = Numbers(row =>
            Math.Floor((end[row] - start[row]) / Clock.Day / days) + (row % 50 == 0 ? 1 : 0)
        );
        var day = new TimeKind("yyyy-MM-dd", IsDay: true);
        var table = Detected(("start", day, start), ("end", day, end), ("periods", NumberKind.Default, periods));
        string[] expectedRules = expected is null ? [] : [expected];
        Assert.Equal(expectedRules, NearFormulas.All(table, []).Select(rule => rule.ToString()));
    }

    [Fact]
    public void WhatATimeIsBehindAnotherOneIsInSeconds()
    {
        var random = new PhiloxRandom(6, 0);
        double[] start = Numbers(_ => 1.7e9 + (1800 * random.NextInt(20_000)));
        double[] end = [.. start.Select(one => one + 1800)];
        var minute = new TimeKind("yyyy-MM-dd HH:mm");
        var table = Detected(("start", minute, start), ("end", minute, end));
        string rule = Assert.Single(TableRules.Find(table, wanted: true).Rules).ToString();
        Assert.Equal("end = start + 1800 s", rule);
        Assert.All(
            (string[])[rule, "end = start + 1800"],
            declared => Assert.Equal(rule, Assert.Single(DeclaredRules.Create(table, [declared]).Rules).ToString())
        );
    }

    private static (double[] First, double[] Second) Halves()
    {
        var random = new PhiloxRandom(1, 0);
        double[] first = Numbers(_ => Hour + random.NextInt(6000));
        return (first, Numbers(row => Math.Round(first[row] * (0.97 + (0.2 * random.NextDouble())))));
    }

    private static double[] Numbers(Func<int, double> number) => [.. Enumerable.Range(0, Rows).Select(number)];

    private static Table Detected(params (string Name, ColumnKind Kind, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [.. columns.Select(column => new Column(column.Name) { Kind = column.Kind })],
            [.. columns.Select(column => column.Cells)]
        );
        return Schema.Detect(table).Apply(table);
    }
}
