using System.Numerics;
using Likeness.Compute.Cpu;

namespace Likeness.Evaluation.Classifiers;

/// <summary>
/// A classification tree: each node is split where Gini's impurity falls most, over some columns drawn at random, until its
/// rows are of one class or all alike. Breiman et al. 1984; ties go to the column drawn first, then to the lower value.
/// </summary>
internal sealed class DecisionTree
{
    private const long One = 1L << 32; // a generated row in the upper half, any row in the lower

    private readonly BinnedColumns columns;
    private readonly long[] worth; // of a row in the counts
    private readonly int tried;
    private readonly int deepest;
    private readonly PhiloxRandom random;
    private readonly int[] rows;
    private readonly int[] order;
    private readonly long[] counts = new long[BinnedColumns.MostBins];
    private readonly List<Node> nodes = [];

    /// <summary>Grows.</summary>
    /// <param name="columns">All rows.</param>
    /// <param name="labels">Which were generated: [columns.Rows].</param>
    /// <param name="rows">Those to learn from; a row may occur more than once.</param>
    /// <param name="tried">How many columns that are not constant are tried at each node.</param>
    /// <param name="random">Draws the columns.</param>
    /// <param name="deepest">The most splits above a leaf.</param>
    public DecisionTree(
        BinnedColumns columns,
        bool[] labels,
        int[] rows,
        int tried,
        PhiloxRandom random,
        int deepest = int.MaxValue
    )
    {
        (this.columns, this.rows, this.tried, this.random, this.deepest) = (columns, rows, tried, random, deepest);
        worth = [.. labels.Select(generated => generated ? One + 1 : 1)];
        order = [.. Enumerable.Range(0, columns.Width)];
        Grow();
    }

    /// <summary>The share of generated rows in the leaf that a row falls into.</summary>
    public double Score(PointCloud cloud, int row)
    {
        Node node = nodes[0];
        while (node.Column >= 0)
        {
            int right = cloud.Column(node.Column)[row] > node.Threshold ? 1 : 0;
            node = nodes[node.Left + right];
        }

        return node.Share;
    }

    private void Grow()
    {
        var waiting = new Stack<(int Node, int From, int To, int Depth)>();
        nodes.Add(default);
        waiting.Push((0, 0, rows.Length, 0));
        while (waiting.TryPop(out var next))
        {
            (int node, int from, int to, int depth) = next;
            Split best = depth < deepest ? Best(from, to) : default;
            if (best.Purity == 0)
            {
                nodes[node] = new Node(-1, 0, 0, Generated(from, to) / (double)(to - from));
                continue;
            }

            int middle = Part(from, to, best.Column, best.Bin);
            double threshold = columns.Between(best.Column, best.Bin, best.Next);
            nodes[node] = new Node(best.Column, threshold, nodes.Count, 0);
            waiting.Push((nodes.Count + 1, middle, to, depth + 1));
            waiting.Push((nodes.Count, from, middle, depth + 1));
            nodes.Add(default);
            nodes.Add(default);
        }
    }

    private int Generated(int from, int to)
    {
        long sum = 0;
        for (int i = from; i < to; i++)
        {
            sum += worth[rows[i]];
        }

        return (int)(sum >> 32);
    }

    private Split Best(int from, int to)
    {
        int generated = Generated(from, to);
        var best = default(Split);
        if (generated == 0 || generated == to - from)
        {
            return best;
        }

        int left = tried;
        for (int i = 0; i < order.Length && left > 0; i++)
        {
            int drawn = i + random.NextInt(order.Length - i);
            (order[i], order[drawn]) = (order[drawn], order[i]);
            if (Along(order[i], from, to, generated, ref best))
            {
                left--;
            }
        }

        return best;
    }

    // False where the column is constant in the node. Counts by bin, with a mark for each bin that holds any, are had in one walk
    // over the rows, however few they are.
    private bool Along(int column, int from, int to, int generated, ref Split best)
    {
        byte[] codes = columns.Codes(column);
        Span<ulong> marks = stackalloc ulong[BinnedColumns.MostBins / 64];
        for (int i = from; i < to; i++)
        {
            int row = rows[i];
            int code = codes[row];
            counts[code] += worth[row];
            marks[code >> 6] |= 1UL << (code & 63);
        }

        double all = to - from;
        int before = -1;
        long below = 0;
        bool varies = false;
        for (int word = 0; word < marks.Length; word++)
        {
            for (ulong mark = marks[word]; mark != 0; mark &= mark - 1)
            {
                int bin = (word << 6) + BitOperations.TrailingZeroCount(mark);
                if (before >= 0)
                {
                    varies = true;
                    double purity = Purity(below, generated, all);
                    if (purity > best.Purity)
                    {
                        best = new Split(column, before, bin, purity);
                    }
                }

                below += counts[bin];
                counts[bin] = 0;
                before = bin;
            }
        }

        return varies;
    }

    // Σ over both sides of (generated² + real²)/rows: largest where the impurity left is smallest, and never 0.
    private static double Purity(long below, int generated, double all)
    {
        double n = (uint)below,
            made = below >> 32,
            real = n - made;
        double otherMade = generated - made,
            otherReal = all - n - otherMade;
        return (((made * made) + (real * real)) / n)
            + (((otherMade * otherMade) + (otherReal * otherReal)) / (all - n));
    }

    private int Part(int from, int to, int column, int bin)
    {
        byte[] codes = columns.Codes(column);
        int low = from,
            high = to - 1;
        while (low <= high)
        {
            if (codes[rows[low]] <= bin)
            {
                low++;
            }
            else
            {
                (rows[low], rows[high]) = (rows[high], rows[low]);
                high--;
            }
        }

        return low;
    }

    private readonly record struct Node(int Column, double Threshold, int Left, double Share);

    private readonly record struct Split(int Column, int Bin, int Next, double Purity);
}
