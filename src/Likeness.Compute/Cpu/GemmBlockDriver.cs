using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The walk of a large product: the columns are cut into blocks, and the sums of a block into stretches of k. The part of B that
/// they need is copied, panel by panel, so that it fills half of the second-level cache and no two rows push one another out; each
/// tile of rows then meets all its panels while its part of A is in the first. Between stretches the sums rest in C.
/// </summary>
internal static unsafe class GemmBlockDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Sums longer than this rest in C.</summary>
    public const int Stretch = 1024;

    private const int Panels = 4;
    private const int UnitTiles = 16;
    private const int Line = 16;

    // A part of A that lies across is copied for this many tiles at once.
    private const int GroupTiles = 4;

    private static int TileRows => TLane.Width == 16 ? 8 : 6;

    private static int PanelCols => 2 * TLane.Width;

    /// <summary>The most columns of a block.</summary>
    public static int BlockCols => Panels * PanelCols;

    private static int UnitRows => UnitTiles * TileRows;

    private static int GroupRows => GroupTiles * TileRows;

    public static int ScratchFloats => Stretch * (BlockCols + GroupRows);

    public static int Units(int m, int n) => checked(RowUnits(m) * ColBlocks(n));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in GemmArguments g, int first, int end)
    {
        int rowUnits = RowUnits(g.M);
        int blocks = ColBlocks(g.N);
        while (first < end)
        {
            // Units of the same columns are done together, so that B is copied once for all.
            (int block, int unit) = Math.DivRem(first, rowUnits);
            int last = Math.Min(rowUnits, unit + end - first);
            int col = Start(g.N, block, blocks);
            Block(in g, unit * UnitRows, Math.Min(g.M, last * UnitRows), col, Start(g.N, block + 1, blocks));
            first += last - unit;
        }
    }

    /// <summary>Units one below the other, which need the same columns of B.</summary>
    public static int RowUnits(int m) => (m + UnitRows - 1) / UnitRows;

    private static int ColBlocks(int n) => (n + BlockCols - 1) / BlockCols;

    /// <summary>Where a block of columns begins: they are dealt out evenly, in whole panels.</summary>
    private static int Start(int n, int block, int blocks)
    {
        int panels = (n + PanelCols - 1) / PanelCols;
        return Math.Min(n, (int)((long)panels * block / blocks) * PanelCols);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(in GemmArguments g, int row, int endRow, int col, int endCol)
    {
        Tap origin = default;
        GemmArguments part = g;
        part.Taps = &origin;
        part.TapCount = 1;
        part.BRow = PanelCols;
        int taps = g.Taps == null ? 1 : g.TapCount;
        int stretches = (g.K + Stretch - 1) / Stretch;
        int parts = Math.Max(1, taps * stretches);
        for (int i = 0; i < parts; i++)
        {
            (int tap, int stretch) = Math.DivRem(i, stretches);
            int k = (int)((long)g.K * stretch / stretches);
            Tap offset = g.Taps == null || taps == 0 ? origin : g.Taps[tap];
            part.K = taps == 0 ? 0 : (int)((long)g.K * (stretch + 1) / stretches) - k;
            part.Accumulate = g.Accumulate || i > 0;
            part.Tail = i == parts - 1 ? g.Tail : null;
            part.A = g.A + offset.A + (k * g.ACol);
            CopyB(g.B + offset.B + (k * g.BRow) + col, g.BRow, part.K, endCol - col, g.Scratch);
            for (int r = row; r < endRow; r += GroupRows)
            {
                GemmArguments group = part;
                int rows = Math.Min(GroupRows, endRow - r);
                if (part.ACol != 1)
                {
                    float* copy = g.Scratch + (Stretch * BlockCols);
                    CopyA(part.A + (r * part.ARow), part.ARow, part.ACol, rows, part.K, copy);
                    group.A = copy - r;
                    group.ARow = 1;
                    group.ACol = GroupRows;
                }

                for (int tile = r; tile < r + rows; tile += TileRows)
                {
                    Tile(in group, tile, Math.Min(TileRows, r + rows - tile), col, endCol);
                }
            }
        }
    }

    /// <summary>A tile of rows in all columns of the block; meanwhile what comes next is asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(in GemmArguments part, int row, int rows, int col, int endCol)
    {
        GemmArguments g = part;
        float* panel = g.Scratch;
        int firstCol = col;
        g.C = g.Block == null ? g.C : g.Block - (row * g.CRow) - col;
        if (g.ACol == 1)
        {
            // Where the next rows begin; what follows, the processor then fetches by itself.
            Ask(g.A + ((row + rows) * g.ARow), g.ARow, rows);
        }

        while (col < endCol)
        {
            int cols = Math.Min(PanelCols, endCol - col);
            if (g.Block == null)
            {
                float* sums = g.C + (row * g.CRow) + col;
                Ask(col + cols < endCol ? sums + cols : sums + (rows * g.CRow) + firstCol - col, g.CRow, rows);
            }

            g.B = panel - col;
            GemmTile<TLane>.Run(in g, row, rows, col, cols);
            col += cols;
            panel += g.K * PanelCols;
        }

        if (g.Tail != null)
        {
            g.Tail(g.TailContext, g.Outer, row, rows, firstCol, endCol - firstCol);
        }
    }

    /// <summary>Asks for two lines of some rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ask(float* place, nint step, int rows)
    {
        for (int i = 0; Sse.IsSupported && i < rows; i++, place += step)
        {
            Sse.Prefetch0(place);
            Sse.Prefetch0(place + Line);
        }
    }

    /// <summary>Copies the block of B as panels of two vectors of columns, each with its rows behind one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyB(float* b, nint bRow, int k, int cols, float* copy)
    {
        nint panel = (nint)k * PanelCols;
        for (int i = 0; i < k; i++, b += bRow, copy += PanelCols)
        {
            float* place = copy;
            for (int c = 0; c < cols; c += PanelCols, place += panel)
            {
                TLane.Load(b + c).Store(place);
                if (cols - c > TLane.Width)
                {
                    TLane.Load(b + c + TLane.Width).Store(place + TLane.Width);
                }
            }
        }
    }

    /// <summary>Copies rows of A that are neighbours across, or nowhere, so that they are neighbours across.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyA(float* a, nint aRow, nint aCol, int rows, int k, float* copy)
    {
        int whole = aRow == 1 ? rows / TLane.Width * TLane.Width : 0;
        for (int i = 0; i < k; i++, a += aCol, copy += GroupRows)
        {
            for (int r = 0; r < whole; r += TLane.Width)
            {
                TLane.Load(a + r).Store(copy + r);
            }

            for (int r = whole; r < rows; r++)
            {
                copy[r] = a[r * aRow];
            }
        }
    }
}
