using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Tests.Modalities.Tables.Subjects;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Samples stand in the order of the data.</summary>
public sealed class RowOrderTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void SamplesOfALogAreInOrder(bool falls, bool areOfUsers)
    {
        using var model = Train(Log(falls, areOfUsers, isSorted: true));
        Assert.Equal(new RowOrder("at", falls), model.Encoding.Order);
        Assert.Equal(model.Encoding.Order, TableEncoding.FromJson(model.Encoding.ToJson()).Order);
        var samples = model.Sample(700, 1);
        double[] times = samples.ColumnValues(1);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True((falls ? -1 : 1) * (pair.Second - pair.First) >= 0));
        // Fresh numbers of rows rise as in the data.
        string[] numbers = VisitRows.Texts(samples, "event_id");
        Assert.Equal(numbers.Order(StringComparer.Ordinal), numbers);

        // Rows that are compared with others are not sorted.
        double[] unsorted = model
            .SampleParts(700, 1, continuous: false, null, default, areInOrder: false)
            .ToTable()
            .ColumnValues(1);
        Assert.NotEqual(times, unsorted);
        Assert.Equal(times.Order(), unsorted.Order());
    }

    /// <summary>The lines of an order stand next to each other, and orders by day, several of which are of one day.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OrdersStandByDay(bool areSorted)
    {
        var random = new PhiloxRandom(6, 0);
        int[] orders =
        [
            .. Enumerable.Range(0, 250).SelectMany(order => Enumerable.Repeat(order, 1 + random.NextInt(3))),
        ];
        double[] days = [.. Enumerable.Range(0, 250).Select(_ => (double)random.NextInt(120))];
        days = areSorted ? [.. days.Order()] : days;
        using var model = Train(
            Table.FromArrays(
                ("order_id", orders.Select(order => $"O-{5000 + order}").ToArray()),
                ("day", orders.Select(order => new DateTime(2024, 1, 1).AddDays(days[order])).ToArray()),
                ("product", orders.Select(_ => $"product {random.NextInt(9)}").ToArray()),
                ("quantity", orders.Select(_ => 1 + random.NextInt(5)).ToArray())
            )
        );
        Assert.Equal(areSorted ? new RowOrder("day", false) : null, model.Encoding.Order);
        var samples = model.Sample(500, 3);
        string[] keys = VisitRows.Texts(samples, "order_id");
        double[] times = samples.ColumnValues(1);
        Assert.Equal(areSorted, times.Zip(times.Skip(1)).All(pair => pair.Second >= pair.First));
        // Each order begins once.
        Assert.Equal(keys.Distinct().Count(), 1 + keys.Zip(keys.Skip(1)).Count(pair => pair.First != pair.Second));
        Assert.InRange(keys.Length / (double)keys.Distinct().Count(), 1.7, 2.3);
    }

    [Fact]
    public void RowsInNoOrderHaveNone()
    {
        using var model = Train(Log(falls: false, areOfUsers: false, isSorted: false));
        Assert.Null(model.Encoding.Order);
    }

    /// <summary>Few years, towns in the order of the alphabet with falling years in each, and years of which one stands elsewhere.</summary>
    [Fact]
    public void RowsAreSortedByTextsAndFewNumbersToo()
    {
        int[] rows = [.. Enumerable.Range(0, 300)];
        var years = Table.FromArrays(
            ("year", rows.Select(row => 2000 + (row / 60)).ToArray()),
            ("size", rows.Select(row => row * 37 % 101).ToArray())
        );
        Assert.Equal(new RowOrder("year", false), Found(years));
        var towns = Table.FromArrays(
            ("town", rows.Select(row => $"T{row / 30}").ToArray()),
            ("year", rows.Select(row => 2020 - (row % 30 / 3)).ToArray()),
            ("size", rows.Select(row => row * 37 % 101).ToArray())
        );
        var order = new RowOrder("town", false) { Then = new RowOrder("year", true) };
        Assert.Equal(order, Found(towns));
        Assert.Equal(
            "rows stand in the order of 'town', then 'year', from the largest to the smallest; samples do, too",
            order.Remark
        );
        int[] places = order.Of(towns.TakeRows([299, 31, 59, 0]));
        Assert.Equal([3, 1, 2, 0], places);
        var other = towns.TakeRows([.. rows.Select(row => row == 7 ? 200 : row)]);
        Assert.Null(Found(other));
    }

    /// <summary>The rows of each region stand together, in an order that is not that of the alphabet, with rising years in each.</summary>
    [Fact]
    public void BlocksStandAsInTheData()
    {
        string[] regions = ["west", "centre", "south", "east"];
        var rows = Regions(row => regions[row / 75]);
        var order = Found(rows)!;
        Assert.Equal(("region", false), (order.Column, order.Falls));
        Assert.Equal(("year", null), (order.Then!.Column, order.Then.Levels));
        string remark =
            "rows stand in the order of 'region' (a block for each, as in the data), then 'year'; samples do, too";
        Assert.Equal(remark, order.Remark);
        var column = rows.Columns[0];
        Assert.Equal(regions, order.Levels!.Select(level => column.Kind.Write(level)));
        Assert.Equal([3, 1, 2, 0], order.Of(rows.TakeRows([299, 80, 150, 0])));

        using var model = Train(rows);
        var stored = TableEncoding.FromJson(model.Encoding.ToJson()).Order!;
        Assert.Equal(order.Levels, stored.Levels);
        var samples = model.Sample(400, 3);
        string[] texts = VisitRows.Texts(samples, "region");
        Assert.Equal(regions, texts.Where((text, row) => row == 0 || text != texts[row - 1]));
    }

    /// <summary>A region that stands in two places; levels that alternate; levels of two rows each, which may stand together by chance.</summary>
    [Fact]
    public void OtherRowsAreNoBlocks()
    {
        string[] regions = ["west", "centre", "south", "east"];
        Assert.Null(Found(Regions(row => row == 299 ? "west" : regions[row / 75])));
        Assert.Null(Found(Regions(row => regions[row % 4])));
        // Of many orders of levels, one is by chance that of a few rows.
        string[] many = ["h", "c", "a", "e", "b", "g", "d", "f"];
        Assert.Null(Found(Blocks(2)));
        Assert.Equal("region", Found(Blocks(4))?.Column);
        Table Blocks(int each) =>
            Table.FromArrays(
                ("region", Enumerable.Range(0, 8 * each).Select(row => many[row / each]).ToArray()),
                ("size", Enumerable.Range(0, 8 * each).Select(row => row * 37 % 101).ToArray())
            );
    }

    /// <summary>Sizes in the same order in each region.</summary>
    [Fact]
    public void BlocksStandWithinBlocks()
    {
        string[] regions = ["west", "centre", "south", "east"];
        string[] sizes = ["small", "medium", "large"];
        int[] rows = [.. Enumerable.Range(0, 300)];
        var table = Table.FromArrays(
            ("region", rows.Select(row => regions[row / 75]).ToArray()),
            ("size", rows.Select(row => sizes[row % 75 / 25]).ToArray()),
            ("weight", rows.Select(row => row * 37 % 101).ToArray())
        );
        var order = Found(table)!;
        Assert.Equal(("region", "size"), (order.Column, order.Then!.Column));
        // Large in the east and the west, small and medium in the east.
        Assert.Equal([1, 2, 3, 0], order.Of(table.TakeRows([299, 70, 230, 260])));
    }

    private static Table Regions(Func<int, string> region)
    {
        int[] places = [.. Enumerable.Range(0, 300)];
        return Table.FromArrays(
            ("region", places.Select(region).ToArray()),
            ("year", places.Select(row => 1990 + (row % 75 / 3)).ToArray()),
            ("size", places.Select(row => row * 37 % 101).ToArray())
        );
    }

    private static RowOrder? Found(Table rows) => RowOrder.Find(Schema.Detect(rows).Apply(rows), []);

    private static Table Log(bool falls, bool areOfUsers, bool isSorted)
    {
        var random = new PhiloxRandom(4, 0);
        int[] minutes = [.. Enumerable.Range(0, 600).Select(_ => random.NextInt(40_000))];
        minutes = isSorted ? [.. minutes.OrderBy(minute => falls ? -minute : minute)] : minutes;
        return Table.FromArrays(
            ("event_id", minutes.Select((_, row) => $"EV-{10_000 + row}").ToArray()),
            ("at", minutes.Select(minute => new DateTime(2024, 1, 1).AddMinutes(minute)).ToArray()),
            (
                areOfUsers ? "user_id" : "kind",
                minutes.Select(_ => $"U-{1000 + random.NextInt(areOfUsers ? 150 : 4)}").ToArray()
            ),
            ("size", minutes.Select(_ => Math.Round(10 + random.NextNormal(), 1)).ToArray())
        );
    }

    private static TableModel Train(Table rows) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(rows) }).As<TableModel>();
}
