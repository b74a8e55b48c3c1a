using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>The block sizes of a large matmul, chosen to fit the caches. They affect only the speed, never a sum.</summary>
/// <param name="MinRows">The number of rows from which packing B pays off.</param>
/// <param name="MinFloats">The number of elements of B below which it is never packed.</param>
/// <param name="Stretch">Rows of a panel of B; partial sums of longer sums are stored in C between stretches.</param>
/// <param name="LongStretch">The same if partial sums cannot be stored in C; at least as many.</param>
/// <param name="Cols">The maximum number of columns in a block of B.</param>
/// <param name="UnitTiles">Tiles of rows that use one panel.</param>
internal readonly record struct GemmBlocking(
    int MinRows,
    long MinFloats,
    int Stretch,
    int LongStretch,
    int Cols,
    int UnitTiles
)
{
    // The measured processors: Cascade Lake has an L1 of 32 KiB and issues four instructions per cycle, Zen 5 has 48 KiB and eight.
    private const int WideL1CacheBytes = 48 << 10;

    /// <summary>A panel of B stays in an L1 of 32 KiB, beside a tile's part of A.</summary>
    public static GemmBlocking Narrow { get; } = new(64, 1 << 13, 192, 512, 512, 16);

    /// <summary>Panels of B arrive from L2 in time, which avoids most of the passes over C.</summary>
    public static GemmBlocking Wide { get; } = new(256, 1 << 18, 1024, 1024, 1024, 8);

    /// <summary>The blocking for this processor.</summary>
    public static GemmBlocking Current { get; } = L1CacheBytes() >= WideL1CacheBytes ? Wide : Narrow;

    /// <summary>
    /// The size of the L1 data cache in bytes, as the processor reports it (CPUID, deterministic cache parameters); 0 if it does
    /// not.
    /// </summary>
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
