namespace Likeness.Compute.Cpu;

/// <summary>
/// Matrix multiplication (GEMM). Work units are single register tiles: panels of two vectors of columns (more for few rows), and within a
/// panel the tiles of rows in order, so that a range of units mostly stays in one panel of B. A large matmul is split into larger
/// units, each several tiles in several panels. An element of C is one chain of multiply-adds over the taps and over k = 0 … K − 1
/// within a tap. The order does not depend on the split.
/// </summary>
internal static unsafe class Gemm
{
    /// <summary>
    /// The maximum number of elements of a block that an epilogue is called on: 39 rows of 32 columns or 8 of 128, with some spare
    /// room.
    /// </summary>
    public const int BlockFloats = 1280;

    /// <summary>The rows of tiles that an epilogue processes at once by default.</summary>
    public const int EpilogueRows = 32;

    /// <summary>
    /// The rows of tiles that an epilogue should process at once if they are its columns: memory runs of eight cache lines.
    /// </summary>
    public const int LongEpilogueRows = 128;

    /// <summary>The maximum number of elements of a block with this number of rows: one more tile, less a row.</summary>
    public const int LongBlockFloats = 4352;

    // With fewer columns, B is a single panel, which is contiguous already.
    private const int LargeCols = 64;

    private static GemmBlocking Blocking => GemmBlocking.Current;

    /// <summary>
    /// Whether partial sums are stored in C while others are computed, which excludes <see cref="GemmArguments.Block"/>.
    /// </summary>
    public static bool RestsInResult(int m, int n, int k, int taps) =>
        IsLarge(m, n, k) && GemmBlockDriver<Lane512>.RestsInResult(k, taps, Blocking);

    /// <summary>The maximum number of columns of a block that an epilogue is called on.</summary>
    public static int BlockCols(int m, int n, int k, InstructionSet set) =>
        set switch
        {
            InstructionSet.Avx512 => BlockCols<Lane512>(m, n, k),
            InstructionSet.Avx2 => BlockCols<Lane256>(m, n, k),
            _ => BlockCols<Lane128>(m, n, k),
        };

    /// <summary>The number of work units.</summary>
    public static int Tiles(int m, int n, int k, InstructionSet set) =>
        set switch
        {
            InstructionSet.Avx512 => Tiles<Lane512>(m, n, k),
            InstructionSet.Avx2 => Tiles<Lane256>(m, n, k),
            _ => Tiles<Lane128>(m, n, k),
        };

    /// <summary>The number of consecutive units that use the same copy of B; 1 if nothing is copied.</summary>
    public static int Grain(int m, int n, int k, InstructionSet set) =>
        !IsLarge(m, n, k)
            ? 1
            : set switch
            {
                InstructionSet.Avx512 => GemmBlockDriver<Lane512>.RowUnits(m, Blocking),
                InstructionSet.Avx2 => GemmBlockDriver<Lane256>.RowUnits(m, Blocking),
                _ => GemmBlockDriver<Lane128>.RowUnits(m, Blocking),
            };

    /// <summary>
    /// The number of floats of <see cref="GemmArguments.Scratch"/> that a worker needs for a matmul of this size or smaller; 0 for
    /// most.
    /// </summary>
    public static int ScratchFloats(int m, int n, int k, InstructionSet set) =>
        !IsLarge(m, n, k)
            ? 0
            : set switch
            {
                InstructionSet.Avx512 => GemmBlockDriver<Lane512>.ScratchFloats(n, Blocking),
                InstructionSet.Avx2 => GemmBlockDriver<Lane256>.ScratchFloats(n, Blocking),
                _ => GemmBlockDriver<Lane128>.ScratchFloats(n, Blocking),
            };

    /// <summary>Computes the units firstTile … endTile − 1.</summary>
    public static void Run(ref GemmArguments arguments, int firstTile, int endTile, InstructionSet set)
    {
        switch (set)
        {
            case InstructionSet.Avx512:
                Run<Lane512>(ref arguments, firstTile, endTile);
                break;
            case InstructionSet.Avx2:
                Run<Lane256>(ref arguments, firstTile, endTile);
                break;
            default:
                Run<Lane128>(ref arguments, firstTile, endTile);
                break;
        }
    }

    /// <summary>
    /// Computes matmuls of the same extents and taps whose operands and results have uniform strides; without epilogue.
    /// </summary>
    /// <param name="arguments">The first matmul.</param>
    /// <param name="groups">The number of matmuls.</param>
    /// <param name="nextA">The stride from one A to the next.</param>
    /// <param name="nextB">The stride from one B to the next.</param>
    /// <param name="nextC">The stride from one C to the next.</param>
    /// <param name="set">The instruction set.</param>
    public static void RunGroups(
        in GemmArguments arguments,
        int groups,
        nint nextA,
        nint nextB,
        nint nextC,
        InstructionSet set
    )
    {
        switch (set)
        {
            case InstructionSet.Avx512:
                GemmDriver<Lane512>.RunGroups(in arguments, groups, nextA, nextB, nextC);
                break;
            case InstructionSet.Avx2:
                GemmDriver<Lane256>.RunGroups(in arguments, groups, nextA, nextB, nextC);
                break;
            default:
                GemmDriver<Lane128>.RunGroups(in arguments, groups, nextA, nextB, nextC);
                break;
        }
    }

    private static bool IsLarge(int m, int n, int k) =>
        m >= Blocking.MinRows && n >= LargeCols && (long)n * k >= Blocking.MinFloats;

    private static int BlockCols<TLane>(int m, int n, int k)
        where TLane : struct, ILane<TLane> =>
        IsLarge(m, n, k) ? GemmBlockDriver<TLane>.PanelCols : GemmDriver<TLane>.PanelCols(m);

    private static int Tiles<TLane>(int m, int n, int k)
        where TLane : struct, ILane<TLane> =>
        IsLarge(m, n, k) ? GemmBlockDriver<TLane>.Units(m, n, Blocking) : GemmDriver<TLane>.Tiles(m, n);

    private static void Run<TLane>(ref GemmArguments arguments, int firstTile, int endTile)
        where TLane : struct, ILane<TLane>
    {
        if (IsLarge(arguments.M, arguments.N, arguments.K))
        {
            GemmBlockDriver<TLane>.Run(in arguments, Blocking, firstTile, endTile);
        }
        else
        {
            GemmDriver<TLane>.Run(ref arguments, firstTile, endTile);
        }
    }
}
