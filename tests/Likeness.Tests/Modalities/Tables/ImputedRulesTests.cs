using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Imputed cells satisfy the rules together with observed ones.</summary>
public sealed class ImputedRulesTests
{
    private static readonly string[] Names = ["fare", "tip", "tolls", "total"];

    [Theory]
    [InlineData(3)]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    public void UnknownPartsAddUpToAnObservedSum(params int[] observed)
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Receipts(600, 1)) })
            .As<TableModel>();
        Assert.Equal("total = fare + tip + tolls", Assert.Single(model.Encoding.Rules.Select(rule => rule.ToString())));
        var real = Receipts(200, 2);
        var (_, filled, _) = model.Impute(new IncompleteTable(real.TakeColumns(observed)), samples: 2);
        Assert.Equal(400, filled.RowCount);
        Assert.All(
            Enumerable.Range(0, filled.RowCount),
            row =>
            {
                Assert.Equal(real[row / 2, 3], filled[row, 0] + filled[row, 1] + filled[row, 2], 9);
                Assert.All(Enumerable.Range(0, 3), column => Assert.InRange(filled[row, column], 0, 60));
            }
        );
        Assert.Contains(Enumerable.Range(0, 200), row => filled[2 * row, 2] != filled[(2 * row) + 1, 2]);
    }

    /// <summary>The observed rows break one rule whatever is imputed: a reason is given only where a price is missing.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(PointEstimate.Mode)]
    [InlineData(PointEstimate.Median)]
    public void AnObservedValueConstrainsTheOneThatDeterminesIt(PointEstimate? point)
    {
        var table = Orders(600, 1);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        Assert.Equal(
            ["price determines reason", "city determines country"],
            model.Encoding.Rules.Select(rule => rule.ToString())
        );
        double[] unknown = [.. Enumerable.Repeat(double.NaN, table.RowCount)];
        var given = new IncompleteTable(
            Table.FromColumns(
                table.Columns,
                [unknown, table.ColumnValues(1), table.ColumnValues(2), table.ColumnValues(3)]
            )
        );
        var (_, filled, _) = point is { } estimate ? model.ImputePoint(given, estimate, 20) : model.Impute(given);
        Assert.All(
            Enumerable.Range(0, filled.RowCount),
            row => Assert.Equal(table[row, 1], Math.Floor(filled[row, 0] / 3))
        );
        Assert.Equal(9, filled.ColumnValues(0).Distinct().Count());
    }

    /// <summary>Where neither the price nor the reason is known, a quarter of the rows have no price.</summary>
    [Fact]
    public void ANumberStaysMissingAsOftenAsWhatFollowsFromItSays()
    {
        var table = Orders(600, 1);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        var (_, filled, _) = model.Impute(new IncompleteTable(table.TakeColumns([0, 1])));
        Assert.InRange(filled.ColumnValues(2).Count(double.IsNaN) / 600.0, 0.2, 0.3);
        Assert.All(
            Enumerable.Range(0, filled.RowCount),
            row => Assert.Equal(double.IsNaN(filled[row, 2]) ? 1 : 0, filled[row, 3])
        );
    }

    [Fact]
    public void ARareObservedValueIsReached()
    {
        var rule = new DeterminedColumn("country", "city", [new(0, 0), new(1, 0), new(2, 1), new(3, 1)]);
        var rows = Table.FromColumns(
            [new("city"), new("country")],
            [
                [0, 1, 3, 2, 2],
                [0, 1, 1, 0, double.NaN],
            ]
        );
        var settled = rule.Settle(rows, (row, column) => column == 1 || row == 3);
        Assert.Equal([0, 3, 3, 2, 2], settled.ColumnValues(0));
        var order = new DifferenceColumn("hi", ["lo"], 0, 9);
        var numbers = Table.FromColumns(
            [new("lo"), new("hi")],
            [
                [5, 5, 5],
                [3, 3, 8],
            ]
        );
        Assert.Equal([3, 5, 5], order.Settle(numbers, (row, column) => column == 1 || row == 1).ColumnValues(0));
    }

    /// <summary>City, country, price and the reason why it is missing.</summary>
    private static Table Orders(int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        double[] city = [.. Enumerable.Range(0, count).Select(_ => (double)random.NextInt(9))];
        double[] price = [.. city.Select(_ => random.NextInt(4) == 0 ? double.NaN : random.NextInt(20))];
        return Table.FromColumns(
            [
                new("city") { Kind = new CategoryKind([.. Enumerable.Range(0, 9).Select(n => $"city {n}")]) },
                new("country") { Kind = new CategoryKind(["DE", "FR", "IT"]) },
                new("price") { Missing = "" },
                new("reason") { Kind = new CategoryKind(["none", "sold"]) },
            ],
            [city, [.. city.Select(n => Math.Floor(n / 3))], price, [.. price.Select(n => double.IsNaN(n) ? 1.0 : 0)]]
        );
    }

    private static Table Receipts(int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        double[] fare = [.. Enumerable.Range(0, count).Select(_ => (500 + random.NextInt(5000)) / 100.0)];
        double[] tip = [.. fare.Select(value => Math.Round(value * random.NextInt(4) * 0.05, 2))];
        double[] tolls = [.. fare.Select(_ => Math.Round(random.NextInt(5) * 1.53, 2))];
        double[] total = [.. fare.Select((value, row) => Math.Round(value + tip[row] + tolls[row], 2))];
        return Table.FromColumns([.. Names.Select(name => new Column(name))], [fare, tip, tolls, total]);
    }
}
