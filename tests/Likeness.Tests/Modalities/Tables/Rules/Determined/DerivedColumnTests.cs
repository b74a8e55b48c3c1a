using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Determined;

/// <summary>Columns that follow from intervals of a number, from parts of the calendar, or from days to a fixed one.</summary>
public sealed class DerivedColumnTests
{
    private const int Rows = 900;
    private const double Day = 86_400;
    private static readonly string[] Weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    [Fact]
    public void GradesFollowFromMarks()
    {
        var table = Marks();
        var rule = Assert.IsType<DerivedColumn>(Assert.Single(TableRules.Find(table, wanted: true).Rules));
        Assert.Equal("mark determines grade", rule.ToString());
        Assert.Equal([10.0, 14.0, 16.0], rule.Function.Limits);
        Assert.Equal(rule, Assert.Single(DeclaredRules.Create(table, ["mark determines grade"]).Rules));
        using var model = Train(table);
        var samples = model.Sample(4000, 1);
        Assert.All(
            Enumerable.Range(0, samples.RowCount),
            row => Assert.Equal(Grade(samples[row, 0]), samples.Columns[1].Write(samples[row, 1]))
        );
        Assert.DoesNotContain(false, model.Encoding.Rules.Single().Holds(samples));
    }

    [Fact]
    public void AMonthWithoutRowsFollowsTheNearestOne()
    {
        var rule = new DerivedColumn(
            "season",
            "sown",
            new ColumnFunction(ColumnPart.YearMonth, []),
            [new((12 * 2020) + 2, 2020), new((12 * 2020) + 8, 2021)]
        );
        var days = new Column("sown") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true) };
        double[] sown =
        [
            .. new[] { 3, 5, 9, 12 }.Select(month => (new DateTime(2020, month, 4) - DateTime.UnixEpoch).TotalSeconds),
            double.NaN,
        ];
        var rows = rule.Decode(Table.FromColumns([days], [sown]), new Column("season"));
        Assert.Equal([2020, 2020, 2021, 2021, double.NaN], rows.ColumnValues(1));
    }

    [Fact]
    public void OneWrongGradeIsNoRule()
    {
        var table = Marks();
        double[] grades = table.ColumnValues(1);
        grades[Array.FindIndex(table.ColumnValues(0), mark => mark is > 5 and < 6)] = grades[
            Array.FindIndex(table.ColumnValues(0), mark => mark > 16)
        ];
        Assert.Empty(
            TableRules.Find(Table.FromColumns(table.Columns, [table.ColumnValues(0), grades]), wanted: true).Exact
        );
    }

    [Fact]
    public void PartsOfTheCalendarAreComputed()
    {
        var random = new PhiloxRandom(2, 0);
        DateTime[] sold =
        [
            .. Enumerable.Range(0, Rows).Select(_ => new DateTime(2022, 1, 1).AddMinutes(random.NextInt(900_000))),
        ];
        var table = Table.FromArrays(
            ("sold", sold),
            ("weekday", sold.Select(time => Weekdays[(int)time.DayOfWeek]).ToArray()),
            ("year", sold.Select(time => time.Year).ToArray()),
            ("hour", sold.Select(time => time.Hour).ToArray()),
            ("age", sold.Select(time => (new DateTime(2025, 3, 1) - time.Date).Days).ToArray())
        );
        Assert.Equal(
            ["sold determines age", "sold determines hour", "sold determines weekday", "sold determines year"],
            TableRules.Find(table, wanted: true).Rules.Select(rule => rule.ToString()).Order()
        );
        using var model = Train(table);
        var samples = model.Sample(3000, 2);
        Assert.All(
            Enumerable.Range(0, samples.RowCount),
            row =>
            {
                var time = DateTime.UnixEpoch.AddSeconds(samples[row, 0]);
                Assert.Equal(Weekdays[(int)time.DayOfWeek], samples.Columns[1].Write(samples[row, 1]));
                Assert.Equal(time.Year, samples[row, 2]);
                Assert.Equal(time.Hour, samples[row, 3]);
                Assert.Equal((new DateTime(2025, 3, 1) - time.Date).Days, samples[row, 4]);
            }
        );
        Assert.Equal(model.Encoding.Rules, TableEncoding.FromJson(model.Encoding.ToJson()).Rules);
    }

    [Fact]
    public void WhetherATimeIsThereSaysTheState()
    {
        var random = new PhiloxRandom(3, 0);
        double[] left =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ => random.NextDouble() < 0.6 ? double.NaN : Day * random.NextInt(900)),
        ];
        var table = Table.FromColumns(
            [
                new("left") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true), Missing = "" },
                new("state") { Kind = new CategoryKind(["active", "gone"]) },
            ],
            [left, [.. left.Select(day => double.IsNaN(day) ? 0.0 : 1)]]
        );
        var rule = Assert.IsType<DerivedColumn>(Assert.Single(TableRules.Find(table, wanted: true).Rules));
        Assert.Empty(rule.Function.Limits);
        var decoded = rule.Decode(rule.Encode(table), table.Columns[1]);
        Assert.Equal(table.ColumnValues(1), decoded.ColumnValues(1));
    }

    [Fact]
    public void NothingFollowsFromIndependentColumns()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            var random = new PhiloxRandom(seed, 1);
            var table = Table.FromColumns(
                [
                    new("x"),
                    new("day") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true) },
                    new("flag") { Kind = new CategoryKind(["no", "yes"]) },
                    new("rare") { Kind = new CategoryKind(["no", "yes"]) },
                ],
                [
                    [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())],
                    [.. Enumerable.Range(0, Rows).Select(_ => Day * random.NextInt(400))],
                    [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(2))],
                    [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.006 ? 1.0 : 0)],
                ]
            );
            Assert.Empty(TableRules.Find(table, wanted: true).Rules);
        }
    }

    private static Table Marks()
    {
        var random = new PhiloxRandom(1, 0);
        double[] marks = [.. Enumerable.Range(0, Rows).Select(_ => Math.Round(20 * random.NextDouble(), 2))];
        return Table.FromArrays(("mark", marks), ("grade", marks.Select(Grade).ToArray()));
    }

    private static string Grade(double mark) =>
        mark switch
        {
            < 10 => "failed",
            < 14 => "passed",
            < 16 => "good",
            _ => "very good",
        };

    private static TableModel Train(Table table) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) }).As<TableModel>();
}
