using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>
/// The distribution of a column given the columns before it: a tree whose leaves hold the codes of their training rows, the donors (Reiter 2005). Two
/// refinements give unseen values a probability and copy fewer training values; both (almost) keep the marginal distribution. With the probability λ a donor comes
/// from an ancestor with several times the rows instead, and from its ancestor in the same way: p(c) = (1 − λ) n(c)/m + λ p_ancestor(c), with n(c) of m
/// donors. As in Witten and Bell (1991), λ = βd/(βd + m) is small where m donors have few different codes d. Numbers that are not heaped on a few values are
/// interpolated between neighbouring donors of the leaf with the weight κ, and with the weight β of the rest come from all training rows within the leaf's range and a margin, both
/// uniformly in the ranks of the training rows; an ancestor's range may be another one, and is rarely backed off to.
/// </summary>
internal sealed partial class DonorTree
{
    // An ancestor that is backed off to has at least so many times the rows.
    private const int Wider = 4;

    // λ of numbers that are interpolated.
    private const double BackOffOfNumbers = 0.002;

    // On each side of a leaf's range, in mean distances of its donors.
    private const double Margin = 4;

    private readonly ColumnLevels levels;
    private readonly int[] left;
    private readonly int[] column;
    private readonly BinSet[] bins;
    private readonly int[] start;
    private readonly int[] rows;
    private readonly int[] wider; // the ancestor of each node; −1 for the root
    private readonly int[] different; // the different codes of the donors of each node that may back off; empty where numbers are interpolated
    private readonly int[] donors; // codes, sorted within a leaf
    private readonly float[] ranks; // of the donors, among the sorted training rows; empty where numbers are not interpolated
    private readonly int[] byCode; // positions of donors, sorted by code
    private readonly int[] codeStarts;
    private readonly int[] marginal; // codes of all donors, sorted

    /// <summary>Restores a tree.</summary>
    public DonorTree(
        ColumnLevels levels,
        int[] left,
        int[] column,
        BinSet[] bins,
        int[] start,
        int[] rows,
        int[] donors,
        Smoothing smoothing
    )
    {
        (this.levels, this.left, this.column, this.bins) = (levels, left, column, bins);
        (this.start, this.rows, this.donors) = (start, rows, donors);
        wider = Ancestors();
        codeStarts = new int[levels.Count + 2];
        foreach (int code in donors)
        {
            codeStarts[code + 1]++;
        }

        for (int code = 0; code <= levels.Count; code++)
        {
            codeStarts[code + 1] += codeStarts[code];
        }

        byCode = new int[donors.Length];
        marginal = new int[donors.Length];
        int[] next = [.. codeStarts];
        for (int position = 0; position < donors.Length; position++)
        {
            marginal[next[donors[position]]] = donors[position];
            byCode[next[donors[position]]++] = position;
        }

        ranks = levels.IsSmooth ? Ranks() : [];
        different = Interpolates ? [] : Different();
        Smoothing = smoothing;
    }

    /// <summary>The number of donors.</summary>
    public int Donors => donors.Length;

    /// <summary>The number of leaves.</summary>
    public int Leaves => left.Count(child => child == 0);

    /// <summary>How probabilities are smoothed; interpolation is set only where the tree interpolates.</summary>
    public Smoothing Smoothing
    {
        get;
        set => field = Interpolates ? value : value with { Interpolation = 0 };
    }

    /// <summary>Whether numbers are interpolated.</summary>
    public bool Interpolates => ranks.Length > 0;

    /// <summary>The tree of a growth.</summary>
    public static DonorTree Create(GrownTree grown, bool[] kept, ColumnLevels levels, int[] codes)
    {
        var left = new List<int>();
        var column = new List<int>();
        var bins = new List<BinSet>();
        var start = new List<int>();
        var rows = new List<int>();
        int[] donors = Array.ConvertAll(grown.Rows, row => codes[row]);
        var queue = new Queue<int>([0]);
        int next = 1;
        while (queue.TryDequeue(out int index))
        {
            var node = grown.Nodes[index];
            bool split = kept[index];
            left.Add(split ? next : 0);
            column.Add(split ? node.Column : -1);
            bins.Add(split ? node.Bins : default);
            start.Add(node.Start);
            rows.Add(node.Rows);
            if (split)
            {
                next += 2;
                queue.Enqueue(node.Left);
                queue.Enqueue(node.Left + 1);
            }
            else
            {
                donors.AsSpan(node.Start, node.Rows).Sort();
            }
        }

        return new DonorTree(levels, [.. left], [.. column], [.. bins], [.. start], [.. rows], donors, default);
    }

