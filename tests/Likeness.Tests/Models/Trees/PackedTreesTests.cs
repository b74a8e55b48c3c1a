using Likeness.Compute.Cpu;
using Likeness.Models.Trees.Boosted;
using Likeness.Trees;

namespace Likeness.Tests.Models.Trees;

/// <summary>The values of many small trees at once are those of going from node to node.</summary>
public sealed class PackedTreesTests
{
    private const int Columns = 6;
    private const int Rows = 700; // more than are treated at once

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)] // the most for tables
    [InlineData(17)]
    [InlineData(40)]
    public void SumsAreThoseOfTheTrees(int leaves)
    {
        var random = new PhiloxRandom(7, (ulong)leaves);
        var trees = Enumerable.Range(0, 9).Select(_ => Grown(leaves, random)).ToList();
        var list = new TreeList();
        trees.ForEach(tree => list.Add(tree));
        var columns = new byte[Columns * Rows];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = (byte)random.NextInt(256);
        }

        int[] rows = [.. Enumerable.Range(0, Rows)];
        random.Shuffle(rows);
        double[] scores = [.. Enumerable.Range(0, Rows).Select(i => i / 8.0)];
        list.ToPacked().AddTo(2, 6, columns, Rows, rows, scores);
        for (int i = 0; i < Rows; i++)
        {
            double expected = i / 8.0;
            foreach (var tree in trees.Skip(2).Take(6))
            {
                expected += (float)ValueOf(tree, columns, rows[i]);
            }

            Assert.Equal(expected, scores[i]);
        }
    }

    // A leaf chosen at random is split until there are enough.
    private static TreeNode[] Grown(int leaves, PhiloxRandom random)
    {
        var nodes = new List<TreeNode> { Leaf(random) };
        for (int count = 1; count < leaves; count++)
        {
            int[] ends = [.. Enumerable.Range(0, nodes.Count).Where(node => nodes[node].Left == 0)];
            int node = ends[random.NextInt(ends.Length)];
            var bins = random.NextInt(2) == 0 ? BinSet.First(random.NextInt(257)) : default;
            for (int i = random.NextInt(60); i > 0; i--)
            {
                bins.Add(random.NextInt(256));
            }

            nodes[node] = nodes[node] with { Left = nodes.Count, Column = random.NextInt(Columns), Bins = bins };
            nodes.Add(Leaf(random));
            nodes.Add(Leaf(random));
        }

        return [.. nodes];
    }

    private static double ValueOf(TreeNode[] tree, byte[] columns, int row)
    {
        int node = 0;
        while (tree[node].Left > 0)
        {
            byte bin = columns[(tree[node].Column * Rows) + row];
            node = tree[node].Left + 1 - tree[node].Bins.Holds(bin);
        }

        return tree[node].Value;
    }

    private static TreeNode Leaf(PhiloxRandom random) => new() { Value = random.NextNormal() };
}
