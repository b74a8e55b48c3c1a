using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>
/// Grows trees leaf by leaf, the leaf with the largest gain first (Shi 2007), on histograms: the smaller child's is summed, the
/// larger child's is the difference from the parent's (Ke et al. 2017, LightGBM). Its memory is reused for each tree.
/// </summary>
internal sealed class TreeGrower
{
    private const int RowsPerPiece = 1 << 12;

    private readonly BinnedTable table;
    private readonly BoostedTreesOptions options;
    private readonly Pieces pieces;
    private readonly CancellationToken cancellationToken;
    private readonly Histograms histograms;
    private readonly NodeSplits splits;
    private readonly RowPartition rows;
    private readonly Vector128<long>[] derivatives; // [row]
    private readonly List<TreeNode> nodes = [];
    private readonly List<Leaf> leaves = [];
    private readonly PriorityQueue<Leaf, (double, int)> waiting = new();
    private SplitFinder finder;
    private DerivativeScale scale;

    /// <summary>Reserves the memory.</summary>
    /// <param name="table">The training rows.</param>
    /// <param name="options">The options.</param>
    /// <param name="pieces">Distributes the work over threads.</param>
    /// <param name="cancellationToken">Stops the growth at the next split.</param>
    public TreeGrower(
        BinnedTable table,
        BoostedTreesOptions options,
        Pieces pieces,
        CancellationToken cancellationToken
    )
    {
        (this.table, this.options, this.pieces, this.cancellationToken) = (table, options, pieces, cancellationToken);
        histograms = new Histograms(table);
        rows = new RowPartition(0, table.RowCount);
        derivatives = new Vector128<long>[table.RowCount];
        splits = new NodeSplits(table, histograms, rows, derivatives, pieces);
    }

    /// <summary>Grows a tree on derivatives, and adds its values to the scores.</summary>
    /// <param name="gradients">First derivatives of the loss by the score: [RowCount].</param>
    /// <param name="hessians">Second derivatives, none negative: [RowCount].</param>
    /// <param name="scores">[RowCount].</param>
    public Tree Grow(double[] gradients, double[] hessians, double[] scores)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Leaf root = Root(gradients, hessians);
        if (options.MaxLeaves > 1 && MaySplit(root))
        {
            root.Histogram = histograms.Rent();
            splits.Find(finder, root, null);
            Enqueue(root);
        }

        for (int count = 1; count < options.MaxLeaves && waiting.TryDequeue(out Leaf? leaf, out _); count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Divide(leaf, isLast: count + 1 == options.MaxLeaves);
        }

        Finish(scores);
        return new Tree([.. nodes]);
    }

    private Leaf Root(double[] gradients, double[] hessians)
    {
        (double maxGradient, double maxHessian) = (0, 0);
        for (int row = 0; row < gradients.Length; row++)
        {
            maxGradient = Math.Max(maxGradient, Math.Abs(gradients[row]));
            maxHessian = Math.Max(maxHessian, hessians[row]);
        }

        scale = new DerivativeScale(gradients.Length, maxGradient, maxHessian);
        finder = new SplitFinder(options, scale);
        int count = gradients.Length;
        pieces.Run(
            (count + RowsPerPiece - 1) / RowsPerPiece,
            count,
            piece =>
            {
                int to = Math.Min((piece + 1) * RowsPerPiece, count);
                for (int row = piece * RowsPerPiece; row < to; row++)
                {
                    derivatives[row] = scale.Pair(gradients[row], hessians[row]);
                }
            }
        );
        Vector128<long> total = default;
        foreach (Vector128<long> one in derivatives)
        {
            total += one;
        }

        rows.Reset();
        nodes.Clear();
        leaves.Clear();
        waiting.Clear();
        return Add(new Leaf(0, 0, count, 0, total));
    }

    private Leaf Add(Leaf leaf)
    {
        double value = options.LearningRate * finder.Value(leaf.Total);
        nodes.Add(new TreeNode(0, 0, default, 0, leaf.Count, value));
        leaves.Add(leaf);
        return leaf;
    }

    private bool MaySplit(Leaf leaf) => leaf.Depth < options.MaxDepth && finder.MaySplit(leaf.Total);

    private void Divide(Leaf leaf, bool isLast)
    {
        Split split = leaf.Split;
        int leftCount = rows.Divide(leaf.From, leaf.Count, table.Bins(split.Column), split.Left);
        int next = nodes.Count;
        nodes[leaf.Node] = nodes[leaf.Node] with
        {
            Left = next,
            Column = split.Column,
            Bins = split.Left,
            Gain = split.Gain,
        };
        Leaf left = Add(new Leaf(next, leaf.From, leftCount, leaf.Depth + 1, split.LeftSum));
        Leaf right = Add(
            new Leaf(
                next + 1,
                leaf.From + leftCount,
                leaf.Count - leftCount,
                leaf.Depth + 1,
                leaf.Total - split.LeftSum
            )
        );
        (Leaf small, Leaf large) = left.Count <= right.Count ? (left, right) : (right, left);
        (large.Histogram, leaf.Histogram) = (leaf.Histogram, null);
        if (isLast || !(MaySplit(small) || MaySplit(large)))
        {
            Release(large);
            return;
        }

        small.Histogram = histograms.Rent();
        splits.Find(finder, small, large);
        Enqueue(left);
        Enqueue(right);
    }

    private void Enqueue(Leaf leaf)
    {
        if (leaf.Split.Gain > 0 && MaySplit(leaf))
        {
            waiting.Enqueue(leaf, (-leaf.Split.Gain, leaf.Node));
        }
        else
        {
            Release(leaf);
        }
    }

    private void Release(Leaf leaf)
    {
        if (leaf.Histogram is not null)
        {
            histograms.Return(leaf.Histogram);
            leaf.Histogram = null;
        }
    }

    private void Finish(double[] scores)
    {
        foreach (Leaf leaf in leaves)
        {
            Release(leaf);
            TreeNode node = nodes[leaf.Node];
            if (node.Left == 0)
            {
                foreach (int row in rows.Part(leaf.From, leaf.Count))
                {
                    scores[row] += node.Value;
                }
            }
        }
    }
}
