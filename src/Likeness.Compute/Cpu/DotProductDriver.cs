using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Runs a range of work units. A unit is a tile of rows in all columns, so that weights are loaded once. A long list of taps is
/// split into parts for the same reason, each run for all units.
/// </summary>
internal static unsafe class DotProductDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    private const int EpilogueElements = 1024;

    private const int TileCols = 2;

    // Floats of a tile's rows that stay in L1 while all columns use them; half of it if the next rows are prefetched meanwhile.
    private const int NearFloats = 8192;

    public static int Units(in DotProductArguments g) => (g.M + TileRows(g.N) - 1) / TileRows(g.N);

    /// <summary>With 32 vector registers, 8 rows × 2 columns of sums fit beside their operands; with 16, half of that.</summary>
    private static int TileRows(int n) =>
        n == 1 ? MatrixVectorTile<TLane>.Rows
        : TLane.Width == 16 ? 8
        : 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in DotProductArguments arguments, int first, int end)
    {
        DotProductArguments g = arguments;
        Tap origin = default;
        if (g.Taps == null)
        {
            // The tap is on this stack frame, which outlives the tiles.
            g.Taps = &origin;
            g.TapCount = 1;
        }

        Tap* taps = g.Taps;
        int tapCount = g.TapCount;
        int tileRows = TileRows(g.N);
        int near = g.IsFar ? NearFloats / 2 : NearFloats;
        int tapsAtOnce = g.N > TileCols ? Math.Max(1, near / Math.Max(1, tileRows * g.K)) : Math.Max(1, tapCount);
        int tap = 0;
        do
        {
            g.Taps = taps + tap;
            g.TapCount = Math.Min(tapsAtOnce, tapCount - tap);
            g.Accumulate = tap > 0;
            tap += tapsAtOnce;
            RunUnits(in g, first, end, isLast: tap >= tapCount, asks: g.IsFar && tap + tapsAtOnce <= tapCount);
        } while (tap < tapCount);
    }

    /// <summary>Sums some of the taps for all units; after the last taps, blocks are finished.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunUnits(in DotProductArguments arguments, int first, int end, bool isLast, bool asks)
    {
        DotProductArguments g = arguments;
        int tileRows = TileRows(g.N);
        int epilogueRows = Math.Max(tileRows, EpilogueElements / Math.Max(1, g.N) / tileRows * tileRows);
        if (g.N == 1)
        {
            int endRow = Math.Min(g.M, end * tileRows);
            for (int row = first * tileRows; row < endRow; row += epilogueRows)
            {
                int rows = Math.Min(epilogueRows, endRow - row);
                if (g.M == 1)
                {
                    SingleDot<TLane>.Run(in g);
                }
                else
                {
                    MatrixVectorTile<TLane>.Run(in g, row, rows);
                }

                if (isLast && g.Epilogue != null)
                {
                    g.Epilogue(g.EpilogueContext, g.Outer, row, rows, 0, 1);
                }
            }

            return;
        }

        int epilogueRow = first * tileRows;
        for (int unit = first; unit < end; unit++)
        {
            int row = unit * tileRows;
            int rows = Math.Min(tileRows, g.M - row);
            for (int col = 0; col < g.N; col += TileCols)
            {
                // Each pair of columns prefetches different rows; the first tile of rows prefetches the columns, which all tiles share.
                g.PrefetchRow = asks && col < tileRows ? col : -1;
                g.PrefetchesColumns = asks && unit == first;
                DotTile<TLane>.Run(in g, row, rows, col, Math.Min(TileCols, g.N - col));
            }

            int done = row + rows - epilogueRow;
            if (isLast && g.Epilogue != null && (done >= epilogueRows || unit == end - 1))
            {
                g.Epilogue(g.EpilogueContext, g.Outer, epilogueRow, done, 0, g.N);
                epilogueRow = row + rows;
            }
        }
    }
}
