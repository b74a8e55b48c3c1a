using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Scores of rows name the columns whose values do not fit the others, and what is expected there.</summary>
public sealed class UnusualValuesTests
{
    private static readonly string[] Kinds = ["bicycle", "car", "lorry"];

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void ValuesThatDoNotFitAreNamed(string name)
    {
        using var model = TrainedModel
            .Train(
                new RunSettings
                {
                    Model = name,
                    Data = DataSource.FromTable(Vehicles(1500, seed: 1)),
                    Holdout = 0.2,
                }
            )
            .As<TableModel>();
        var fresh = Vehicles(400, seed: 2);
        double[][] cells = [.. Enumerable.Range(0, fresh.Width).Select(fresh.ColumnValues)];
        // A bicycle that is a lorry, and a speed that none has.
        (cells[0][10], cells[1][10], cells[2][10]) = (Array.IndexOf(Levels(fresh), "lorry"), 15, 22);
        cells[2][20] = 340;
        // Values that no row of the data lacks.
        (cells[0][30], cells[1][30]) = (double.NaN, double.NaN);
        var ranking = model.Rank(Table.FromColumns(fresh.Columns, cells), falseAlarm: 0.02);

        Assert.Equal("kind", ranking.Unusual![10]!.Columns[0]);
        Assert.Equal("lorry", ranking.Unusual[10]!.Value);
        Assert.Equal("bicycle (100%)", ranking.Unusual[10]!.Expected);
        Assert.Equal("speed", ranking.Unusual[20]!.Columns[0]);
        Assert.Equal("340", ranking.Unusual[20]!.Value);
        Assert.Equal("missing", ranking.Unusual[30]!.Value);
        double[] expected = [.. ranking.Unusual[20]!.Expected.Split(" to ").Select(double.Parse)];
        Assert.InRange(expected[0], 10, 110);
        Assert.InRange(expected[1], expected[0], 150);
        Assert.True(ranking.IsFlagged(10) && ranking.IsFlagged(20));
        Assert.InRange(ranking.Ranks[10], 1, 10);
        Assert.InRange(Enumerable.Range(0, 400).Count(ranking.IsFlagged), 2, 28);
        Assert.InRange(ranking.Unusual.Count(row => row is not null), 2, 40);

        var table = ranking.ToTable();
        Assert.Equal(
            ["log_density", "log_density_transformed", "rank", "p_value", "flagged", "outside", "unusual", "expected"],
            table.Columns.Select(column => column.Name).Take(8)
        );
        Assert.Equal("speed", table.Columns[6].Write(table[20, 6]));
    }

    /// <summary>Rows that the model was fitted to say nothing of how typical others are.</summary>
    [Fact]
    public void WithoutTestRowsNothingIsNamed()
    {
        using var model = TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "trees",
                    Data = DataSource.FromTable(Vehicles(400, seed: 1)),
                    Holdout = 0,
                }
            )
            .As<TableModel>();
        var ranking = model.Rank(Vehicles(50, seed: 2));
        Assert.Null(ranking.PValues);
        Assert.Null(ranking.Unusual);
    }

    private static string[] Levels(Table rows) =>
        [.. Enumerable.Range(0, 3).Select(level => rows.Columns[0].Write(level))];

    private static Table Vehicles(int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        int[] kinds = [.. Enumerable.Range(0, count).Select(_ => random.NextInt(3))];
        double Weight(int kind) => Math.Round(new[] { 14.0, 1300, 9000 }[kind] * Math.Exp(0.15 * random.NextNormal()));
        double Speed(int kind) => Math.Round(new[] { 22.0, 100, 75 }[kind] + (6 * random.NextNormal()));
        return Table.FromArrays(
            ("kind", kinds.Select(kind => Kinds[kind]).ToArray()),
            ("weight", kinds.Select(Weight).ToArray()),
            ("speed", kinds.Select(Speed).ToArray()),
            ("age", kinds.Select(_ => (double)random.NextInt(20)).ToArray())
        );
    }
}
