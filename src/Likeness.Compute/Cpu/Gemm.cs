namespace Likeness.Compute.Cpu;

/// <summary>
/// The matrix product, cut into work units of one register tile each: panels of two vectors of columns (more where there
/// are few rows), and within a panel
/// the tiles of rows in order, so that a range of units mostly stays in one panel of B. An element of C is one chain of
/// multiply-adds over the taps, and in each over k = 0 … K − 1, whatever the cut.
/// </summary>
internal static unsafe class Gemm
{
    /// <summary>The most elements of a block that a tail is called on: 39 rows of 32 columns, and a little room.</summary>
    public const int BlockFloats = 1280;

    /// <summary>The most columns of a block.</summary>
    public static int BlockCols(int m, InstructionSet set) =>
        set switch
        {
            InstructionSet.Avx512 => GemmDriver<Lane512>.PanelCols(m),
            InstructionSet.Avx2 => GemmDriver<Lane256>.PanelCols(m),
            _ => GemmDriver<Lane128>.PanelCols(m),
        };

    /// <summary>The number of work units.</summary>
    public static int Tiles(int m, int n, InstructionSet set) =>
        set switch
        {
            InstructionSet.Avx512 => GemmDriver<Lane512>.Tiles(m, n),
            InstructionSet.Avx2 => GemmDriver<Lane256>.Tiles(m, n),
            _ => GemmDriver<Lane128>.Tiles(m, n),
        };

    /// <summary>Computes the units firstTile … endTile − 1.</summary>
    public static void Run(in GemmArguments arguments, int firstTile, int endTile, InstructionSet set)
    {
        switch (set)
        {
            case InstructionSet.Avx512:
                GemmDriver<Lane512>.Run(in arguments, firstTile, endTile);
                break;
            case InstructionSet.Avx2:
                GemmDriver<Lane256>.Run(in arguments, firstTile, endTile);
                break;
            default:
                GemmDriver<Lane128>.Run(in arguments, firstTile, endTile);
                break;
        }
    }
}
