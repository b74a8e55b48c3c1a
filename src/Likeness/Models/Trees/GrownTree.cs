using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>A node of a tree while it grows.</summary>
/// <param name="Start">Its first row in the tree's order of rows.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Left">The left child; the right child follows it. 0 for a leaf.</param>
/// <param name="Column">The predictor of its split.</param>
/// <param name="Bins">The bins that go left.</param>
/// <param name="Gain">The log-likelihood that its split gains on the training rows, in nats.</param>
/// <param name="Parameters">The parameters that its split fits: the cut, and what the second side has of its own.</param>
internal readonly record struct GrownNode(
    int Start,
    int Rows,
    int Left,
    int Column,
    BinSet Bins,
    double Gain,
    int Parameters
);

/// <summary>A tree that is not pruned, and the training rows in the order of its leaves.</summary>
/// <param name="Nodes">The root first, children behind their parent in pairs.</param>
/// <param name="Rows">The rows; those of a node are contiguous.</param>
internal sealed record GrownTree(GrownNode[] Nodes, int[] Rows)
{
    /// <summary>Nodes whose split stays: it, or one below it, gains enough and leaves enough rows on both sides.</summary>
    /// <param name="size">The limits.</param>
    public bool[] Kept(TreeSize size)
    {
        var kept = new bool[Nodes.Length];
        for (int i = Nodes.Length - 1; i >= 0; i--)
        {
            var node = Nodes[i];
            if (node.Left > 0)
            {
                bool large = Nodes[node.Left].Rows >= size.MinRows && Nodes[node.Left + 1].Rows >= size.MinRows;
                kept[i] = large && (Gains(node, size) || kept[node.Left] || kept[node.Left + 1]);
            }
        }

        return kept;
    }

    private static bool Gains(GrownNode node, TreeSize size) => node.Gain >= size.MinGain * node.Parameters;
}
