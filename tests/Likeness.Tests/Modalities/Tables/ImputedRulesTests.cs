using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Runs;

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
