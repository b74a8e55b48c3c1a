using System.Globalization;
using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Calendar;

/// <summary>Dates in three columns of whole numbers, and weekdays that follow from them.</summary>
public sealed class DateColumnTests
{
    private const int Rows = 1500;
    private const string IsDate = "year, month, day are a date";
    private const string Weekday = "year, month, day determine weekday";

    [Fact]
    public void ThreeColumnsAreADateAndStay()
    {
        var table = Flights();
        var found = TableRules.Find(table, wanted: true);
        Assert.Equal([Weekday, IsDate], found.Texts);
        var rules = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var encoded = rules.Encode(table);
        Assert.Equal(["year", "month", "day", "delay"], encoded.Columns.Select(column => column.Name));
        var back = rules.Decode(encoded);
        Assert.All(
            Enumerable.Range(0, table.Width),
            column => Assert.Equal(table.ColumnValues(column), back.ColumnValues(column))
        );
    }

    [Fact]
    public void ImpossibleDatesAndOtherWeekdaysBreakTheRules()
    {
        var table = Flights();
        var rules = TableRules.Find(table, wanted: true);
        double[] days = table.ColumnValues(2);
        days[7] = 31;
        double[] months = table.ColumnValues(1);
        months[7] = 6;
        double[] weekdays = table.ColumnValues(3);
        weekdays[9] = (weekdays[9] + 1) % 7;
        var broken = With(With(With(table, 1, months), 2, days), 3, weekdays);
        bool[] holds = rules.Hold(broken);
        Assert.Equal([7, 9], Enumerable.Range(0, Rows).Where(row => !holds[row]));
        Assert.DoesNotContain(IsDate, TableRules.Find(broken, wanted: true).Texts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SamplesHaveDatesAndTheirWeekdays(bool isDaily)
    {
        var table = isDaily ? Flights(isDaily: true) : Flights();
        using var model = Train(table);
        Assert.Equal("year month day", Assert.Single(model.Encoding.Columns, column => column.Parts is not null).Name);
        Assert.Equal(isDaily, model.Encoding.Panel is not null);
        AreDates(model.Sample(1000));
        var some = model.SampleConditional(50, model.ParseConditions("month=2, weekday=Sat")).Rows;
        AreDates(some);
        Assert.All(some.ColumnValues(1), month => Assert.Equal(2, month));
        Assert.All(some.ColumnValues(3), weekday => Assert.Equal(6, weekday));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ImputedDaysFitWhatIsObserved(bool isDaily)
    {
        var table = Flights(isDaily);
        using var model = Train(table);
        double[][] cells = [.. Enumerable.Range(0, table.Width).Select(table.ColumnValues)];
        for (int row = 0; row < Rows; row++)
        {
            cells[row % 4][row] = double.NaN;
        }

        var (_, filled, _) = model.Impute(new IncompleteTable(Table.FromColumns(table.Columns, cells)));
        AreDates(filled);
        // Of a known date, the weekday.
        Assert.All(Every(3), row => Assert.Equal(table[row, 3], filled[row, 3]));

        static IEnumerable<int> Every(int first) => Enumerable.Range(0, Rows).Where(row => row % 4 == first);
    }

    [Fact]
    public void WithMissingDaysTheColumnsStay()
    {
        var table = Flights();
        double[] days = table.ColumnValues(2);
        for (int row = 0; row < Rows; row += 30)
        {
            days[row] = double.NaN;
        }

        Column[] columns = [.. table.Columns];
        columns[2] = columns[2] with { Missing = "" };
        var gaps = Table.FromColumns(
            columns,
            [.. Enumerable.Range(0, table.Width).Select(i => i == 2 ? days : table.ColumnValues(i))]
        );
        var rules = TableRules.Find(gaps, wanted: true);
        Assert.Equal([IsDate], rules.Texts);
        Assert.Equal(gaps.Columns, rules.Encode(gaps).Columns);
        Assert.All(rules.Hold(gaps), Assert.True);
    }

    [Fact]
    public void WithoutNamesAllRowsMustBePossible()
    {
        var table = Flights();
        var named = Named(table, "a", "b", "c");
        Assert.Contains("a, b, c are a date", TableRules.Find(named, wanted: true).Texts);
        // Where no day is late, any days are possible.
        var early = With(table, 2, Array.ConvertAll(table.ColumnValues(2), day => Math.Min(day, 28)));
        Assert.DoesNotContain("a, b, c are a date", TableRules.Find(Named(early, "a", "b", "c"), wanted: true).Texts);
        Assert.Contains(IsDate, TableRules.Find(early, wanted: true).Texts);
    }

    [Fact]
    public void TheyMayBeDeclared()
    {
        var table = Flights();
        Assert.Equal([Weekday, IsDate], DeclaredRules.Create(table, [IsDate, Weekday]).Texts);
        Assert.Equal([IsDate], DeclaredRules.Create(table, [IsDate]).Texts);
        Assert.Equal([Weekday], DeclaredRules.Create(table, [Weekday]).Texts);
        Assert.Contains("no such date", Error("year, day, month are a date"), StringComparison.Ordinal);
        Assert.Contains("not follow", Error("year, month, day determine delay"), StringComparison.Ordinal);
        Assert.Contains("no column 'dai'", Error("year, month, dai are a date"), StringComparison.Ordinal);
        Assert.Contains("not all numbers", Error("year, month, weekday are a date"), StringComparison.Ordinal);

        string Error(string text) =>
            Assert.Throws<LikenessException>(() => DeclaredRules.Create(table, [text])).Message;
    }

    [Theory]
    [InlineData("year", "month", "day", true)]
    [InlineData("Jahr", "Monat", "Tag", true)]
    [InlineData("Year", "Month", "DayofMonth", true)]
    [InlineData("year", "month", "date_of_month", true)]
    [InlineData("année", "mois", "jour", true)]
    [InlineData("birth_year", "birth_month", "birth_day", true)]
    [InlineData("arrival_date_year", "arrival_date_month", "arrival_date_day_of_month", true)]
    [InlineData("birth_year", "visit_month", "visit_day", false)]
    [InlineData("year", "month", "day_of_week", false)]
    [InlineData("year", "month", "hour", false)]
    public void NamesSayWhichColumnsAreADate(string year, string month, string day, bool expected) =>
        Assert.Equal(expected, DateNames.Are(year, month, day));

    private static TableModel Train(Table table) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) }).As<TableModel>();

