namespace Likeness.Trees;

/// <summary>A decision tree: each node sends a row left or right by the bin of one column, and each leaf has a value.</summary>
/// <param name="nodes">The root first; children after their parent, in pairs.</param>
internal sealed class Tree(TreeNode[] nodes)
{
    // The number of nodes whose rows are kept on the stack.
    private const int FewNodes = 256;

    /// <summary>The root first; a node's right child follows its left one.</summary>
    public IReadOnlyList<TreeNode> Nodes => nodes;

    /// <summary>Adds the rows' leaf values to their scores.</summary>
    /// <param name="table">Binned with the training rows' bins.</param>
    /// <param name="rows">The rows at the root; reordered by the call.</param>
    /// <param name="scores">[table.RowCount].</param>
    public void AddTo(BinnedTable table, RowPartition rows, double[] scores)
    {
        // Node by node, with all rows of a node at once: many times as fast as row by row.
        Span<int> starts = nodes.Length <= FewNodes ? stackalloc int[FewNodes] : new int[nodes.Length];
        Span<int> counts = nodes.Length <= FewNodes ? stackalloc int[FewNodes] : new int[nodes.Length];
        (starts[0], counts[0]) = (0, rows.Count);
        for (int i = 0; i < nodes.Length; i++)
        {
            ref readonly TreeNode node = ref nodes[i];
            if (node.Left > 0)
            {
                int left = rows.Divide(starts[i], counts[i], table.Bins(node.Column), node.Bins);
                (starts[node.Left], counts[node.Left]) = (starts[i], left);
                (starts[node.Left + 1], counts[node.Left + 1]) = (starts[i] + left, counts[i] - left);
                continue;
            }

            foreach (int row in rows.Part(starts[i], counts[i]))
            {
                scores[row] += node.Value;
            }
        }
    }
}
