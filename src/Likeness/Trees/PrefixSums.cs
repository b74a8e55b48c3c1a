using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>Sums of the derivatives of the first 1, 2, … bins, gradients apart from the rest so that eight are read at a time.</summary>
/// <param name="lower">Memory for <see cref="Length"/> numbers, with any content.</param>
/// <param name="upper">As much for the other halves.</param>
internal ref struct PrefixSums(Span<long> lower, Span<long> upper)
{
    /// <summary>Room for all bins of a column, and for a vector behind the last.</summary>
    public const int Length = ColumnBins.MaxCount + 1 + 8; // Vector512<long>.Count

    private readonly Span<long> lower = lower;
    private readonly Span<long> upper = upper;
    private Vector128<long> sum;

    /// <summary>How many bins were added.</summary>
    public int Count { get; private set; }

    /// <summary>The halves that hold gradients.</summary>
    public readonly ReadOnlySpan<long> Lower => lower;

    /// <summary>The halves that hold hessians and numbers of rows.</summary>
    public readonly ReadOnlySpan<long> Upper => upper;

    /// <summary>Adds the next bin.</summary>
    public void Add(Vector128<long> derivatives)
    {
        sum += derivatives;
        (lower[Count], upper[Count]) = (sum[0], sum[1]);
        Count++;
    }

    /// <summary>Repeats the last sum up to the end of its vector, where it is no better than itself.</summary>
    public readonly void Pad()
    {
        lower.Slice(Count, Vector512<long>.Count).Fill(sum[0]);
        upper.Slice(Count, Vector512<long>.Count).Fill(sum[1]);
    }
}
