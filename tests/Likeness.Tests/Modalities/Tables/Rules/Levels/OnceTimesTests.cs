using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Levels;

/// <summary>Times of which each has one row, alone and together with categories and other times.</summary>
public sealed class OnceTimesTests
{
    private const double Hour = 3600;
    private const double Day = 24 * Hour;
    private const int Hours = 3000;
    private const int Teams = 20;
    private const string Moments = "yyyy-MM-dd HH:mm:ss";
    private const string Days = "yyyy-MM-dd";
    private const string Match = "each date, home or away once";
    private static readonly DateTime First = new(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void HoursThatRowsHaveOnceAreFound()
    {
        double[] hours = [.. Chosen(Hours, 1200).Select(hour => hour * Hour)];
        Assert.Equal(["each time once"], Once(Log(hours)));
        // One hour is there twice, as where clocks go back.
        Assert.Equal(["nearly each time once"], Once(Log([.. hours[..500], hours[499], .. hours[500..]])));
        // Independent rows are at one hour again and again.
        var random = new PhiloxRandom(3, 0);
        Assert.Empty(Once(Log([.. hours.Select(_ => Math.Floor(Hours * random.NextDouble()) * Hour).Order()])));
        // Of so many seconds, rows have each once by chance.
        Assert.Empty(Once(Log([.. hours.Select(hour => hour + Math.Floor(Hour * random.NextDouble()))])));
        // So few rows of so many hours, too.
        Assert.Empty(Once(Log(hours[..60])));
    }

    [Fact]
    public void MonthsAreFewerThanDays()
    {
        double[] months = [.. Chosen(400, 200).Select(month => (First.AddMonths(month) - First).TotalSeconds)];
        Assert.Equal(["each time once"], Once(Log(months, Days)));
        Assert.Empty(Once(Log([.. months.Select((month, row) => month + (row % 28 * Day))], Days)));
    }

    [Fact]
    public void SamplesHaveEachTimeOnce()
    {
        var log = Log([.. Chosen(Hours, 1200).Select(hour => hour * Hour)]);
        using var model = Trained(log);
        var sample = model.SampleParts(log.RowCount, 3, continuous: false, progress: null, default);
        double[] times = sample.ToTable().ColumnValues(0);
        Assert.Equal(times.Length, times.Distinct().Count());
        Assert.Null(sample.Remark?.Invoke());
        // Each quarter of the time keeps its rows.
        double[] own = Read(log).ColumnValues(0);
        for (int quarter = 1; quarter < 4; quarter++)
        {
            double end = own[0] + (quarter * (own[^1] - own[0]) / 4);
            Assert.Equal(own.Count(time => time < end) / 1200.0, times.Count(time => time < end) / 1200.0, 0.06);
        }

        // There are no more hours than these.
        var many = model.SampleParts(4000, 3, continuous: false, progress: null, default);
        Assert.Equal(4000, many.ToTable().RowCount);
        Assert.Matches("^'each time once' holds of the first 2,[0-9]{3} rows", many.Remark?.Invoke());
    }

    [Fact]
    public void DaysOfALogThatLacksSomeStayDifferent()
    {
        // With more days of those between the first and the last, they would be a panel.
        var log = Log([.. Chosen(2200, 1000).Select(day => day * Day)], Days);
        using var model = Trained(log);
        Assert.Null(model.Encoding.Panel);
        double[] days = model.Sample(1000, 3).ColumnValues(0);
        Assert.Equal(1000, days.Distinct().Count());
    }

    [Fact]
    public void ATeamPlaysOnceADay()
    {
        var matches = Matches(calledOff: 0);
        Assert.Equal([Match], Once(matches));
        Assert.Equal([$"nearly {Match}"], Once(Matches(calledOff: 1)));
        Assert.DoesNotContain(Once(Matches(calledOff: 40)), rule => rule.Contains(" or ", StringComparison.Ordinal));
        using var model = Trained(Matches(calledOff: 1));
        var rows = model.Sample(1200, 3);
        var played = Enumerable
            .Range(0, rows.RowCount)
            .SelectMany(row => (string[])[$"{Text(row, 0)} {Text(row, 1)}", $"{Text(row, 0)} {Text(row, 2)}"])
            .ToList();
        Assert.Equal(2400, played.Distinct().Count());

        string Text(int row, int column) => rows.Columns[column].Write(rows[row, column]);
    }

    [Fact]
    public void YearsThatAreForecastInAYearAreFound()
    {
        // Each year has forecasts of some of the next ten.
        int[] chosen = [.. Chosen(310, 230)];
        var forecasts = Table.FromArrays(
            ("year of forecast", chosen.Select(one => 1980 + (one / 10)).ToArray()),
            ("year forecast of", chosen.Select(one => 1980 + (one / 10) + (one % 10)).ToArray()),
            ("value", chosen.Select(one => Math.Sin(one)).ToArray())
        );
        Assert.Equal(["each year of forecast, year forecast of once"], Once(forecasts));
        // Some distances are there twice as often.
        int[] repeated = [.. chosen[..225], .. chosen[..5]];
        Assert.Empty(Once(Read(forecasts).TakeRows([.. repeated.Select(one => Array.IndexOf(chosen, one))])));
        using var model = Trained(forecasts);
        var rows = model.Sample(230, 3);
        var rule = model.Encoding.Rules.OfType<OnceColumns>().Single();
        Assert.DoesNotContain(false, rule.Holds(rows));
    }

    [Theory]
    [InlineData("each date, home once")]
    [InlineData(Match)]
    [InlineData($"nearly {Match}")]
    public void TheyMayBeDeclared(string rule)
    {
        var rules = DeclaredRules.Create(Read(Matches(calledOff: 0)), [rule]);
        Assert.Equal(rule, Assert.Single(rules.Texts));
        Assert.Equal(rule, Assert.Single(TableRules.FromJson(rules.ToJson()).Texts));
    }

    [Theory]
    [InlineData(Match, "two training rows have the same values of its columns")]
    [InlineData("each home once", "two training rows have the same values of its columns")]
    [InlineData("each home, date or away once", "'away' may not stand for a column of another kind")]
    [InlineData("each date, home or guest once", "there is no column 'guest'")]
    public void OthersAreRefused(string rule, string why)
    {
        var error = Assert.Throws<LikenessException>(() => DeclaredRules.Create(Read(Matches(calledOff: 1)), [rule]));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    /// <summary>A level that only one of the columns has is none of the other.</summary>
    [Fact]
    public void LevelsOfEitherColumnAreThoseOfBoth()
    {
        var rows = Table.FromArrays(
            ("home", new[] { "a", "b", "c", "a" }),
            ("away", new[] { "x", "y", "x", "b" }),
            ("day", new[] { "1", "1", "1", "2" })
        );
        Assert.Equal([true, true, false, true], new OnceColumns("day", ["home"]) { Or = "away" }.Holds(rows));
    }

    [Fact]
    public void CombinationsHaveHashesOfTheirOwn()
    {
        var rows = Table.FromColumns(
            [new("a"), new("b")],
            [
                [.. Enumerable.Range(0, 1000).Select(row => (double)(row % 10))],
                [.. Enumerable.Range(0, 1000).Select(row => (double)(row / 10))],
            ]
        );
        var hashes = Enumerable.Range(0, 1000).Select(row => ValueCombination.Of(rows, row, [0, 1]).GetHashCode());
        Assert.Equal(1000, hashes.Distinct().Count());
    }

    private static TableModel Trained(Table table) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) }).As<TableModel>();

    private static Table Read(Table rows) => Schema.Detect(rows).Apply(rows);

    private static List<string> Once(Table table) =>
        [.. TableRules.Find(Read(table), wanted: true).Rules.OfType<OnceColumns>().Select(rule => rule.ToString())];

    // Some of the first numbers, in order.
    private static IEnumerable<int> Chosen(int of, int count) =>
        new PhiloxRandom(5, 0).Permutation(of)[..count].Order();

    // How much happened at some times, seconds from the first one.
    private static Table Log(double[] times, string format = Moments) =>
        Table.FromColumns(
            [Times("time", format), new("count")],
            [
                [.. times.Select(At)],
                [.. times.Select((_, row) => 1.0 + (row * 7919 % 13))],
            ]
        );

    // Four matches a day, each of two teams that play in no other.
    private static Table Matches(int calledOff)
    {
        var random = new PhiloxRandom(7, 0);
        var matches = new List<(int Day, int Home, int Away)>();
        for (int day = 0; day < 600; day++)
        {
            int[] teams = random.Permutation(Teams);
            matches.AddRange(Enumerable.Range(0, 4).Select(match => (day, teams[2 * match], teams[(2 * match) + 1])));
        }

        // A guest has a second match on that day.
        for (int match = 0; match < calledOff; match++)
        {
            var (day, _, away) = matches[4 * match];
            matches[(4 * match) + 1] = (day, matches[(4 * match) + 1].Home, away);
        }

        var teamsOf = new CategoryKind([.. Enumerable.Range(0, Teams).Select(team => $"Team {(char)('A' + team)}")]);
        return Table.FromColumns(
            [Times("date", Days), new("home") { Kind = teamsOf }, new("away") { Kind = teamsOf }, new("goals")],
            [
                [.. matches.Select(one => At(one.Day * Day))],
                [.. matches.Select(one => (double)one.Home)],
                [.. matches.Select(one => (double)one.Away)],
                [.. matches.Select((_, row) => (double)(row * 7919 % 5))],
            ]
        );
    }

    private static Column Times(string name, string format) =>
        new(name) { Kind = new TimeKind(format, IsDay: format == Days) };

    private static double At(double seconds) => (First - DateTime.UnixEpoch).TotalSeconds + seconds;
}
