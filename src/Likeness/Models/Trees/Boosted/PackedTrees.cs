using System.Runtime.CompilerServices;
using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>Many small trees in arrays.</summary>
/// <param name="roots">The first node of each tree.</param>
/// <param name="left">The left child; the right one follows it. 0 for a leaf.</param>
/// <param name="column">The predictor of the split.</param>
/// <param name="bins">The bins that go left.</param>
/// <param name="value">The value of a leaf.</param>
internal sealed partial class PackedTrees(int[] roots, int[] left, int[] column, BinSet[] bins, float[] value)
{
    private const int RowsAtOnce = 512;

    private readonly LeafMasks?[] masks = Array.ConvertAll(
        roots,
        root => LeafMasks.Create(root, left, column, bins, value)
    );

    /// <summary>The number of trees.</summary>
    public int Count => roots.Length;

    /// <summary>Adds the values of trees to the scores of rows.</summary>
    /// <param name="first">The first tree.</param>
    /// <param name="count">The number of trees.</param>
    /// <param name="columns">The bins of the predictors: column after column.</param>
    /// <param name="stride">The number of rows of a column.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="scores">The score of each of these rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(
        int first,
        int count,
        ReadOnlySpan<byte> columns,
        int stride,
        ReadOnlySpan<int> rows,
        Span<double> scores
    )
    {
        Span<ushort> memory = stackalloc ushort[Math.Min(rows.Length, RowsAtOnce)];
        for (int from = 0; from < rows.Length; from += RowsAtOnce)
        {
            int size = Math.Min(RowsAtOnce, rows.Length - from);
            var some = rows.Slice(from, size);
            var sums = scores.Slice(from, size);
            // Tree by tree, so that its arrays stay in L1.
            for (int tree = first; tree < first + count; tree++)
            {
                if (masks[tree] is { } tables)
                {
                    tables.AddTo(columns, stride, some, memory, sums);
                }
                else
                {
                    Traverse(roots[tree], columns, stride, some, sums);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Traverse(int root, ReadOnlySpan<byte> columns, int stride, ReadOnlySpan<int> rows, Span<double> scores)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            int node = root;
            for (int child; (child = left[node]) > 0; )
            {
                node = child + 1 - bins[node].Holds(columns[(column[node] * stride) + rows[i]]);
            }

            scores[i] += value[node];
        }
    }
}
