using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Convolutions by <see cref="WinogradTransforms{TLane}"/>, cut into units of some neighbouring tiles of the result in some vectors of samples: their
/// patches, transformed, and the products stay in a core's own cache where they are few.
/// </summary>
internal static unsafe class WinogradDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    // Floats of patches and products of a unit: most of a second cache of 1 MiB.
    private const int UnitFloats = 192 * 1024;

    // Channels of the result whose products are there at once.
    private const int MostRows = 128;

    // Rows of a block, channels of the result that are made of their products, and handed to a tail, together.
    private const int BlockRows = 32;

    // Between matrices, so that they do not push one another out: an odd number of lines.
    private const int Gap = 16;

    private const int Side = WinogradForm.Side;
    private const int Matrices = WinogradForm.Matrices;
    private const int Tile = WinogradForm.Tile;
    private const int Pixels = Tile * Tile;

    // Channels that are summed up one after another: so the error does not grow beyond, and from 256 channels on is that of sums of products one by one.
    private const int Chain = 64;

    // Of a tail, which is called on blocks of the result.
    private static int BlockLanes => 2 * TLane.Width;

    /// <summary>How many units there are.</summary>
    public static int Units(in WinogradArguments a) =>
        checked(TileRows(in a) * Groups(in a) * ((a.N + MostLanes(in a) - 1) / MostLanes(in a)) * a.Parts);

    /// <summary>The private memory of a worker.</summary>
    public static int ScratchFloats(in WinogradArguments a) =>
        checked((int)((Matrices * (VMatrix(in a) + MMatrix(in a))) + (Pixels * BlockRows * BlockLanes)));

    /// <summary>Computes some units.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in WinogradArguments a, int first, int end, float* scratch)
    {
        int groups = Groups(in a);
        int tileRows = TileRows(in a);
        int most = MostLanes(in a);
        int columns = TileColumns(in a);
        nint vMatrix = VMatrix(in a);
        nint mMatrix = MMatrix(in a);
        float* products = scratch + (Matrices * vMatrix);
        float* blocks = products + (Matrices * mMatrix);
        for (int unit = first; unit < end; unit++)
        {
            // All tiles of some samples one after another: what neighbours share of the images is then still near.
            (int place, int part) = Math.DivRem(unit, a.Parts);
            (int rest, int group) = Math.DivRem(place, groups);
            (int chunk, int tileRow) = Math.DivRem(rest, tileRows);
            int lane = chunk * most;
            int lanes = Math.Min(most, a.N - lane);
            (int tile, int count) = Tiles(columns, group, groups);
            WinogradAhead images = a.IsFar && unit + 1 < end ? Next(in a, (unit + 1) / a.Parts) : default;
            for (int t = 0; t < count; t++)
            {
                Patch(in a, tileRow, tile + t, lane, lanes, scratch + (t * a.K * lanes), vMatrix);
            }

            // Blocks of equal size: no tile is left with few rows.
            int firstRow = (int)((long)a.M * part / a.Parts);
            int allRows = (int)((long)a.M * (part + 1) / a.Parts) - firstRow;
            int rowBlocks = (allRows + MostRows - 1) / MostRows;
            for (int block = 0; block < rowBlocks; block++)
            {
                int row = firstRow + (allRows * block / rowBlocks);
                int rows = firstRow + (allRows * (block + 1) / rowBlocks) - row;
                WinogradAhead own =
                    a.IsFar && a.Tail == null
                        ? WinogradAhead.OfResult(in a, tileRow, tile, count, lane, lanes, row, rows)
                        : default;
                WinogradAhead next = block + 1 < rowBlocks ? default : images;
                for (int i = 0; i < Matrices; i++)
                {
                    own.Ask(i, Matrices);
                    next.Ask(i, Matrices);
                    AskForTail(in a, tileRow, (tile, count), (row, rows), (lane, lanes), i);
                    Multiply(in a, i, row, rows, count, lanes, scratch + (i * vMatrix), products + (i * mMatrix));
                }

                for (int t = 0; t < count; t++)
                {
                    float* some = products + (t * rows * lanes);
                    Results(in a, tileRow, tile + t, row, rows, lane, lanes, some, mMatrix, blocks);
                }
            }
        }
    }

    /// <summary>The tiles of a group.</summary>
    private static (int First, int Count) Tiles(int columns, int group, int groups)
    {
        int first = (int)((long)columns * group / groups);
        return (first, (int)((long)columns * (group + 1) / groups) - first);
    }

    /// <summary>What a unit needs of the images beyond what the one before has read.</summary>
    private static WinogradAhead Next(in WinogradArguments a, int place)
    {
        int groups = Groups(in a);
        int most = MostLanes(in a);
        (int rest, int group) = Math.DivRem(place, groups);
        (int chunk, int tileRow) = Math.DivRem(rest, TileRows(in a));
        int lane = chunk * most;
        (int tile, int count) = Tiles(TileColumns(in a), group, groups);
        int known = group > 0 ? Side - Tile : 0;
        return WinogradAhead.OfImages(in a, tileRow, tile, count, lane, Math.Min(most, a.N - lane), known);
    }

    private static int TileRows(in WinogradArguments a) => WinogradForm.Tiles(a.ResultHeight);

    private static int TileColumns(in WinogradArguments a) => WinogradForm.Tiles(a.ResultWidth);

    private static int PerLane(in WinogradArguments a) => Matrices * (a.K + Math.Min(a.M, MostRows));

    /// <summary>Samples of a unit: all where there is room, since they are neighbours in memory.</summary>
    private static int MostLanes(in WinogradArguments a) =>
        Math.Min(a.N, Math.Max(1, UnitFloats / PerLane(in a) / BlockLanes) * BlockLanes);

    /// <summary>Into how many parts a row of tiles is cut.</summary>
    private static int Groups(in WinogradArguments a)
    {
        int tiles = Math.Max(1, UnitFloats / (PerLane(in a) * MostLanes(in a)));
        return (TileColumns(in a) + tiles - 1) / tiles;
    }

    private static int MostTiles(in WinogradArguments a) => (TileColumns(in a) + Groups(in a) - 1) / Groups(in a);

    private static nint VMatrix(in WinogradArguments a) => ((nint)MostTiles(in a) * a.K * MostLanes(in a)) + Gap;

    private static nint MMatrix(in WinogradArguments a) =>
        ((nint)MostTiles(in a) * Math.Min(a.M, MostRows) * MostLanes(in a)) + Gap;

    private static void Patch(
        in WinogradArguments a,
        int tileRow,
        int tileColumn,
        int lane,
        int lanes,
        float* result,
        nint matrix
    )
    {
        (int top, int left) = ((Tile * tileRow) - a.Top, (Tile * tileColumn) - a.Left);
        ulong inside = WinogradTransforms<TLane>.Inside(top, left, Side, a.Height, a.Width);
        float* patch = a.X + (top * a.XRow) + (left * a.XColumn) + lane;
        WinogradTransforms<TLane>.Patch(patch, a.XRow, a.XColumn, inside, a.XChannel, a.K, lanes, result, matrix);
    }

    /// <summary>One of the products of some tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(
        in WinogradArguments a,
        int matrix,
        int row,
        int rows,
        int tiles,
        int lanes,
        float* patches,
        float* products
    )
    {
        int kernel = a.IsTurned
            ? (Side * WinogradForm<TLane>.Turned(matrix / Side)) + WinogradForm<TLane>.Turned(matrix % Side)
            : matrix;
        GemmArguments product = new()
        {
            A = a.U + (kernel * a.UMatrix) + (row * a.URow),
            ARow = a.URow,
            ACol = a.UCol,
            B = patches,
            BRow = lanes,
            C = products,
            CRow = lanes,
            M = rows,
            N = lanes,
            K = a.K,
        };
        int units = GemmDriver<TLane>.Tiles(rows, lanes);
        for (int t = 0; t < tiles; t++)
        {
            GemmArguments part = product;
            for (int k = 0; k < a.K; k += Chain)
            {
                part.K = Math.Min(Chain, a.K - k);
                GemmDriver<TLane>.Run(in part, 0, units);
                part.A += Chain * part.ACol;
                part.B += Chain * part.BRow;
                part.Adds = true;
            }

            product.B += (nint)a.K * lanes;
            product.C += (nint)rows * lanes;
        }
    }

    /// <summary>Asks for one of as many parts as there are matrices of what the tail needs for some tiles, channels and samples.</summary>
    private static void AskForTail(
        in WinogradArguments a,
        int tileRow,
        (int First, int Count) tiles,
        (int First, int Count) rows,
        (int First, int Count) lanes,
        int part
    )
    {
        if (a.Fetch == null)
        {
            return;
        }

        int blocks = (rows.Count + BlockRows - 1) / BlockRows;
        int all = Pixels * tiles.Count * blocks;
        for (int i = all * part / Matrices; i < all * (part + 1) / Matrices; i++)
        {
            (int pixel, int block) = Math.DivRem(i, blocks);
            (int tile, int place) = Math.DivRem(pixel, Pixels);
            (int y, int x) = ((Tile * tileRow) + (place / Tile), (Tile * (tiles.First + tile)) + (place % Tile));
            if (y < a.ResultHeight && x < a.ResultWidth)
            {
                int row = block * BlockRows;
                int count = Math.Min(BlockRows, rows.Count - row);
                a.Fetch(a.TailContext, (y * a.ResultWidth) + x, rows.First + row, count, lanes.First, lanes.Count);
            }
        }
    }

    /// <summary>The results of one tile, block by block.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Results(
        in WinogradArguments a,
        int tileRow,
        int tileColumn,
        int firstRow,
        int rows,
        int lane,
        int lanes,
        float* products,
        nint matrix,
        float* blocks
    )
    {
        // Where the results go, those that there are: to the blocks of a tail or where they belong.
        float** to = stackalloc float*[Pixels];
        float* columns = stackalloc float[Tile * Side * TLane.Width];
        (int y, int x) = (Tile * tileRow, Tile * tileColumn);
        int isThere = (int)WinogradTransforms<TLane>.Inside(y, x, Tile, a.ResultHeight, a.ResultWidth);
        int most = a.Tail == null ? lanes : BlockLanes;
        for (int block = 0; block < rows; block += BlockRows)
        {
            int count = Math.Min(BlockRows, rows - block);
            for (int part = 0; part < lanes; part += most)
            {
                int width = Math.Min(most, lanes - part);
                nint pitch = a.Tail == null ? a.YChannel : width;
                for (int i = 0; i < Pixels; i++)
                {
                    nint place = ((y + (i / Tile)) * a.YRow) + ((x + (i % Tile)) * a.YColumn);
                    to[i] =
                        a.Tail == null
                            ? a.Y + place + ((firstRow + block) * a.YChannel) + lane + part
                            : blocks + (i * BlockRows * BlockLanes);
                }

                TLane none = TLane.Create(0);
                float* some = products + ((nint)block * lanes) + part;
                for (int row = 0; row < count; row++, some += lanes)
                {
                    for (int i = 0; i < width; i += TLane.Width)
                    {
                        nint place = (row * pitch) + i;
                        WinogradTransforms<TLane>.Results(some + i, matrix, columns, to, place, isThere, ref none);
                    }
                }

                bool isFinite = WinogradRepair<TLane>.IsFinite(none);
                for (int i = 0; i < Pixels; i++)
                {
                    if ((isThere >> i & 1) != 0)
                    {
                        (int Row, int Column) place = (y + (i / Tile), x + (i % Tile));
                        Finish(in a, place, (firstRow + block, count), (lane + part, width), to[i], pitch, isFinite);
                    }
                }
            }
        }
    }

    /// <summary>Mends the results of some channels and samples at one place if need be, and hands them to the tail if there is one.</summary>
    private static void Finish(
        in WinogradArguments a,
        (int Row, int Column) place,
        (int First, int Count) rows,
        (int First, int Count) lanes,
        float* results,
        nint pitch,
        bool isFinite
    )
    {
        if (!isFinite)
        {
            WinogradRepair<TLane>.Results(in a, place, rows, lanes, results, pitch);
        }

        if (a.Tail != null)
        {
            int index = (place.Row * a.ResultWidth) + place.Column;
            a.Tail(a.TailContext, results, index, rows.First, rows.Count, lanes.First, lanes.Count);
        }
    }
}
