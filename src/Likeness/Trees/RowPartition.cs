using System.Runtime.CompilerServices;

namespace Likeness.Trees;

/// <summary>The rows of each node of a tree, contiguous in one list, in ascending order within a node.</summary>
/// <param name="first">The first row.</param>
/// <param name="count">The number of rows.</param>
internal sealed class RowPartition(int first, int count)
{
    private readonly int[] rows = new int[count];
    private readonly int[] right = new int[count];

    /// <summary>The number of rows.</summary>
    public int Count => count;

    /// <summary>Assigns all rows to the root.</summary>
    public void Reset()
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = first + i;
        }
    }

    /// <summary>The rows of a node.</summary>
    /// <param name="from">The start of its range.</param>
    /// <param name="length">The number of rows.</param>
    public ReadOnlySpan<int> Part(int from, int length) => rows.AsSpan(from, length);

    /// <summary>Partitions a node's rows: those that go left come first.</summary>
    /// <param name="from">The start of its range.</param>
    /// <param name="length">The number of rows.</param>
    /// <param name="bins">The bins of the split column, for all rows of the table.</param>
    /// <param name="left">The bins that go left.</param>
    /// <returns>The number of rows that go left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Divide(int from, int length, ReadOnlySpan<byte> bins, BinSet left)
    {
        Span<int> part = rows.AsSpan(from, length);
        Span<int> others = right;
        int kept = 0;
        for (int i = 0; i < part.Length; i++)
        {
            // Written to both lists and counted in one: a branch would be mispredicted.
            int row = part[i];
            part[kept] = row;
            others[i - kept] = row;
            kept += left.Holds(bins[row]);
        }

        others[..(length - kept)].CopyTo(part[kept..]);
        return kept;
    }
}
