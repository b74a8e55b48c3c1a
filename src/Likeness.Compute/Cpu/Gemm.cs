namespace Likeness.Compute.Cpu;

/// <summary>
/// The matrix product, cut into work units of one register tile each: panels of two vectors of columns (more where there
/// are few rows), and within a panel the tiles of rows in order, so that a range of units mostly stays in one panel of B. A large
/// product is cut into larger units, each a number of tiles in several panels. An element of C is one chain of
/// multiply-adds over the taps, and in each over k = 0 … K − 1, whatever the cut.
/// </summary>
internal static unsafe class Gemm
{
    /// <summary>The most elements of a block that a tail is called on: 39 rows of 32 columns or 8 of 128, and a little room.</summary>
    public const int BlockFloats = 1280;

    /// <summary>The rows of tiles that a tail takes at once, unless told otherwise.</summary>
    public const int EpilogueRows = 32;

    /// <summary>The rows of tiles that a tail had better take at once where they are its columns: runs of memory of eight lines.</summary>
    public const int LongEpilogueRows = 128;

    /// <summary>The most elements of a block of so many rows: one tile more, less a row.</summary>
    public const int LongBlockFloats = 4352;

    // With fewer columns, B is one panel that lies together already.
    private const int LargeCols = 64;

    private static GemmBlocking Blocking => GemmBlocking.Current;

    /// <summary>Whether sums rest in C while others are computed, so that <see cref="GemmArguments.Block"/> cannot take them.</summary>
    public static bool RestsInResult(int m, int n, int k, int taps) =>
        IsLarge(m, n, k) && GemmBlockDriver<Lane512>.RestsInResult(k, taps, Blocking);

    /// <summary>The most columns of a block that a tail is called on.</summary>
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

    /// <summary>How many units in a row use the same copy of B; 1 where nothing is copied.</summary>
    public static int Grain(int m, int n, int k, InstructionSet set) =>
        !IsLarge(m, n, k)
            ? 1
            : set switch
            {
                InstructionSet.Avx512 => GemmBlockDriver<Lane512>.RowUnits(m, Blocking),
                InstructionSet.Avx2 => GemmBlockDriver<Lane256>.RowUnits(m, Blocking),
                _ => GemmBlockDriver<Lane128>.RowUnits(m, Blocking),
            };

    /// <summary>How many floats of <see cref="GemmArguments.Scratch"/> a worker needs for a product of this size or smaller; 0 for most.</summary>
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
    public static void Run(in GemmArguments arguments, int firstTile, int endTile, InstructionSet set)
    {
        switch (set)
        {
            case InstructionSet.Avx512:
                Run<Lane512>(in arguments, firstTile, endTile);
                break;
            case InstructionSet.Avx2:
                Run<Lane256>(in arguments, firstTile, endTile);
                break;
            default:
                Run<Lane128>(in arguments, firstTile, endTile);
                break;
        }
    }

    /// <summary>Computes products of the same extents and taps whose operands and results lie evenly apart; no tail follows.</summary>
    /// <param name="arguments">The first of them.</param>
    /// <param name="groups">How many.</param>
    /// <param name="nextA">From one's A to the next one's.</param>
    /// <param name="nextB">The same of B.</param>
    /// <param name="nextC">The same of C.</param>
    /// <param name="set">The instructions.</param>
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

    private static void Run<TLane>(in GemmArguments arguments, int firstTile, int endTile)
        where TLane : struct, ILane<TLane>
    {
        if (IsLarge(arguments.M, arguments.N, arguments.K))
        {
            GemmBlockDriver<TLane>.Run(in arguments, Blocking, firstTile, endTile);
        }
        else
        {
            GemmDriver<TLane>.Run(in arguments, firstTile, endTile);
        }
    }
}
