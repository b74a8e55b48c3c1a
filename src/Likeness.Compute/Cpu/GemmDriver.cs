using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>Walks a range of work units: finds each unit's panel and picks the tile for its rows.</summary>
internal static unsafe class GemmDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>With 32 vector registers 8 rows × 2 vectors of sums fit beside their operands, with 16 only 6.</summary>
    private static int TileRows => TLane.Width == 16 ? 8 : 6;

    private static int PanelCols => 2 * TLane.Width;

    private const int TailRows = 32;

    public static int Tiles(int m, int n) => checked((m + TileRows - 1) / TileRows * ((n + PanelCols - 1) / PanelCols));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in GemmArguments arguments, int firstTile, int endTile)
    {
        GemmArguments g = arguments;
        Tap origin = default;
        if (g.Taps == null)
        {
            // The tap lies on this stack frame, which outlives the tiles.
            g.Taps = &origin;
            g.TapCount = 1;
        }

        int rowTiles = (g.M + TileRows - 1) / TileRows;
        int tailRow = -1;
        for (int tile = firstTile; tile < endTile; tile++)
        {
            int panel = tile / rowTiles;
            int row = (tile - (panel * rowTiles)) * TileRows;
            int col = panel * PanelCols;
            int rows = Math.Min(TileRows, g.M - row);
            int cols = Math.Min(PanelCols, g.N - col);
            if (g.Prepare != null)
            {
                g.Prepare(g.TailContext, g.Outer, row, rows, col, cols);
            }

            GemmTile<TLane>.Run(in g, row, rows, col, cols);

            // The tail takes several tiles at once, which spreads the cost of its calls; they are still in the nearest cache.
            tailRow = tailRow < 0 ? row : tailRow;
            int done = row + rows - tailRow;
            if (g.Tail != null && (done >= TailRows || row + rows == g.M || tile == endTile - 1))
            {
                g.Tail(g.TailContext, g.Outer, tailRow, done, col, cols);
                tailRow = -1;
            }
        }
    }
}