    /// <summary>The leaf of a row.</summary>
    /// <param name="row">The bins of the columns before this one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Leaf(ReadOnlySpan<byte> row)
    {
        int node = 0;
        while (left[node] > 0)
        {
            node = left[node] + 1 - bins[node].Holds(row[column[node]]);
        }

        return node;
    }

    /// <summary>Samples a code.</summary>
    /// <param name="leaf">A leaf.</param>
    /// <param name="random">Its next numbers are used.</param>
    /// <param name="rank">Which of the leaf's donors, or values between these, in [0, 1); null for a random one.</param>
    public int Sample(int leaf, PhiloxRandom random, double? rank = null)
    {
        double uniform = random.NextDouble();
        if (uniform < Smoothing.Interpolation)
        {
            double place = (rank ?? uniform / Smoothing.Interpolation) * rows[leaf];
            int donor = Math.Min((int)place, rows[leaf] - 1);
            var (low, high) = Cell(start[leaf], start[leaf] + rows[leaf], start[leaf] + donor);
            return CodeAt(low + ((place - donor) * (high - low)));
        }

        if (Interpolates && random.NextDouble() < Smoothing.BackOff)
        {
            var (from, to) = Near(leaf);
            return CodeAt(from + ((rank ?? random.NextDouble()) * (to - from)));
        }

        int node = leaf;
        while (wider[node] >= 0 && random.NextDouble() < BackOff(node, Smoothing.BackOff))
        {
            node = wider[node];
        }

        return donors[start[node] + (rank is { } given ? (int)(given * rows[node]) : random.NextInt(rows[node]))];
    }

    private int CodeAt(double rank) => marginal[Math.Clamp((int)rank, 0, marginal.Length - 1)];

    /// <summary>The probability of a code in a leaf.</summary>
    public double Probability(int leaf, int code)
    {
        double kept = 0;
        double weight = 1;
        for (int node = leaf; node >= 0; node = wider[node])
        {
            double backOff = BackOff(node, Smoothing.BackOff);
            kept += weight * (1 - backOff) * Frequency(node, code);
            weight *= backOff;
        }

        kept = Interpolates ? ((1 - Smoothing.BackOff) * kept) + (Smoothing.BackOff * InNear(leaf, code)) : kept;
        double share = Smoothing.Interpolation;
        return share > 0 ? ((1 - share) * kept) + (share * Interpolated(leaf, code)) : kept;
    }

    /// <summary>The node that is backed off to; −1 behind the root.</summary>
    public int Back(int node) => wider[node];

    /// <summary>λ, the probability that a node gives way to the one that is backed off to.</summary>
    /// <param name="node">A leaf, or a node that is backed off to.</param>
    /// <param name="weight">β, the donors that each code counts as.</param>
    public double BackOff(int node, double weight) =>
        wider[node] < 0 ? 0
        : Interpolates ? BackOffOfNumbers
        : weight * different[node] / ((weight * different[node]) + rows[node]);

    /// <summary>The fraction of the donors of a node that have a code.</summary>
    public double Frequency(int node, int code) => CountIn(node, code) / (double)rows[node];

    /// <summary>The probability of a code by interpolation between the donors of a leaf.</summary>
    public double Interpolated(int leaf, int code) =>
        !Interpolates || code == levels.Missing
            ? 0
            : (Below(leaf, levels.Before(code + 1)) - Below(leaf, levels.Before(code))) / rows[leaf];

