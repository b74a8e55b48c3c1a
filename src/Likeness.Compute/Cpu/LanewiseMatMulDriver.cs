using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>Runs a range of work units: all tiles of the result in one vector of lanes, then in the next.</summary>
internal static unsafe class LanewiseMatMulDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>With 32 vector registers, 5 × 5 sums fit beside their operands; with 16, only 3 × 3.</summary>
    private static int TileExtent => TLane.Width == 16 ? 5 : 3;

    public static int Units(in LanewiseMatMulArguments g) =>
        checked((g.Lanes + TLane.Width - 1) / TLane.Width * Tiles(g.M) * Tiles(g.N));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in LanewiseMatMulArguments arguments, int first, int end)
    {
        LanewiseMatMulArguments g = arguments;
        Tap origin = default;
        if (g.Taps == null)
        {
            // The tap is on this stack frame, which outlives the tiles.
            g.Taps = &origin;
            g.TapCount = 1;
        }

        int rowTiles = Tiles(g.M);
        int colTiles = Tiles(g.N);
        for (int unit = first; unit < end; unit++)
        {
            (int rest, int colTile) = Math.DivRem(unit, colTiles);
            (int vector, int rowTile) = Math.DivRem(rest, rowTiles);
            int row = Start(g.M, rowTile, rowTiles);
            int col = Start(g.N, colTile, colTiles);
            LanewiseTile<TLane>.Run(
                in g,
                row,
                Start(g.M, rowTile + 1, rowTiles) - row,
                col,
                Start(g.N, colTile + 1, colTiles) - col,
                vector * TLane.Width
            );
        }
    }

    private static int Tiles(int extent) => (extent + TileExtent - 1) / TileExtent;

    /// <summary>The start of a tile; rows and columns are distributed evenly, since the squarest tile loads least.</summary>
    private static int Start(int extent, int tile, int tiles) => (int)((long)extent * tile / tiles);
}
