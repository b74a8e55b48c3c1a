using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>Collects trees for <see cref="PackedTrees"/>.</summary>
internal sealed class TreeList
{
    private readonly List<int> roots = [];
    private readonly List<int> left = [];
    private readonly List<int> column = [];
    private readonly List<BinSet> bins = [];
    private readonly List<float> value = [];

    /// <summary>The number of trees.</summary>
    public int Count => roots.Count;

    /// <summary>Adds a tree.</summary>
    public void Add(ReadOnlySpan<TreeNode> nodes)
    {
        int root = left.Count;
        roots.Add(root);
        foreach (var node in nodes)
        {
            bool isLeaf = node.Left == 0;
            left.Add(isLeaf ? 0 : root + node.Left);
            column.Add(isLeaf ? -1 : node.Column);
            bins.Add(isLeaf ? default : node.Bins);
            value.Add(isLeaf ? (float)node.Value : 0);
        }
    }

    /// <summary>The trees.</summary>
    public PackedTrees ToPacked() => new([.. roots], [.. left], [.. column], [.. bins], [.. value]);
}
