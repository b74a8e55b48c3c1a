using System.Globalization;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

/// <summary>Days, weeks, months, quarters and years of a time in columns of their own.</summary>
public sealed class PeriodTests
{
    private const int Rows = 700;

    [Fact]
    public void PeriodsOfATimeAreComputed()
    {
        var times = Times();
        (string Name, Func<DateTime, DateTime> Of)[] parts =
        [
            ("day", at => at.Date),
            ("week", at => at.Date.AddDays(-(((int)at.DayOfWeek + 6) % 7))),
            ("week_ending", at => at.Date.AddDays(6 - (int)at.DayOfWeek)),
            ("month", at => new(at.Year, at.Month, 1)),
            ("month_end", at => new DateTime(at.Year, at.Month, 1).AddMonths(1).AddDays(-1)),
            ("quarter", at => new(at.Year, (((at.Month - 1) / 3) * 3) + 1, 1)),
            ("year_end", at => new(at.Year, 12, 31)),
        ];
        var table = Table.FromArrays([
            ("sold", times),
            .. parts.Select(part =>
                (part.Name, (Array)Array.ConvertAll(times, at => DateOnly.FromDateTime(part.Of(at))))
            ),
        ]);
        var found = TableRules.Find(table, wanted: true);
        Assert.Equal(parts.Select(part => $"sold determines {part.Name}").Order(), found.Texts.Order());
        Assert.Equal(["sold"], found.Encode(table).Columns.Select(column => column.Name));
        using var model = Train("trees", table);
        var rows = model.Sample(500);
        for (int row = 0; row < rows.RowCount; row++)
        {
            var sold = DateTime.UnixEpoch.AddSeconds(rows[row, 0]);
            foreach (var (index, part) in parts.Index())
            {
                Assert.Equal(part.Of(sold), DateTime.UnixEpoch.AddSeconds(rows[row, index + 1]));
            }
        }

        Assert.Equal(["sold determines month_end"], DeclaredRules.Create(table, ["sold determines month_end"]).Texts);
    }

    [Fact]
    public void AnotherDayBreaksTheRule()
    {
        var times = Times();
        var months = Array.ConvertAll(times, at => new DateOnly(at.Year, at.Month, 1));
        var table = Table.FromArrays(("sold", times), ("month", months));
        months[5] = months[5].AddDays(1);
        var broken = Table.FromArrays(("sold", times), ("month", months));
        bool[] holds = TableRules.Find(table, wanted: true).Hold(broken);
        Assert.Equal([5], Enumerable.Range(0, Rows).Where(row => !holds[row]));
        Assert.DoesNotContain(
            "sold determines month",
            TableRules.Find(broken, wanted: true).Exact.Select(one => $"{one}")
        );
        // That few days are the same may be chance.
        var few = Table.FromArrays(("sold", times[..3]), ("month", months[..3]));
        Assert.Empty(TableRules.Find(few, wanted: true).Rules);
    }

    [Fact]
    public void TheEndsOfTheCalendarHaveFirstAndLastDays()
    {
        var times = Times();
        (times[0], times[1]) = (DateTime.MinValue, DateTime.MaxValue.Date);
        var weeks = Array.ConvertAll(
            times,
            at => at == DateTime.MinValue ? DateOnly.MinValue : DateOnly.FromDateTime(at.AddDays(-(int)at.DayOfWeek))
        );
        var table = Table.FromArrays(("sold", times), ("week", weeks));
        Assert.Equal(["sold determines week"], TableRules.Find(table, wanted: true).Texts);
        var years = Array.ConvertAll(times, at => new DateOnly(at.Year, 12, 31));
        table = Table.FromArrays(("sold", times), ("year", years));
        Assert.Equal(["sold determines year"], TableRules.Find(table, wanted: true).Texts);
    }

    [Theory]
    [InlineData("trees", "yyyy'Q'Q")]
    [InlineData("boosted-trees", "yyyy'Q'Q")]
    [InlineData("trees", "yyyy-MM-dd")]
    [InlineData("gmm", "yyyy-MM")]
    public void SamplesAreFirstDays(string model, string format)
    {
        var kind = new TimeKind(format, IsDay: true);
        var times = Times(years: 30);
        bool isQuarter = format != "yyyy-MM";
        double[] days = Array.ConvertAll(
            times,
            at =>
                (
                    new DateTime(at.Year, isQuarter ? (((at.Month - 1) / 3) * 3) + 1 : at.Month, 1) - DateTime.UnixEpoch
                ).TotalSeconds
        );
        double[] amounts = Array.ConvertAll(times, at => at.Year + Math.Round(at.TimeOfDay.TotalHours, 2));
        var table = Table.FromColumns([new("period") { Kind = kind }, new("amount")], [days, amounts]);
        using var trained = Train(model, table);
        Assert.All(
            trained.Sample(1000).ColumnValues(0),
            day =>
            {
                var at = DateTime.UnixEpoch.AddSeconds(day);
                Assert.Equal(1, at.Day);
                Assert.True(!isQuarter || at.Month % 3 == 1, at.ToString("d", CultureInfo.InvariantCulture));
            }
        );
    }

    private static TableModel Train(string name, Table table) =>
        TrainedModel.Train(new RunSettings { Model = name, Data = DataSource.FromTable(table) }).As<TableModel>();

    private static DateTime[] Times(int years = 3)
    {
        var random = new PhiloxRandom(4, 0);
        return
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ => new DateTime(1990, 1, 1).AddMinutes(random.NextInt(years * 525_600))),
        ];
    }
}
