using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Models;
using Likeness.Models.Tables;
using Likeness.Testing;

namespace Likeness.Tests.Models.Tables;

/// <summary>Networks of mixed rows: the encoding is undone by its inverse, and samples have the levels and frequencies of the rows.</summary>
public sealed class MixedNetworkTests
{
    public static TheoryData<string> Models => [.. LongTest.Some(["tvae", "ctgan", "tabddpm", "tabsyn"])];

    [Fact]
    public void DecodingUndoesEncoding()
    {
        var blocks = new ColumnBlocks(
            new([
                new("a") { Modes = 3 },
                new("b", 4) { IsCategory = true },
                new("c"),
                new("d", 2) { IsCategory = true },
            ])
        );
        Assert.Equal((3 + 1) + 4 + 1 + 2, blocks.Width);
        float[] rows = [2.25f, 3, -1.5f, 0, 0.75f, 0, 7, 1, 1.125f, 2, 0, 1];
        var features = blocks.Encode(Tensor.Constant([3, 4], rows));
        var back = blocks.Decode(
            block => ColumnBlocks.NumberOf(block, features),
            block => ColumnBlocks.LevelsOf(block, features).ArgSort(1, descending: true).Slice(1, 0, 1)
        );
        using var graph = CompiledGraph.Compile([back]);
        graph.Run();
        var found = new float[rows.Length];
        graph.Read(back, found);
        Assert.Equal(rows, found);
    }

    /// <summary>Whether "large" depends on the colour: a model that learns nothing has half of each.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void SamplesFollowTheRows(string name)
    {
        var options = ModelRegistry.Find(name, typeof(Table)).DefaultOptions() with
        {
            BatchSize = 50,
            LearningRate = 2e-3,
        };
        using var trained = new Trained(name, Mixed(600), epochs: 150, Mixed(100, seed: 2), options: options);
        var rows = trained.Sample(1000);
        Assert.All(rows.ColumnValues(0), level => Assert.Contains(level, new[] { 0.0, 1, 2 }));
        Assert.All(rows.ColumnValues(2), level => Assert.Contains(level, new[] { 0.0, 1 }));
        Assert.All(rows.ColumnValues(1), value => Assert.InRange(value, 0, 60));
        double red = rows.ColumnValues(0).Average(level => level == 0 ? 1.0 : 0);
        Assert.InRange(red, 0.45, 0.75); // 0.6 of the rows
        double same = Enumerable
            .Range(0, rows.RowCount)
            .Average(row => IsLarge(rows[row, 1]) == (rows[row, 0] == 2) ? 1.0 : 0);
        Assert.True(same > 0.8, $"in {same:0.00} of the rows the number fits the level");
    }

    private static bool IsLarge(double value) => value > 30;

    // Numbers are near 10, and near 50 for the last colour.
    private static Table Mixed(int rows, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        var values = new double[rows * 3];
        for (int i = 0; i < rows; i++)
        {
            double uniform = random.NextDouble();
            int colour =
                uniform < 0.6 ? 0
                : uniform < 0.8 ? 1
                : 2;
            values[3 * i] = colour;
            values[(3 * i) + 1] = Math.Clamp(Math.Round((colour == 2 ? 50 : 10) + (3 * random.NextNormal())), 0, 60);
            values[(3 * i) + 2] = random.NextInt(2);
        }

        return new Table(
            [
                new("colour") { Kind = new CategoryKind(["red", "green", "blue"]) },
                new("size", new Grid(0, 1, 61)),
                new("open") { Kind = new BooleanKind() },
            ],
            values
        );
    }
}
