using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>
/// A tree as tables, which are faster for many rows than going from node to node: for each of its predictors, the leaves that a bin leaves possible. The first
/// leaf that all predictors leave possible is that of a row (Lucchese et al. 2015, QuickScorer).
/// </summary>
internal sealed class LeafMasks
{
    /// <summary>The maximum number of leaves: the bits of a mask.</summary>
    private const int MaxLeaves = 16;

    private readonly Table[] tables;
    private readonly float[] values; // [MaxLeaves], from left to right

    private LeafMasks(Table[] tables, float[] values) => (this.tables, this.values) = (tables, values);

    // The leaves that are possible for each bin; for later bins, those of the last entry.
    private readonly record struct Table(int Column, ushort[] Leaves);

    /// <summary>The tables of a tree; null if it has too many leaves.</summary>
    /// <param name="root">Its first node.</param>
    /// <param name="left">The left child of each node; the right one follows it. 0 for a leaf.</param>
    /// <param name="column">The predictor of each split.</param>
    /// <param name="bins">The bins that go left.</param>
    /// <param name="value">The value of each leaf.</param>
    public static LeafMasks? Create(int root, int[] left, int[] column, BinSet[] bins, float[] value)
    {
        var splits = new List<(int Node, ushort Without)>();
        var values = new float[MaxLeaves];
        int leaves = 0;
        if (!Walk(root, 0))
        {
            return null;
        }

        return new LeafMasks(
            [
                .. splits
                    .GroupBy(split => column[split.Node])
                    .Select(group => new Table(group.Key, Possible([.. group], bins))),
            ],
            values
        );

        // Leaves from left to right. A checkpoint's nodes may form any graph without cycles, so depth and leaves are limited.
        bool Walk(int node, int depth)
        {
            if (depth >= MaxLeaves || leaves >= MaxLeaves)
            {
                return false;
            }

            if (left[node] == 0)
            {
                values[leaves++] = value[node];
                return true;
            }

            int first = leaves;
            if (!Walk(left[node], depth + 1))
            {
                return false;
            }

            splits.Add((node, (ushort)~((1 << leaves) - (1 << first))));
            return Walk(left[node] + 1, depth + 1);
        }
    }

    /// <summary>Adds the values of the tree to the scores of rows.</summary>
    /// <param name="columns">The bins of the predictors: column after column.</param>
    /// <param name="stride">The number of rows of a column.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="masks">Memory: one for each of these rows.</param>
    /// <param name="scores">The score of each of these rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(
        ReadOnlySpan<byte> columns,
        int stride,
        ReadOnlySpan<int> rows,
        Span<ushort> masks,
        Span<double> scores
    )
    {
        masks = masks[..rows.Length];
        masks.Fill(ushort.MaxValue);
        int next = 0;
        for (; next + 1 < tables.Length; next += 2)
        {
            And(tables[next], tables[next + 1], columns, stride, rows, masks);
        }

        if (next < tables.Length)
        {
            And(tables[next], tables[next], columns, stride, rows, masks);
        }

        for (int i = 0; i < masks.Length; i++)
        {
            scores[i] += values[BitOperations.TrailingZeroCount((uint)masks[i])];
        }
    }

    // Two tables at a time take fewer reads and writes of the masks.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void And(
        Table a,
        Table b,
        ReadOnlySpan<byte> columns,
        int stride,
        ReadOnlySpan<int> rows,
        Span<ushort> masks
    )
    {
        var binsA = columns.Slice(a.Column * stride, stride);
        var binsB = columns.Slice(b.Column * stride, stride);
        ref ushort leavesA = ref MemoryMarshal.GetArrayDataReference(a.Leaves);
        ref ushort leavesB = ref MemoryMarshal.GetArrayDataReference(b.Leaves);
        int lastA = a.Leaves.Length - 1;
        int lastB = b.Leaves.Length - 1;
        for (int i = 0; i < masks.Length; i++)
        {
            int row = rows[i];
            masks[i] &= (ushort)(
                Unsafe.Add(ref leavesA, Math.Min(binsA[row], lastA))
                & Unsafe.Add(ref leavesB, Math.Min(binsB[row], lastB))
            );
        }
    }

    private static ushort[] Possible((int Node, ushort Without)[] splits, BinSet[] bins)
    {
        int count = splits.Max(split => bins[split.Node].End);
        var leaves = new ushort[Math.Min(count + 1, byte.MaxValue + 1)];
        for (int bin = 0; bin < leaves.Length; bin++)
        {
            leaves[bin] = ushort.MaxValue;
            foreach (var (node, without) in splits)
            {
                leaves[bin] &= bins[node].Holds((byte)bin) > 0 ? ushort.MaxValue : without;
            }
        }

        return leaves;
    }
}
