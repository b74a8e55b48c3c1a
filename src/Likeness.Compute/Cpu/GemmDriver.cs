using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>Runs a range of work units: finds each unit's panel and selects the tile for its rows.</summary>
internal static unsafe class GemmDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    // The maximum number of elements of a row of A to prefetch; the hardware prefetcher predicts longer rows.
    private const int MaxPrefetched = 512;

    // Floats of a cache line.
    private const int Line = 16;

    /// <summary>With 32 vector registers, 8 rows × 2 vectors of sums fit beside their operands; with 16, only 6.</summary>
    public static int TileRows => TLane.Width == 16 ? 8 : 6;

    public static int Tiles(int m, int n) => checked(RowTiles(m) * ((n + PanelCols(m) - 1) / PanelCols(m)));

    private static int RowTiles(int m) => (m + TileRows - 1) / TileRows;

    /// <summary>Whether <see cref="GemmWideTile{TLane}"/> computes all rows at once.</summary>
    private static bool IsWide(int m) => m <= (TLane.Width == 16 ? 4 : 2);

    /// <summary>The maximum number of columns in a block.</summary>
    public static int PanelCols(int m) =>
        TLane.Width
        * (
            !IsWide(m) ? 2
            : m <= (TLane.Width == 16 ? 2 : 1) ? 8
            : 4
        );

    /// <summary>Runs some work units.</summary>
    /// <param name="g">
    /// The matmul: changed meanwhile, and restored. A copy for each of many small matmuls, just after its fields were written, would take as long
    /// as a tile.
    /// </param>
    /// <param name="firstTile">The first unit.</param>
    /// <param name="endTile">The one after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref GemmArguments g, int firstTile, int endTile)
    {
        float* c = g.C;
        Tap* taps = g.Taps;
        int tapCount = g.TapCount;
        Tap origin = default;
        if (g.Taps == null)
        {
            // The tap is on this stack frame, which outlives the tiles.
            g.Taps = &origin;
            g.TapCount = 1;
        }

        int rowTiles = RowTiles(g.M);

        // Rows are distributed evenly: a tile of one or two would take as long as one of four.
        (int min, int longer) = Math.DivRem(g.M, Math.Max(1, rowTiles));
        int panelCols = PanelCols(g.M);
        bool wide = IsWide(g.M);
        int epilogueRow = -1;
        for (int tile = firstTile; tile < endTile; tile++)
        {
            int panel = tile / rowTiles;
            int position = tile - (panel * rowTiles);

            int rows = position < longer ? min + 1 : min;
            int row = (position * min) + Math.Min(position, longer);
            int col = panel * panelCols;
            int cols = Math.Min(panelCols, g.N - col);
            if (epilogueRow < 0)
            {
                epilogueRow = row;
                g.C = g.Block == null ? g.C : g.Block - (row * g.CRow) - col;
            }

            if (g.Fetch != null)
            {
                g.Fetch(g.EpilogueContext, g.Outer, row, rows, col, cols);
            }

            if (col == 0 && row + rows < g.M)
            {
                FetchRows(in g, row + rows, Math.Min(rows, g.M - row - rows));
            }

            if (wide)
            {
                GemmWideTile<TLane>.Run(in g, col, cols);
            }
            else
            {
                GemmTile<TLane>.Run(in g, row, rows, col, cols);
            }

            int done = row + rows - epilogueRow;
            if (g.Epilogue != null && (done >= g.EpilogueRows || row + rows == g.M || tile == endTile - 1))
            {
                g.Epilogue(g.EpilogueContext, g.Outer, epilogueRow, done, col, cols);
                epilogueRow = -1;
            }
        }

        g.C = c;
        g.Taps = taps;
        g.TapCount = tapCount;
    }

    /// <summary>Whole matmuls, one after another, with uniform strides between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunGroups(in GemmArguments arguments, int groups, nint nextA, nint nextB, nint nextC)
    {
        GemmArguments g = arguments;
        int panelCols = PanelCols(g.M);
        bool wide = IsWide(g.M);
        bool single = g.M == 1 && g.K == 1;
        for (int group = 0; group < groups; group++)
        {
            if (single)
            {
                DepthwiseTile<TLane>.Run(in g);
            }
            else
            {
                for (int col = 0; col < g.N; col += panelCols)
                {
                    int cols = Math.Min(panelCols, g.N - col);
                    if (wide)
                    {
                        GemmWideTile<TLane>.Run(in g, col, cols);
                        continue;
                    }

                    for (int row = 0; row < g.M; row += TileRows)
                    {
                        GemmTile<TLane>.Run(in g, row, Math.Min(TileRows, g.M - row), col, cols);
                    }
                }
            }

            g.A += nextA;
            g.B += nextB;
            g.C += nextC;
        }
    }

    /// <summary>Prefetches rows of A for the next tile; the hardware prefetcher handles long rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FetchRows(in GemmArguments g, int row, int rows)
    {
        if (!Sse.IsSupported || g.ACol != 1 || (long)g.K * g.TapCount > MaxPrefetched)
        {
            return;
        }

        for (int tap = 0; tap < g.TapCount; tap++)
        {
            float* line = g.A + (row * g.ARow) + g.Taps[tap].A;
            for (int i = 0; i < rows; i++, line += g.ARow)
            {
                for (int k = 0; k < g.K; k += Line)
                {
                    Sse.Prefetch0(line + k);
                }
            }
        }
    }
}
