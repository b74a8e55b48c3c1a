using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The blocked matmul for a B that many rows read: Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication".
/// The columns are split into blocks, and the sums of a block into stretches. The part of B for a stretch is packed panel by panel,
/// so that one panel stays in L1 while the tiles of some rows use it. Between stretches the partial sums are stored in C.
/// </summary>
internal static unsafe class GemmBlockDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    // With fewer columns, packing A does not pay off.
    private const int WorthCopyCols = 256;

    // Padding between the rows of a copy, which avoids cache conflicts: an odd number of lines.
    private const int Gap = 16;

    // The maximum number of separate taps in a stretch; with more taps the stretch is shorter.
    private const int MaxTaps = 64;

    private const int Line = 16;

    private static int TileRows => GemmDriver<TLane>.TileRows;

    /// <summary>The maximum number of columns of a block that an epilogue is called on.</summary>
    public static int PanelCols => 2 * TLane.Width;

    /// <summary>Memory for the packed copies of B and of some rows of A.</summary>
    public static int ScratchFloats(int n, in GemmBlocking blocking)
    {
        int rows = UnitRows(blocking);
        int stretch = blocking.LongStretch;
        int copyOfA = n < WorthCopyCols ? 0 : Math.Max((stretch + Gap) * rows, stretch * (rows + Gap));
        return CopyOfB(n, blocking) + copyOfA;
    }

    /// <summary>Whether a sum is longer than one stretch.</summary>
    public static bool RestsInResult(int k, int taps, in GemmBlocking blocking) =>
        (long)k * taps > blocking.LongStretch || taps > MaxTaps;

    public static int Units(int m, int n, in GemmBlocking blocking) =>
        checked(RowUnits(m, blocking) * ColBlocks(n, blocking));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in GemmArguments g, in GemmBlocking blocking, int first, int end)
    {
        int rowUnits = RowUnits(g.M, blocking);
        int blocks = ColBlocks(g.N, blocking);
        while (first < end)
        {
            // Units of the same columns run together, so that B is packed once for all.
            (int block, int unit) = Math.DivRem(first, rowUnits);
            int last = Math.Min(rowUnits, unit + end - first);
            Block(in g, blocking, unit, last, Start(g.N, block, blocks), Start(g.N, block + 1, blocks));
            first += last - unit;
        }
    }

    /// <summary>Vertically adjacent units, which need the same columns of B.</summary>
    public static int RowUnits(int m, in GemmBlocking blocking) => (m + UnitRows(blocking) - 1) / UnitRows(blocking);

    private static int UnitRows(in GemmBlocking blocking) => blocking.UnitTiles * TileRows;

    private static int Panels(int n) => (n + PanelCols - 1) / PanelCols;

    private static int BlockCols(in GemmBlocking blocking) => blocking.Cols / PanelCols * PanelCols;

    private static int ColBlocks(int n, in GemmBlocking blocking) =>
        (n + BlockCols(blocking) - 1) / BlockCols(blocking);

    private static int CopyOfB(int n, in GemmBlocking blocking) =>
        blocking.LongStretch * Math.Min(BlockCols(blocking), Panels(n) * PanelCols);

    /// <summary>The first column of a block; columns are distributed evenly, in whole panels.</summary>
    private static int Start(int n, int block, int blocks) =>
        Math.Min(n, (int)((long)Panels(n) * block / blocks) * PanelCols);

    /// <summary>Some units of one block of columns, stretch by stretch of the sums.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(
        in GemmArguments g,
        in GemmBlocking blocking,
        int firstUnit,
        int endUnit,
        int col,
        int endCol
    )
    {
        int unitRows = UnitRows(blocking);
        Tap origin = default;
        Tap* taps = g.Taps == null ? &origin : g.Taps;
        int tapCount = g.Taps == null ? 1 : g.TapCount;
        int max = g.Block == null ? blocking.Stretch : blocking.LongStretch;
        Tap* pieces = stackalloc Tap[MaxTaps];
        GemmArguments part = g;
        part.Taps = pieces;
        part.BRow = PanelCols;
        part.Prefetch = 0;
        part.Epilogue = null;
        part.Fetch = null;

        // Short taps are processed several at once, long ones in even parts.
        int parts = (g.K + max - 1) / max;
        int together = Math.Clamp(parts > 1 ? 1 : max / Math.Max(1, g.K), 1, MaxTaps);
        int stretches = Math.Max(1, parts > 1 ? tapCount * parts : (tapCount + together - 1) / together);
        for (int i = 0; i < stretches; i++)
        {
            (int tap, int piece) = parts > 1 ? Math.DivRem(i, parts) : ((int)((long)tapCount * i / stretches), 0);
            int endTap = parts > 1 ? Math.Min(tapCount, tap + 1) : (int)((long)tapCount * (i + 1) / stretches);
            int k = (int)((long)g.K * piece / Math.Max(1, parts));
            part.K = (int)((long)g.K * (piece + 1) / Math.Max(1, parts)) - k;
            part.TapCount = endTap - tap;
            part.Accumulate = g.Accumulate || i > 0;
            if (i == stretches - 1)
            {
                part.Epilogue = g.Epilogue;
                part.Fetch = g.Fetch;
            }

            int rows = part.K * part.TapCount;
            for (int t = 0; t < part.TapCount; t++)
            {
                Tap from = taps[tap + t];
                pieces[t] = new Tap { A = from.A + (k * g.ACol), B = (nint)t * part.K * PanelCols };
                float* b = g.B + from.B + (k * g.BRow) + col;
                CopyB(b, g.BRow, part.K, endCol - col, g.Scratch + pieces[t].B, (nint)rows * PanelCols);
            }

            for (int unit = firstUnit; unit < endUnit; unit++)
            {
                GemmArguments own = part;
                Tap near = default;
                int row = unit * unitRows;
                int endRow = Math.Min(g.M, row + unitRows);
                if (endCol - col >= WorthCopyCols)
                {
                    CopyA(ref own, &near, row, endRow - row, unitRows + Gap, g.Scratch + CopyOfB(g.N, blocking));
                }

                Unit(in own, row, endRow, col, endCol, rows);
            }
        }
    }

    /// <summary>Some rows in all columns of a block, panel by panel.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Unit(in GemmArguments stretch, int row, int endRow, int col, int endCol, int inner)
    {
        GemmArguments g = stretch;
        float* panel = g.Scratch;
        float* sums = g.C;
        for (; col < endCol; col += PanelCols, panel += (nint)inner * PanelCols)
        {
            int cols = Math.Min(PanelCols, endCol - col);
            int epilogueRow = row;
            g.B = panel - col;
            g.C = g.Block == null ? sums : g.Block - (row * g.CRow) - col;
            for (int tile = row; tile < endRow; )
            {
                int rows = Math.Min(TileRows, endRow - tile);
                if (g.Block == null)
                {
                    Prefetch(sums + ((tile + rows) * g.CRow) + col, g.CRow, rows);
                }

                if (g.Fetch != null)
                {
                    g.Fetch(g.EpilogueContext, g.Outer, tile, rows, col, cols);
                }

                GemmTile<TLane>.Run(in g, tile, rows, col, cols);
                tile += rows;
                if (g.Epilogue != null && (tile - epilogueRow >= g.EpilogueRows || tile == endRow))
                {
                    g.Epilogue(g.EpilogueContext, g.Outer, epilogueRow, tile - epilogueRow, col, cols);
                    epilogueRow = tile;
                    g.C = g.Block == null ? sums : g.Block - (tile * g.CRow) - col;
                }
            }
        }
    }

    /// <summary>Prefetches two lines of some rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(float* position, nint step, int rows)
    {
        for (int i = 0; Sse.IsSupported && i < rows; i++, position += step)
        {
            Sse.Prefetch0(position);
            Sse.Prefetch0(position + Line);
        }
    }

    /// <summary>Packs rows of B into panels of two vectors of columns; the rows of a panel are contiguous.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyB(float* b, nint bRow, int rows, int cols, float* copy, nint panel)
    {
        for (int i = 0; i < rows; i++, b += bRow, copy += PanelCols)
        {
            float* position = copy;
            for (int c = 0; c < cols; c += PanelCols, position += panel)
            {
                TLane.Load(b + c).Store(position);
                if (cols - c > TLane.Width)
                {
                    TLane.Load(b + c + TLane.Width).Store(position + TLane.Width);
                }
            }
        }
    }

    /// <summary>
    /// Packs the rows of A that a stretch needs, its taps one after another, and sets the matmul's pointers to the copy.
    /// </summary>
    private static void CopyA(ref GemmArguments g, Tap* near, int row, int rows, nint acrossPitch, float* copy)
    {
        bool across = g.ARow == 1;
        int inner = g.K * g.TapCount;
        nint pitch = across ? acrossPitch : ((inner + Line - 1) / Line * Line) | Gap;
        (nint rowStep, nint step) = across ? ((nint)1, pitch) : (pitch, 1);
        for (int t = 0; t < g.TapCount; t++)
        {
            float* from = g.A + g.Taps[t].A + (row * g.ARow);
            float* to = copy + (t * g.K * step);
            if (across)
            {
                CopyLines(from, g.ACol, g.K, rows, to, pitch);
            }
            else if (g.ACol == 1)
            {
                CopyLines(from, g.ARow, rows, g.K, to, pitch);
            }
            else
            {
                CopyElements(from, g.ARow, g.ACol, rows, g.K, to, pitch);
            }
        }

        g.A = copy - (row * rowStep);
        (g.ARow, g.ACol) = (rowStep, step);
        (g.K, g.TapCount) = (inner, 1);
        g.Taps = near;
    }

    /// <summary>Copies contiguous lines, one at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyLines(float* from, nint step, int lines, int length, float* to, nint pitch)
    {
        int whole = length / TLane.Width * TLane.Width;
        for (int i = 0; i < lines; i++, from += step, to += pitch)
        {
            for (int j = 0; j < whole; j += TLane.Width)
            {
                TLane.Load(from + j).Store(to + j);
            }

            for (int j = whole; j < length; j++)
            {
                to[j] = from[j];
            }
        }
    }

    /// <summary>Copies rows whose elements are strided.</summary>
    private static void CopyElements(float* from, nint row, nint step, int rows, int length, float* to, nint pitch)
    {
        for (int i = 0; i < rows; i++, from += row, to += pitch)
        {
            for (int j = 0; j < length; j++)
            {
                to[j] = from[j * step];
            }
        }
    }
}
