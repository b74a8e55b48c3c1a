using System.Globalization;
using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Times;

/// <summary>Times that a table holds in several columns.</summary>
public sealed class JoinedTimesTests
{
    private const int Hours = 1200;
    private static readonly DateTime First = new(2023, 12, 20);
    private static readonly string[] Stations = ["A1", "B2", "C3"];

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void AnHourlySeriesInFourColumnsHasEachHourOnce(string name)
    {
        var data = Hourly(1);
        using var model = Train(data, name);
        Assert.Equal("year month day hour", model.Encoding.Panel!.Rows.Time);
        var samples = model.Sample(data.RowCount, 1);
        Assert.Equal(data.Columns.Select(column => column.Name), samples.Columns.Select(column => column.Name));
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(data.ColumnValues(i), samples.ColumnValues(i)));
        Assert.NotEqual(data.ColumnValues(5), samples.ColumnValues(5));
        // Of hours in any order, it is 0.
        Assert.InRange(Correlation(samples.ColumnValues(5)), 0.6, 0.99);
        Assert.InRange(Correlation(data.ColumnValues(5)), 0.9, 0.99);

        var stored = TableEncoding.FromJson(JsonDocument.Parse(model.Encoding.ToJson().GetRawText()).RootElement);
        Assert.Equal(
            model.Encoding.Columns.Select(column => column.Parts),
            stored.Columns.Select(column => column.Parts)
        );
        Assert.Equal(data.Width, model.LoadData().Test.Width);
        Assert.Equal(data.Width, model.LoadAll().Width);
    }

    [Fact]
    public void ThePartsAreImputedAndScored()
    {
        var data = Hourly(1);
        using var model = Train(data, "trees");
        double[][] cells = [.. Enumerable.Range(0, data.Width).Select(data.ColumnValues)];
        for (int row = 0; row < 200; row++)
        {
            cells[1 + (row % 4)][row] = double.NaN;
        }

        var (given, filled, _) = model.Impute(new IncompleteTable(Table.FromColumns(data.Columns, cells)));
        Assert.Equal(data.Columns.Select(column => column.Name), filled.Columns.Select(column => column.Name));
        Assert.Equal(data.Width, given.Table.Width);
        // What counts the hours says which one it is.
        Assert.All(
            Enumerable.Range(0, 200),
            row => Assert.True(IsDate(filled[row, 1], filled[row, 2], filled[row, 3]), $"row {row}")
        );
        Assert.All(model.Score(data).LogDensity.Take(50), density => Assert.True(double.IsFinite(density)));
    }

    [Fact]
    public void OtherFilesMayHoldThePartsAsTexts()
    {
        var data = Hourly(1);
        using var model = Train(data, "trees");
        var some = data.TakeRows([.. Enumerable.Range(0, 12)]);
        var texts = Table.FromArrays([
            .. some.Columns.Select(
                (column, i) =>
                    column.Name == "hour"
                        ? (column.Name, some.ColumnValues(i).Select(hour => $"{hour}").ToArray())
                        : (column.Name, (Array)some.ColumnValues(i))
            ),
        ]);
        Assert.Equal(model.Score(some).LogDensity, model.Score(texts).LogDensity);
        Assert.All(model.Score(some).LogDensity, density => Assert.True(double.IsFinite(density)));
    }

    [Fact]
    public void NamesThatAreThereTwiceAreNoReasonToFail()
    {
        var data = Hourly(1);
        var twice = With(data, data.Columns[1], data.ColumnValues(1));
        Assert.All(Found(twice).Columns, column => Assert.Null(column.Parts));
    }

    [Fact]
    public void ConditionsOnPartsHold()
    {
        using var model = Train(Hourly(1), "trees");
        var samples = model.SampleConditional(20, model.ParseConditions("month=1, hour>=20"), seed: 1).Rows;
        Assert.All(samples.ColumnValues(2), month => Assert.Equal(1, month));
        Assert.All(samples.ColumnValues(4), hour => Assert.InRange(hour, 20, 23));
    }

    [Fact]
    public void StationsOfAPanelShareACounterOfHours()
    {
        var data = Hourly(3);
        var found = Found(data);
        Assert.Equal(["station"], found.Columns[^1].Panel!.Keys);
        Assert.Contains("year month day hour determines No", Rules(found).Texts);
        using var model = Train(data, "trees");
        var samples = model.Sample(data.RowCount, 1);
        Assert.Equal(
            [.. Rows(data, "No", "year", "month", "day", "hour", "station").Order()],
            Rows(samples, "No", "year", "month", "day", "hour", "station").Order().ToArray()
        );
    }

    [Theory]
    [InlineData("MMM", "Month")]
    [InlineData("MMMM", "month")]
    [InlineData("%M", "month")]
    public void YearsAndMonthsOfAPanelAreOneTime(string format, string name)
    {
        (DateTime At, string Source)[] rows =
        [
            .. from month in Enumerable.Range(0, 60)
            from source in Stations
            select (new DateTime(2015, 1, 1).AddMonths(month), source),
        ];
        Array months =
            format == "%M"
                ? rows.Select(row => row.At.Month).ToArray()
                : rows.Select(row => row.At.ToString(format, CultureInfo.InvariantCulture)).ToArray();
        var random = new PhiloxRandom(1, 0);
        var data = Table.FromArrays(
            ("year", rows.Select(row => row.At.Year).ToArray()),
            (name, months),
            ("source", rows.Select(row => row.Source).ToArray()),
            ("energy", rows.Select(_ => Math.Round(100 + (10 * random.NextNormal()), 1)).ToArray())
        );
        using var model = Train(data, "trees");
        Assert.Equal($"year {name}", model.Encoding.Panel?.Rows.Time);
        Assert.Equal(Rows(data, "year", name, "source"), Rows(model.Sample(data.RowCount), "year", name, "source"));
    }

    [Fact]
    public void DatesAndClocksOfASeriesAreOneTime()
    {
        var hours = Enumerable.Range(0, 400).Select(hour => First.AddHours(hour)).ToArray();
        var random = new PhiloxRandom(1, 0);
        var data = Table.FromArrays(
            ("Date", hours.Select(DateOnly.FromDateTime).ToArray()),
            ("Time", hours.Select(TimeOnly.FromDateTime).ToArray()),
            ("load", hours.Select(_ => Math.Round(random.NextNormal(), 2)).ToArray())
        );
        using var model = Train(data, "trees");
        Assert.Equal("Date Time", model.Encoding.Panel!.Rows.Time);
        Assert.Equal(Rows(data, "Date", "Time"), Rows(model.Sample(data.RowCount), "Date", "Time"));

        // Calls at any time are no series, and their columns stay.
        int[] any = [.. Enumerable.Range(0, 300).Select(_ => random.NextInt(24 * 60))];
        var calls = Table.FromArrays(
            ("Date", any.Select(_ => DateOnly.FromDateTime(First.AddDays(random.NextInt(40)))).ToArray()),
            ("Time", any.Select(minute => new TimeOnly(minute / 60, minute % 60)).ToArray())
        );
        Assert.All(Found(calls).Columns, column => Assert.Null(column.Parts));
    }

    [Fact]
    public void OtherTimesFollowFromADateInThreeColumns()
    {
        var random = new PhiloxRandom(2, 0);
        (DateTime In, int Nights)[] stays =
        [
            .. Enumerable.Range(0, 400).Select(_ => (First.AddDays(random.NextInt(500)), 1 + random.NextInt(9))),
        ];
        var data = Table.FromArrays(
            ("arrival_year", stays.Select(stay => stay.In.Year).ToArray()),
            ("arrival_month", stays.Select(stay => stay.In.ToString("MMMM", CultureInfo.InvariantCulture)).ToArray()),
            ("arrival_day", stays.Select(stay => stay.In.Day).ToArray()),
            ("nights", stays.Select(stay => stay.Nights).ToArray()),
            ("checkout", stays.Select(stay => DateOnly.FromDateTime(stay.In.AddDays(stay.Nights))).ToArray())
        );
        Assert.Contains("checkout = arrival_year arrival_month arrival_day + 1 day × nights", Rules(Found(data)).Texts);
        using var model = Train(data, "trees");
        var samples = model.Sample(500, 3);
        double[]? months = MonthNames.NumbersOf(((CategoryKind)samples.Columns[1].Kind).Levels);
        for (int row = 0; row < samples.RowCount; row++)
        {
            var arrival = new DateTime((int)samples[row, 0], (int)months![(int)samples[row, 1]], (int)samples[row, 2]);
            Assert.Equal((arrival.AddDays(samples[row, 3]) - DateTime.UnixEpoch).TotalSeconds, samples[row, 4]);
        }
    }

    /// <summary>A column of times that says as much, a part that some rows lack, and a day that the calendar does not have.</summary>
    [Fact]
    public void SomeColumnsAreNotJoined()
    {
        var data = Hourly(1);
        Assert.Contains(Found(data).Columns, column => column.Parts is not null);
        DateTime[] hours = [.. Enumerable.Range(0, Hours).Select(hour => First.AddHours(hour))];
        var times = Table.FromArrays(("at", hours));
        Assert.All(
            Found(With(data, times.Columns[0], times.ColumnValues(0))).Columns,
            column => Assert.Null(column.Parts)
        );
        foreach (double wrong in (double[])[double.NaN, 32])
        {
            double[] days = data.ColumnValues(3);
            days[5] = wrong;
            var broken = Table.FromColumns(
                data.Columns,
                [.. Enumerable.Range(0, data.Width).Select(i => i == 3 ? days : data.ColumnValues(i))]
            );
            Assert.All(Found(broken).Columns, column => Assert.Null(column.Parts));
        }
    }

    [Fact]
    public void ASchemaHasTheColumnsOfTheFile()
    {
        var found = Found(Hourly(1));
        Assert.Equal(
            Hourly(1).Columns.Select(column => column.Name),
            TableSchema.From(found).Columns.Select(column => column.Name)
        );
        // With the rules of a schema, or none, samples have the parts of one time, too.
        Assert.Equal(4, DeclaredRules.Create(found, []).Rules.OfType<TimePartColumn>().Count());
        Assert.Equal(4, TableRules.Find(found, wanted: false).Rules.OfType<TimePartColumn>().Count());
    }

    [Fact]
    public void RareDaysDetermineAFlag()
    {
        // 4 of 180 days are holidays, with 8 rows each.
        int[] days = [.. Enumerable.Range(0, 180 * 8).Select(row => row / 8)];
        var random = new PhiloxRandom(3, 0);
        var data = Table.FromArrays(
            ("day", days.Select(day => DateOnly.FromDateTime(First.AddDays(day))).ToArray()),
            ("holiday", days.Select(day => day % 50 == 3 ? 1 : 0).ToArray()),
            ("sales", days.Select(_ => Math.Round(random.NextNormal(), 2)).ToArray())
        );
        Assert.Equal(["day determines holiday"], Rules(data).Texts);
        // As many rows on any days are not.
        var any = Table.FromArrays(
            ("day", days.Select(day => DateOnly.FromDateTime(First.AddDays(day))).ToArray()),
            ("holiday", days.Select((_, row) => row % 45 == 3 ? 1 : 0).ToArray()),
            ("sales", data.ColumnValues(2))
        );
        Assert.Empty(Rules(any).Texts);
    }

    private static Table Hourly(int stations)
    {
        var random = new PhiloxRandom(4, 0);
        double[] levels = new double[stations];
        (DateTime At, int Hour, int Station, double Level)[] rows =
        [
            .. from hour in Enumerable.Range(0, Hours)
            from station in Enumerable.Range(0, stations)
            select (
                First.AddHours(hour),
                hour,
                station,
                levels[station] = (0.95 * levels[station]) + (0.3 * random.NextNormal())
            ),
        ];
        return Table.FromArrays([
            ("No", rows.Select(row => row.Hour + 1).ToArray()),
            ("year", rows.Select(row => row.At.Year).ToArray()),
            ("month", rows.Select(row => row.At.Month).ToArray()),
            ("day", rows.Select(row => row.At.Day).ToArray()),
            ("hour", rows.Select(row => row.At.Hour).ToArray()),
            ("level", rows.Select(row => Math.Round(row.Level, 2)).ToArray()),
            .. stations == 1
                ? Array.Empty<(string, Array)>()
                : [("station", rows.Select(row => Stations[row.Station]).ToArray())],
        ]);
    }

    private static double Correlation(double[] levels)
    {
        double mean = levels.Average();
        return levels.Zip(levels.Skip(1), (a, b) => (a - mean) * (b - mean)).Sum()
            / levels.Sum(level => (level - mean) * (level - mean));
    }

    private static bool IsDate(double year, double month, double day) =>
        day >= 1 && day <= DateTime.DaysInMonth((int)year, (int)month);

    private static Table Found(Table rows) => SubjectKinds.Apply(new LoadedTable(rows, 0), schema: null).Table;

    private static TableRules Rules(Table rows) => TableRules.Find(Schema.Detect(rows).Apply(rows), wanted: true);

    private static Table With(Table rows, Column column, double[] cells) =>
        Table.FromColumns(
            [.. rows.Columns, column],
            [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues), cells]
        );

    private static string[] Rows(Table rows, params string[] columns)
    {
        int[] at = [.. columns.Select(name => rows.Columns.ToList().FindIndex(column => column.Name == name))];
        return
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Select(row => string.Join('|', at.Select(i => rows.Columns[i].Write(rows[row, i])))),
        ];
    }

    private static TableModel Train(Table rows, string model) =>
        TrainedModel.Train(new RunSettings { Model = model, Data = DataSource.FromTable(rows) }).As<TableModel>();
}
