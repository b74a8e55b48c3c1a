using Likeness.Compute.Cpu;

namespace Likeness.Models.Trees.Boosted;

/// <summary>
/// The distribution of a column's codes: a cell with all codes, halved by count again and again. Boosted trees give the probability of the upper half
/// of each cell; within a cell that is not halved, codes have their marginal frequencies.
/// </summary>
internal sealed partial class CellHierarchy : IColumnPredictor
{
    private readonly int[] order; // the code of each place
    private readonly int[] places; // of each code
    private readonly int[] before; // [places + 1]: the rows of codes before a place
    private readonly BoostedNode[] nodes;
    private readonly PackedTrees trees;

    /// <summary>Restores a hierarchy.</summary>
    /// <param name="order">The code of each place.</param>
    /// <param name="rows">The rows of each code.</param>
    /// <param name="nodes">The root first, children behind their parent in pairs.</param>
    /// <param name="trees">Their trees.</param>
    public CellHierarchy(int[] order, int[] rows, BoostedNode[] nodes, PackedTrees trees)
    {
        (this.order, this.nodes, this.trees) = (order, nodes, trees);
        places = new int[order.Length];
        before = new int[order.Length + 1];
        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
            before[place + 1] = before[place] + rows[order[place]];
        }
    }

    /// <inheritdoc/>
    public int Rows => before[^1];

    /// <inheritdoc/>
    public int Sample(ReadOnlySpan<byte> row, PhiloxRandom random) => Sample(row, random, random.NextDouble());

    /// <inheritdoc/>
    public int Sample(ReadOnlySpan<byte> row, PhiloxRandom random, double rank)
    {
        double uniform = rank;
        int node = 0;
        while (nodes[node].Left > 0)
        {
            node = Choose(node, Score(node, row), ref uniform);
        }

        return CodeWithin(node, uniform);
    }

    /// <inheritdoc/>
    public (double Low, double High) Ranks(ReadOnlySpan<byte> row, int code)
    {
        int place = places[code];
        var (low, width) = (0.0, 1.0);
        int node = 0;
        while (nodes[node].Left > 0)
        {
            bool upper = place >= nodes[node].Middle;
            double share = Upper(Score(node, row));
            low += upper ? width * (1 - share) : 0;
            width *= upper ? share : 1 - share;
            node = nodes[node].Left + (upper ? 1 : 0);
        }

        int first = before[nodes[node].Low];
        width /= before[nodes[node].High] - first;
        return (low + (width * (before[place] - first)), low + (width * (before[place + 1] - first)));
    }

    /// <inheritdoc/>
    public double Probability(ReadOnlySpan<byte> row, int code)
    {
        int place = places[code];
        double p = 1;
        int node = 0;
        while (nodes[node].Left > 0)
        {
            bool upper = place >= nodes[node].Middle;
            double share = Upper(Score(node, row));
            p *= upper ? share : 1 - share;
            node = nodes[node].Left + (upper ? 1 : 0);
        }

        return p * (before[place + 1] - before[place]) / (before[nodes[node].High] - before[nodes[node].Low]);
    }

    /// <inheritdoc/>
    public void Sample(SampleBlock block, Span<int> rows, Span<int> codes)
    {
        var uniforms = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            uniforms[i] = block.Next(rows[i]);
        }

        Descend(0, block, rows, uniforms, new double[rows.Length], codes);
    }

    private void Descend(
        int node,
        SampleBlock block,
        Span<int> rows,
        Span<double> uniforms,
        Span<double> scores,
        Span<int> codes
    )
    {
        if (rows.Length == 0)
        {
            return;
        }

        if (nodes[node].Left == 0)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                codes[rows[i]] = CodeWithin(node, uniforms[i]);
            }

            return;
        }

        scores.Fill(nodes[node].Baseline);
        trees.AddTo(nodes[node].FirstTree, nodes[node].Trees, block.AllBins, block.Count, rows, scores);
        int lower = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double uniform = uniforms[i];
            bool isLower = Choose(node, scores[i], ref uniform) == nodes[node].Left;
            uniforms[i] = uniform;
            if (isLower)
            {
                (rows[i], rows[lower]) = (rows[lower], rows[i]);
                (uniforms[i], uniforms[lower]) = (uniforms[lower], uniforms[i]);
                lower++;
            }
        }

        int left = nodes[node].Left;
        Descend(left, block, rows[..lower], uniforms[..lower], scores[..lower], codes);
        Descend(left + 1, block, rows[lower..], uniforms[lower..], scores[lower..], codes);
    }

    // Which half; the number is stretched to be uniform again.
    private int Choose(int node, double score, ref double uniform)
    {
        double lower = 1 - Upper(score);
        bool upper = uniform >= lower;
        uniform = upper ? (uniform - lower) / (1 - lower) : uniform / lower;
        return nodes[node].Left + (upper ? 1 : 0);
    }

    private int CodeWithin(int node, double uniform)
    {
        int first = before[nodes[node].Low];
        int end = before[nodes[node].High];
        int rank = first + Math.Min((int)(uniform * (end - first)), end - first - 1);
        var (low, high) = (nodes[node].Low, nodes[node].High);
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = before[middle] <= rank ? (middle, high) : (low, middle);
        }

        return order[low];
    }

    private double Score(int node, ReadOnlySpan<byte> row)
    {
        double score = nodes[node].Baseline;
        trees.AddTo(nodes[node].FirstTree, nodes[node].Trees, row, 1, [0], new Span<double>(ref score));
        return score;
    }

    private static double Upper(double score) => 1 / (1 + Math.Exp(-score));
}
