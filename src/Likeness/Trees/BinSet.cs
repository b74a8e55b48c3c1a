using System.Numerics;
using System.Runtime.CompilerServices;

namespace Likeness.Trees;

/// <summary>A set of bins of one column, the bin of missing values included: 256 bits.</summary>
[InlineArray(Words)]
internal struct BinSet : IEquatable<BinSet>
{
    private const int Words = 4;

    private ulong word;

    /// <summary>The bins 0 … count − 1.</summary>
    public static BinSet First(int count)
    {
        var set = default(BinSet);
        for (int i = 0; i < Words; i++)
        {
            int here = Math.Clamp(count - (64 * i), 0, 64);
            set[i] = here == 64 ? ulong.MaxValue : (1UL << here) - 1;
        }

        return set;
    }

    /// <summary>The end of the set: one more than its last bin; 0 if it is empty.</summary>
    public readonly int End
    {
        get
        {
            int i = Words - 1;
            while (i > 0 && this[i] == 0)
            {
                i--;
            }

            return (64 * (i + 1)) - BitOperations.LeadingZeroCount(this[i]);
        }
    }

    /// <summary>1 where the set holds the bin, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Holds(byte bin) => (int)(this[bin >> 6] >> (bin & 63)) & 1;

    /// <summary>Adds a bin.</summary>
    public void Add(int bin) => this[bin >> 6] |= 1UL << (bin & 63);

    /// <inheritdoc/>
    public readonly bool Equals(BinSet other) => ((ReadOnlySpan<ulong>)this).SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is BinSet other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3]);
}