    private int CountIn(int node, int code)
    {
        var positions = byCode.AsSpan(codeStarts[code], codeStarts[code + 1] - codeStarts[code]);
        return FirstFrom(positions, start[node] + rows[node]) - FirstFrom(positions, start[node]);
    }

    private static int FirstFrom(ReadOnlySpan<int> positions, int from)
    {
        int low = 0;
        int high = positions.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = positions[middle] < from ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The probability of a code among the training rows that are near a leaf.</summary>
    public double InNear(int leaf, int code)
    {
        if (code == levels.Missing)
        {
            return 0;
        }

        var (from, to) = Near(leaf);
        double low = Math.Max(from, levels.Before(code));
        double high = Math.Min(to, levels.Before(code + 1));
        return high <= low ? 0 : (high - low) / (to - from);
    }

    // The ranks of a leaf, and some before and behind.
    private (double From, double To) Near(int leaf)
    {
        double low = ranks[start[leaf]];
        double high = ranks[start[leaf] + rows[leaf] - 1];
        double margin = 0.5 + (Margin * (high - low) / rows[leaf]);
        return (Math.Max(0, low - margin), Math.Min(levels.Rows, high + margin));
    }

    // How many of the leaf's interpolated donors are below a rank.
    private double Below(int leaf, double rank)
    {
        int from = start[leaf];
        int to = from + rows[leaf];
        var (low, high) = (from, to);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = ranks[middle] <= rank ? (middle + 1, high) : (low, middle);
        }

        // The rank lies in the cell of the last donor not above it, or of the next.
        int first = Math.Max(low - 1, from);
        double below = first - from;
        for (int donor = first; donor <= Math.Min(low, to - 1); donor++)
        {
            var (cellLow, cellHigh) = Cell(from, to, donor);
            below +=
                cellHigh > cellLow ? Math.Clamp((rank - cellLow) / (cellHigh - cellLow), 0, 1)
                : rank >= cellHigh ? 1
                : 0;
        }

        return below;
    }

    // The ranks for which a donor of a leaf stands: halfway to its neighbours.
    private (double Low, double High) Cell(int from, int to, int donor)
    {
        double here = ranks[donor];
        double halfBelow = donor > from ? (here - ranks[donor - 1]) / 2 : 0.5;
        double halfAbove = donor < to - 1 ? (ranks[donor + 1] - here) / 2 : 0.5;
        return (here - halfBelow, here + halfAbove);
    }

    private float[] Ranks()
    {
        var found = new float[donors.Length];
        for (int node = 0; node < left.Length; node++)
        {
            if (left[node] > 0)
            {
                continue;
            }

            int to = start[node] + rows[node];
            for (int from = start[node], end; from < to; from = end)
            {
                int code = donors[from];
                for (end = from + 1; end < to && donors[end] == code; end++) { }

                int count = code == levels.Missing ? 0 : levels.RowsOf(code);
                for (int i = from; i < end; i++)
                {
                    found[i] = (float)(levels.Before(code) + ((i - from + 0.5) / (end - from) * count));
                }
            }
        }

        return found;
    }

    private int[] Different()
    {
        var found = new int[left.Length];
        var isUsed = new bool[left.Length];
        var last = new int[levels.Count + 1];
        for (int node = left.Length - 1; node > 0; node--)
        {
            if (left[node] > 0 && !isUsed[node])
            {
                continue;
            }

            isUsed[wider[node]] = true;
            foreach (int code in donors.AsSpan(start[node], rows[node]))
            {
                found[node] += last[code] == node ? 0 : 1;
                last[code] = node;
            }
        }

        return found;
    }

    private int[] Ancestors()
    {
        var parents = new int[left.Length];
        var found = new int[left.Length];
        found[0] = -1;
        for (int node = 0; node < left.Length; node++)
        {
            if (left[node] > 0)
            {
                parents[left[node]] = parents[left[node] + 1] = node;
            }
        }

        for (int node = 1; node < left.Length; node++)
        {
            int ancestor = parents[node];
            while (ancestor != 0 && rows[ancestor] < Wider * rows[node])
            {
                ancestor = parents[ancestor];
            }

            found[node] = ancestor;
        }

        return found;
    }
}
