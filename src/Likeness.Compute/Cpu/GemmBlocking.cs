using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>How a large product is cut, to fit the caches. It changes the time alone, never a sum.</summary>
/// <param name="MinRows">Rows that a copy of B must serve to pay for itself.</param>
/// <param name="MinFloats">Elements of B below which it is never copied.</param>
/// <param name="Stretch">Rows of a panel of B; longer sums rest in C between stretches.</param>
/// <param name="LongStretch">The same where sums may not rest in C; at least as many.</param>
/// <param name="Cols">Columns of a block of B, at most.</param>
/// <param name="UnitTiles">Tiles of rows that pass over one panel.</param>
internal readonly record struct GemmBlocking(
    int MinRows,
    long MinFloats,
    int Stretch,
    int LongStretch,
    int Cols,
    int UnitTiles
)
{
    // The processors that were measured: Cascade Lake has 32 KiB and four instructions at once, Zen 5 48 KiB and eight.
    private const int WideL1CacheBytes = 48 << 10;

    /// <summary>A panel of B stays in a nearest cache of 32 KiB, beside a tile's part of A.</summary>
    public static GemmBlocking Narrow { get; } = new(64, 1 << 13, 192, 512, 512, 16);

    /// <summary>Panels of B come from the second cache in time, which spares most of the passes over C.</summary>
    public static GemmBlocking Wide { get; } = new(256, 1 << 18, 1024, 1024, 1024, 8);

    /// <summary>What suits this processor.</summary>
    public static GemmBlocking Current { get; } = L1CacheBytes() >= WideL1CacheBytes ? Wide : Narrow;

    /// <summary>The bytes of the data cache next to a core, as the processor tells them (CPUID, deterministic cache parameters); 0 where it does not.</summary>
    private static int L1CacheBytes()
    {
        if (!X86Base.IsSupported)
        {
            return 0;
        }

        const int IntelLeaf = 4;
        const int AmdLeaf = unchecked((int)0x8000_001D);
        int bytes = DataCacheBytes(IntelLeaf, X86Base.CpuId(0, 0).Eax);
        return bytes > 0 ? bytes : DataCacheBytes(AmdLeaf, X86Base.CpuId(unchecked((int)0x8000_0000), 0).Eax);
    }

    private static int DataCacheBytes(int leaf, int lastLeaf)
    {
        const int DataAtLevel1 = (1 << 5) | 1;
        const int KindAndLevel = 0xFF;
        if ((uint)leaf > (uint)lastLeaf)
        {
            return 0;
        }

        var (kind, shape, sets, _) = X86Base.CpuId(leaf, 0);
        int ways = (shape >>> 22) + 1;
        int partitions = ((shape >>> 12) & 0x3FF) + 1;
        int line = (shape & 0xFFF) + 1;
        return (kind & KindAndLevel) == DataAtLevel1 ? ways * partitions * line * (sets + 1) : 0;
    }
}
