using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Of rows like the data, no more are flagged than asked for.</summary>
public sealed class FalseAlarmTests
{
    private const double Rate = 0.1;

    /// <summary>Trees are fitted to validation rows, too, and give these a higher density than others.</summary>
    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    [InlineData("histogram")]
    public void FewFreshRowsAreFlagged(string name)
    {
        using var folder = new TemporaryFolder();
        using var model = Train(folder, name, holdout: 0.15).As<TableModel>();
        var fresh = Rows(2000, seed: 2);
        var ranking = model.Rank(fresh, Rate);
        double flagged = Enumerable.Range(0, fresh.RowCount).Average(row => ranking.IsFlagged(row) ? 1.0 : 0);
        // The threshold is that of some 300 rows: a standard deviation of 1.8 points.
        Assert.InRange(flagged, Rate - 0.06, Rate + 0.06);
    }

    [Fact]
    public void WithoutTestRowsTreesHaveNoThreshold()
    {
        using var folder = new TemporaryFolder();
        using var model = Train(folder, "trees", holdout: 0).As<TableModel>();
        var refused = Assert.Throws<LikenessException>(() => model.Rank(Rows(10, seed: 2), Rate));
        Assert.StartsWith("the run has no test examples to set a false-alarm rate with", refused.Message);
    }

    private static TrainedModel Train(TemporaryFolder folder, string name, double holdout) =>
        TrainedModel.Train(
            new RunSettings
            {
                Model = name,
                Data = DataSource.FromTable(Rows(2000, seed: 1)),
                OutputFolder = folder.At("run"),
                Holdout = holdout,
            }
        );

    private static Table Rows(int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        double[] Numbers() => [.. Enumerable.Range(0, count).Select(_ => Math.Round(random.NextNormal(), 4))];
        string[] Levels() => [.. Enumerable.Range(0, count).Select(_ => $"level {(int)(30 * random.NextDouble())}")];
        return Table.FromArrays(
            ("a", Numbers()),
            ("b", Levels()),
            ("c", Numbers()),
            ("d", Levels()),
            ("e", Numbers()),
            ("f", Levels())
        );
    }
}