    private static void AreDates(Table rows)
    {
        for (int row = 0; row < rows.RowCount; row++)
        {
            string text = string.Create(
                CultureInfo.InvariantCulture,
                $"{rows[row, 0]:0000}-{rows[row, 1]:00}-{rows[row, 2]:00}"
            );
            Assert.True(DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date), text);
            Assert.Equal((int)date.DayOfWeek, rows[row, 3]);
        }
    }

    private static Table With(Table table, int at, double[] values) =>
        Table.FromColumns(
            table.Columns,
            [.. Enumerable.Range(0, table.Width).Select(i => i == at ? values : table.ColumnValues(i))]
        );

    private static Table Named(Table table, string year, string month, string day) =>
        Table.FromColumns(
            [
                table.Columns[0] with
                {
                    Name = year,
                },
                table.Columns[1] with
                {
                    Name = month,
                },
                table.Columns[2] with
                {
                    Name = day,
                },
                .. table.Columns.Skip(3),
            ],
            [.. Enumerable.Range(0, table.Width).Select(table.ColumnValues)]
        );

    private static Table Flights(bool isDaily = false)
    {
        var random = new PhiloxRandom(5, 0);
        DateTime[] days =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row => new DateTime(2012, 1, 1).AddDays(isDaily ? row : random.NextInt(731))),
        ];
        string[] names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
        return Table.FromColumns(
            [
                new("year", new Grid(days.Min(day => day.Year), 1, isDaily ? 5 : 3)),
                new("month", new Grid(1, 1, 12)),
                new("day", new Grid(1, 1, 31)),
                new("weekday") { Kind = new CategoryKind(names, isOrdered: false) },
                new("delay", new Grid(0, 1, 60)),
            ],
            [
                [.. days.Select(day => (double)day.Year)],
                [.. days.Select(day => (double)day.Month)],
                [.. days.Select(day => (double)day.Day)],
                [.. days.Select(day => (double)day.DayOfWeek)],
                [.. days.Select(_ => (double)random.NextInt(60))],
            ]
        );
    }
}
