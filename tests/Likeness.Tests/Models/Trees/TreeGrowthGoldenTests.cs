using System.Text.Json;
using Likeness.Models;
using Likeness.Models.Trees;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Trees;

/// <summary>Trees partition rows exactly as scikit-learn's do (tests/golden/sequential_trees.py).</summary>
public sealed class TreeGrowthGoldenTests
{
    private static readonly Golden Table = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/sequential_trees.json"),
        JsonSerializerOptions.Web
    )!;

    [Fact]
    public void NumbersAreSplitByTheirVariance()
    {
        Assert.All(
            Table.Cases,
            one => Assert.Equal(one.Numbers, Partition(Table.Number, new ModelDimension("number"), one.LeafRows))
        );
    }

    [Fact]
    public void ClassesAreSplitByTheirGiniImpurity()
    {
        var kind = new ModelDimension("kind", 3) { IsCategory = true };
        Assert.All(Table.Cases, one => Assert.Equal(one.Classes, Partition(Table.Kind, kind, one.LeafRows)));
    }

    // Each value has its own code.
    private static ColumnLevels Apart(float[] column, ModelDimension dimension) =>
        ColumnLevels.Create(column, dimension).With(null);

    private static byte[] Bins(ColumnLevels levels, float[] column) =>
        Array.ConvertAll(column, value => levels.Bin(levels.Code(value), value));

    // The leaf of each row, numbered by its first row.
    private static int[] Partition(float[] target, ModelDimension dimension, int leafRows)
    {
        var levels = Apart(target, dimension);
        Predictor[] predictors =
        [
            .. Table.Features.Select(feature =>
            {
                var values = Apart(feature, new ModelDimension("feature", 60));
                return new Predictor(Bins(values, feature), values.Bins, false);
            }),
        ];
        var rows = new TreeRows(levels, levels.Codes(target), target, predictors);
        var grown = TreeGrowth.Grow(rows, new TreeSize(leafRows, 0), CancellationToken.None);
        var found = new int[target.Length];
        foreach (var node in grown.Nodes.Where(node => node.Left == 0))
        {
            int[] inLeaf = grown.Rows[node.Start..(node.Start + node.Rows)];
            foreach (int row in inLeaf)
            {
                found[row] = inLeaf.Min();
            }
        }

        return found;
    }

    private sealed record Golden(float[][] Features, float[] Number, float[] Kind, Case[] Cases);

    private sealed record Case(int LeafRows, int[] Numbers, int[] Classes);
}
