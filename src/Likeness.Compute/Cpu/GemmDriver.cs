using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>Walks a range of work units: finds each unit's panel, pads a ragged one, and picks the tile for its rows.</summary>
internal static unsafe class GemmDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>With 32 vector registers 8 rows × 2 vectors of sums fit beside their operands, with 16 only 6.</summary>
    private static int TileRows => TLane.Width == 16 ? 8 : 6;

    private static int PanelCols => 2 * TLane.Width;

    private const int TailRows = 32;

    public static int Tiles(int m, int n) => checked((m + TileRows - 1) / TileRows * ((n + PanelCols - 1) / PanelCols));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in GemmArguments g, int firstTile, int endTile)
    {
        int rowTiles = (g.M + TileRows - 1) / TileRows;
        bool packed = false;
        int tailRow = -1;
        for (int tile = firstTile; tile < endTile; tile++)
        {
            int panel = tile / rowTiles;
            int row = (tile - (panel * rowTiles)) * TileRows;
            int col = panel * PanelCols;
            int rows = Math.Min(TileRows, g.M - row);
            int cols = Math.Min(PanelCols, g.N - col);
            float* b = g.B + col;
            nint bRow = g.BRow;
            int vectors = cols > TLane.Width ? 2 : 1;
            int lastCount = cols - ((vectors - 1) * TLane.Width);
            if (lastCount < TLane.Width)
            {
                bRow = vectors * TLane.Width;
                if (!packed)
                {
                    // Only the last panel is ragged.
                    Pack(b, g.BRow, g.K, cols, (int)bRow, g.Scratch);
                    packed = true;
                }

                b = g.Scratch;
            }

            if (g.Prepare != null)
            {
                g.Prepare(g.TailContext, row, rows, col, cols);
            }

            GemmTile<TLane>.Run(
                rows,
                vectors,
                g.A + (row * g.ARow),
                g.ARow,
                g.ACol,
                b,
                bRow,
                g.K,
                g.C + (row * g.CRow) + col,
                g.CRow,
                lastCount
            );
            // The tail takes several tiles at once, which spreads the cost of its calls; they are still in the nearest cache.
            tailRow = tailRow < 0 ? row : tailRow;
            int done = row + rows - tailRow;
            if (g.Tail != null && (done >= TailRows || row + rows == g.M || tile == endTile - 1))
            {
                g.Tail(g.TailContext, tailRow, done, col, cols);
                tailRow = -1;
            }
        }
    }

    /// <summary>Copies a panel narrower than its vectors, zeros beside it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(float* b, nint bRow, int k, int cols, int paddedCols, float* scratch)
    {
        TLane zero = TLane.Create(0);
        for (int i = 0; i < k; i++)
        {
            float* source = b + (i * bRow);
            float* target = scratch + ((nint)i * paddedCols);
            int c = 0;
            for (; c + TLane.Width <= cols; c += TLane.Width)
            {
                TLane.Load(source + c).Store(target + c);
            }

            TLane.LoadPartial(source + c, cols - c, zero).Store(target + c);
        }
    }
}
