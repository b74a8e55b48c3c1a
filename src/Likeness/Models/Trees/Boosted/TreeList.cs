using System.Runtime.CompilerServices;
using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>Trees in arrays of nodes: [root of the first tree, its nodes, root of the second …].</summary>
internal sealed class TreeList
{
    /// <summary>The first node of each tree.</summary>
    public List<int> Roots { get; } = [];

    /// <summary>The left child; the right one follows it. 0 for a leaf.</summary>
    public List<int> Left { get; } = [];

    /// <summary>The predictor of the split.</summary>
    public List<int> Column { get; } = [];

    /// <summary>The bins that go left.</summary>
    public List<BinSet> Bins { get; } = [];

    /// <summary>The value of a leaf.</summary>
    public List<float> Value { get; } = [];

    /// <summary>Adds a tree.</summary>
    public void Add(ReadOnlySpan<TreeNode> nodes)
    {
        int root = Left.Count;
        Roots.Add(root);
        foreach (var node in nodes)
        {
            Left.Add(node.Left == 0 ? 0 : root + node.Left);
            Column.Add(node.Left == 0 ? -1 : node.Column);
            Bins.Add(node.Bins);
            Value.Add(node.Left == 0 ? (float)node.Value : 0);
        }
    }
}
