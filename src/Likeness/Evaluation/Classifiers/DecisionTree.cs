using System.Numerics;
using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Evaluation.Classifiers;

/// <summary>
/// A classification tree: each node takes the split with the largest decrease of Gini impurity, over some columns chosen at random, until its
/// rows have one class, are identical or too few. Breiman et al. 1984; ties go to the column chosen first, then to the lower value.
/// </summary>
internal sealed class DecisionTree
{
    // The rows of a set, packed: generated ones and all with multiplicity, and different ones; up to two million of each.
    private const int Field = 21;
    private const long Generation = 1L << (2 * Field);
    private const long Occurrence = 1L << Field;
    private const long Mask = Occurrence - 1;

    private readonly BinnedTable columns;
    private readonly int tried;
    private readonly int deepest;
    private readonly int smallest;
    private readonly PhiloxRandom random;
    private readonly int[] rows; // each once
    private readonly long[] worth; // with multiplicity, in the counts
    private readonly int[] order;
    private readonly long[] counts = new long[ColumnBins.MaxCount];
    private readonly Node[] nodes;

    /// <summary>Grows the tree.</summary>
    /// <param name="columns">All rows, without missing values.</param>
    /// <param name="labels">Whether each row was generated: [columns.RowCount].</param>
    /// <param name="rows">The training rows; a row may occur more than once.</param>
    /// <param name="tried">The number of non-constant columns tried at each node.</param>
    /// <param name="random">Chooses the columns.</param>
    /// <param name="deepest">The maximum depth.</param>
    /// <param name="smallest">The minimum number of different rows in a leaf.</param>
    public DecisionTree(
        BinnedTable columns,
        bool[] labels,
        int[] rows,
        int tried,
        PhiloxRandom random,
        int deepest = int.MaxValue,
        int smallest = 1
    )
    {
        (this.columns, this.tried, this.random) = (columns, tried, random);
        (this.deepest, this.smallest) = (deepest, smallest);
        var each = new long[columns.RowCount];
        long all = 0;
        foreach (int row in rows)
        {
            long more = (labels[row] ? Generation : 0) + Occurrence + (each[row] == 0 ? 1 : 0);
            each[row] += more;
            all += more;
        }

        this.rows = new int[Different(all)];
        worth = new long[Different(all)];
        for (int row = 0, next = 0; row < each.Length; row++)
        {
            if (each[row] != 0)
            {
                (this.rows[next], worth[next]) = (row, each[row]);
                next++;
            }
        }

        order = [.. Enumerable.Range(0, columns.ColumnCount)];
        nodes = [.. Grow(all)];
    }

    /// <summary>The fraction of generated rows in the leaf of a row.</summary>
    public double Score(PointCloud cloud, int row)
    {
        ref Node node = ref nodes[0];
        while (node.Column >= 0)
        {
            int right = cloud.Column(node.Column)[row] > node.Threshold ? 1 : 0;
            node = ref nodes[node.Left + right];
        }

        return node.Fraction;
    }

    private List<Node> Grow(long all)
    {
        var grown = new List<Node>((2 * rows.Length / smallest) + 1) { default }; // twice as many nodes as leaves at most
        var waiting = new Stack<(int Node, int From, int To, int Depth, long Worth)>();
        waiting.Push((0, 0, rows.Length, 0, all));
        while (waiting.TryPop(out var next))
        {
            (int node, int from, int to, int depth, long sum) = next;
            Split best = depth < deepest ? Best(from, to, sum) : default;
            if (best.Purity == 0)
            {
                grown[node] = new Node(-1, 0, 0, Generated(sum) / (double)Rows(sum));
                continue;
            }

            int middle = Part(from, to, best.Column, best.Bin);
            double threshold = columns.Columns[best.Column].Between(best.Bin, best.Next);
            grown[node] = new Node(best.Column, threshold, grown.Count, 0);
            waiting.Push((grown.Count + 1, middle, to, depth + 1, sum - best.Below));
            waiting.Push((grown.Count, from, middle, depth + 1, best.Below));
            grown.Add(default);
            grown.Add(default);
        }

        return grown;
    }

    private static int Generated(long worth) => (int)(worth >> (2 * Field));

    private static int Rows(long worth) => (int)((worth >> Field) & Mask);

    private static int Different(long worth) => (int)(worth & Mask);

    private Split Best(int from, int to, long all)
    {
        var best = default(Split);
        if (Generated(all) == 0 || Generated(all) == Rows(all) || Different(all) < 2 * smallest)
        {
            return best;
        }

        int left = tried;
        for (int i = 0; i < order.Length && left > 0; i++)
        {
            int sampled = i + random.NextInt(order.Length - i);
            (order[i], order[sampled]) = (order[sampled], order[i]);
            if (Along(order[i], from, to, all, ref best))
            {
                left--;
            }
        }

        return best;
    }

    // False if the column is constant in the node. Counts by bin, and flags of non-empty bins, are computed in one pass
    // over the rows, however few they are.
    private bool Along(int column, int from, int to, long all, ref Split best)
    {
        ReadOnlySpan<byte> codes = columns.Bins(column);
        Span<ulong> marks = stackalloc ulong[(ColumnBins.MaxCount + 63) / 64];
        for (int i = from; i < to; i++)
        {
            int code = codes[rows[i]];
            counts[code] += worth[i];
            marks[code >> 6] |= 1UL << (code & 63);
        }

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
                    if (Different(below) >= smallest && Different(all - below) >= smallest)
                    {
                        double purity = Purity(below, all - below);
                        best = purity > best.Purity ? new Split(column, before, bin, below, purity) : best;
                    }
                }

                below += counts[bin];
                counts[bin] = 0;
                before = bin;
            }
        }

        return varies;
    }

    // Σ over both sides of (generated² + real²)/rows: largest where the remaining impurity is smallest, and never 0. It is computed over a common
    // denominator in integers that doubles represent exactly, so that equal purities are equal.
    private static double Purity(long left, long right)
    {
        double n = Rows(left),
            made = Generated(left),
            real = n - made;
        double m = Rows(right),
            otherMade = Generated(right),
            otherReal = m - otherMade;
        return ((((made * made) + (real * real)) * m) + (((otherMade * otherMade) + (otherReal * otherReal)) * n))
            / (n * m);
    }

    private int Part(int from, int to, int column, int bin)
    {
        ReadOnlySpan<byte> codes = columns.Bins(column);
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
                (worth[low], worth[high]) = (worth[high], worth[low]);
                high--;
            }
        }

        return low;
    }

    private readonly record struct Node(int Column, double Threshold, int Left, double Fraction);

    private readonly record struct Split(int Column, int Bin, int Next, long Below, double Purity);
}
