using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>Walks a range of work units: a unit is a tile of rows in all columns, so that weights are fetched once.</summary>
internal static unsafe class DotProductDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    private const int TailElements = 1024;

    private const int TileCols = 2;

    public static int Units(in DotProductArguments g) => (g.M + TileRows(g.N) - 1) / TileRows(g.N);

    /// <summary>With 32 vector registers 8 rows × 2 columns of sums fit beside their operands, with 16 only half.</summary>
    private static int TileRows(int n) => TLane.Width == 16 || n == 1 ? 8 : 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in DotProductArguments arguments, int first, int end)
    {
        DotProductArguments g = arguments;
        Tap origin = default;
        if (g.Taps == null)
        {
            // The tap lies on this stack frame, which outlives the tiles.
            g.Taps = &origin;
            g.TapCount = 1;
        }

        int tileRows = TileRows(g.N);
        int tailRows = Math.Max(tileRows, TailElements / Math.Max(1, g.N) / tileRows * tileRows);
        int tailRow = first * tileRows;
        for (int unit = first; unit < end; unit++)
        {
            int row = unit * tileRows;
            int rows = Math.Min(tileRows, g.M - row);
            for (int col = 0; col < g.N; col += TileCols)
            {
                DotTile<TLane>.Run(in g, row, rows, col, Math.Min(TileCols, g.N - col));
            }

            int done = row + rows - tailRow;
            if (g.Tail != null && (done >= tailRows || unit == end - 1))
            {
                g.Tail(g.TailContext, g.Outer, tailRow, done, 0, g.N);
                tailRow = row + rows;
            }
        }
    }
}
