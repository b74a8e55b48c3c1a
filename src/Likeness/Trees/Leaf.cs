using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>A node of a growing tree that has not been split.</summary>
/// <param name="node">Its index in the tree.</param>
/// <param name="from">The start of its rows in the <see cref="RowPartition"/>.</param>
/// <param name="count">The number of rows.</param>
/// <param name="depth">The number of splits above it.</param>
/// <param name="total">The sum of its rows' derivatives.</param>
internal sealed class Leaf(int node, int from, int count, int depth, Vector128<long> total)
{
    public int Node => node;

    public int From => from;

    public int Count => count;

    public int Depth => depth;

    public Vector128<long> Total => total;

    /// <summary>The derivatives by column and bin; null when they are no longer needed.</summary>
    public Vector128<long>[]? Histogram { get; set; }

    /// <summary>The best split of all columns; its gain is 0 if there is none.</summary>
    public Split Split { get; set; }
}
