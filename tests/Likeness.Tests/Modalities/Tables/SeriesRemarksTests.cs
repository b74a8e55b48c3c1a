using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;

namespace Likeness.Tests.Modalities.Tables;

public sealed class SeriesRemarksTests
{
    private const double Day = 86400;
    private static readonly TimeKind Days = new("yyyy-MM-dd", IsDay: true);

    [Fact]
    public void MeasurementsAtEqualIntervalsAreASeries()
    {
        double[] times = [.. Enumerable.Range(0, 300).Select(row => row * Day)];
        Assert.Contains("'day' at equal intervals", Assert.Single(SeriesRemarks.Find(Of(times, Values(300)))));
        times[40] += 3600;
        Assert.Single(SeriesRemarks.Find(Of(times, Values(300))));
        (times[7], times[8]) = (times[8], times[7]);
        Assert.Empty(SeriesRemarks.Find(Of(times, Values(300))));
        Assert.Empty(SeriesRemarks.Find(Of(times[50..90], Values(40))));
    }

    [Fact]
    public void OneRowOfEachCustomerForEachMonthIsAPanel()
    {
        double[] months = [.. Enumerable.Range(0, 360).Select(row => row % 12 * 30 * Day)];
        double[] customers = [.. Enumerable.Range(0, 360).Select(row => 1000.0 + (row / 12))];
        string remark = Assert.Single(SeriesRemarks.Find(Of(months, customers)));
        Assert.StartsWith("each 'value' has at most one row for each 'day'", remark);
        customers[0] = customers[12];
        Assert.Empty(SeriesRemarks.Find(Of(months, customers)));
    }

    [Fact]
    public void SamplesOfCustomersHaveSeveralRowsOfEach()
    {
        double[] months = [.. Enumerable.Range(0, 360).Select(row => row % 12 * 30 * Day)];
        var keys = new IdentifierKind([.. Enumerable.Range(0, 30).Select(i => $"C{i}")], "C{0}") { Repeats = true };
        var rows = Table.FromColumns(
            [new Column("day") { Kind = Days }, new Column("customer") { Kind = keys }],
            [months, [.. Enumerable.Range(0, 360).Select(row => (double)(row / 12))]]
        );
        Assert.Equal(
            "each 'customer' has at most one row for each 'day'; so have samples",
            Assert.Single(SeriesRemarks.Find(rows))
        );
    }

    [Theory]
    [InlineData("state", "year", true)]
    [InlineData("age", "year", true)]
    [InlineData("rooms", "year", false)] // of any other meaning
    [InlineData("state", "points", false)]
    public void WholeNumbersMayBeTimes(string entity, string time, bool isPanel)
    {
        double[] years = [.. Enumerable.Range(0, 360).Select(row => 1990.0 + (row % 12))];
        double[] entities = [.. Enumerable.Range(0, 360).Select(row => (double)(row / 12))];
        var rows = Table.FromColumns([new Column(entity), new Column(time)], [entities, years]);
        Assert.Equal(isPanel, SeriesRemarks.Find(rows).Any());
        var levels = new CategoryKind([.. entities.Distinct().Select(one => $"{one}")]);
        var named = Table.FromColumns([new Column(entity) { Kind = levels }, new Column(time)], [entities, years]);
        Assert.Equal(time == "year", SeriesRemarks.Find(named).Any());
        years[5] = years[6];
        Assert.Empty(SeriesRemarks.Find(Table.FromColumns(named.Columns, [entities, years])));
    }

    [Fact]
    public void YearsOfOneRowEachAreASeries()
    {
        double[] years = [.. Enumerable.Range(1700, 200).Select(year => (double)year)];
        var rows = Table.FromColumns([new Column("year"), new Column("value")], [years, Values(200)]);
        Assert.Contains("'year' at equal intervals", Assert.Single(SeriesRemarks.Find(rows)));
        Assert.Empty(
            SeriesRemarks.Find(Table.FromColumns([new Column("depth"), new Column("value")], [years, Values(200)]))
        );
    }

    [Fact]
    public void IndependentRowsAreNeither()
    {
        var random = new PhiloxRandom(3, 0);
        double[] days = [.. Enumerable.Range(0, 2000).Select(_ => Day * Math.Floor(random.NextDouble() * 700))];
        double[] values = [.. days.Select(_ => Math.Floor(random.NextDouble() * 5))];
        Assert.Empty(SeriesRemarks.Find(Of(days, values)));
        // Times that hardly repeat are different by chance.
        days = [.. days.Select((_, row) => (row * 7919 % 2000 * 1e5) + 0.5)];
        Assert.Empty(SeriesRemarks.Find(Of(days, values)));
    }

    private static double[] Values(int rows) => [.. Enumerable.Range(0, rows).Select(row => row * 0.37 % 1)];

    private static Table Of(double[] days, double[] values) =>
        Table.FromColumns([new Column("day") { Kind = Days }, new Column("value")], [days, values]);
}
