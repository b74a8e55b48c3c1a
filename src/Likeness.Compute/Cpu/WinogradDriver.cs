using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Convolutions by <see cref="WinogradTransforms{TLane}"/>, cut into units of some neighbouring 2 × 2 tiles of the result in two vectors of samples: their
/// patches, transformed, and the products stay in a core's own cache.
/// </summary>
internal static unsafe class WinogradDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    // Floats of patches and products of a unit: half of a second cache of 1 MiB.
    private const int UnitFloats = 128 * 1024;

    // Channels of the result whose products are there at once.
    private const int MostRows = 128;

    // Rows of a block, and channels that are transformed together.
    private const int BlockRows = 32;

    // Between matrices, so that they do not push one another out: an odd number of lines.
    private const int Gap = 16;

    private const int Side = WinogradTransforms<TLane>.Side;
    private const int Matrices = Side * Side;

    // Of a tail, which is called on blocks of the result.
    private static int BlockLanes => 2 * TLane.Width;

    /// <summary>How many units there are.</summary>
    public static int Units(in WinogradArguments a) =>
        checked(TileRows(in a) * Groups(in a) * ((a.N + MostLanes(in a) - 1) / MostLanes(in a)));

    /// <summary>The private memory of a worker.</summary>
    public static int ScratchFloats(in WinogradArguments a) =>
        checked((int)((Matrices * (VMatrix(in a) + MMatrix(in a))) + (4 * BlockRows * BlockLanes)));

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
            (int rest, int group) = Math.DivRem(unit, groups);
            (int chunk, int tileRow) = Math.DivRem(rest, tileRows);
            int lane = chunk * most;
            int lanes = Math.Min(most, a.N - lane);
            (int tile, int count) = Tiles(columns, group, groups);
            WinogradAhead images = a.IsFar && unit + 1 < end ? Next(in a, unit + 1) : default;
            for (int t = 0; t < count; t++)
            {
                Patch(in a, tileRow, tile + t, lane, lanes, scratch + (t * a.K * lanes), vMatrix);
            }

            for (int row = 0; row < a.M; row += MostRows)
            {
                int rows = Math.Min(MostRows, a.M - row);
                WinogradAhead own =
                    a.IsFar && a.Tail == null
                        ? WinogradAhead.OfResult(in a, tileRow, tile, count, lane, lanes, row, rows)
                        : default;
                WinogradAhead next = row + rows < a.M ? default : images;
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
    private static WinogradAhead Next(in WinogradArguments a, int unit)
    {
        int groups = Groups(in a);
        int most = MostLanes(in a);
        (int rest, int group) = Math.DivRem(unit, groups);
        (int chunk, int tileRow) = Math.DivRem(rest, TileRows(in a));
        int lane = chunk * most;
        (int tile, int count) = Tiles(TileColumns(in a), group, groups);
        int known = group > 0 ? Side - 2 : 0;
        return WinogradAhead.OfImages(in a, tileRow, tile, count, lane, Math.Min(most, a.N - lane), known);
    }

    private static int TileRows(in WinogradArguments a) => (a.ResultHeight + 1) / 2;

    private static int TileColumns(in WinogradArguments a) => (a.ResultWidth + 1) / 2;

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
        (int top, int left) = ((2 * tileRow) - a.Top, (2 * tileColumn) - a.Left);
        int inside = WinogradTransforms<TLane>.Inside(top, left, Side, a.Height, a.Width);
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
        int kernel = a.IsTurned ? (Side * Turned(matrix / Side)) + Turned(matrix % Side) : matrix;
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
            GemmDriver<TLane>.Run(in product, 0, units);
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
        int all = 4 * tiles.Count * blocks;
        for (int i = all * part / Matrices; i < all * (part + 1) / Matrices; i++)
        {
            (int pixel, int block) = Math.DivRem(i, blocks);
            (int y, int x) = ((2 * tileRow) + (pixel / 2 % 2), (2 * (tiles.First + (pixel / 4))) + (pixel % 2));
            if (y < a.ResultHeight && x < a.ResultWidth)
            {
                int row = block * BlockRows;
                int count = Math.Min(BlockRows, rows.Count - row);
                a.Fetch(a.TailContext, (y * a.ResultWidth) + x, rows.First + row, count, lanes.First, lanes.Count);
            }
        }
    }

    /// <summary>Where a row or column of a transformed kernel is when the kernel is turned: its ends change places.</summary>
    private static int Turned(int place) => place is 0 or Side - 1 ? Side - 1 - place : place;

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
        // Where the four results go, those that there are: to the blocks of a tail or where they belong.
        float** to = stackalloc float*[4];
        (int y, int x) = (2 * tileRow, 2 * tileColumn);
        int isThere = (x + 1 < a.ResultWidth ? 0b0011 : 0b0001) * (y + 1 < a.ResultHeight ? 0b0101 : 0b0001);
        int most = a.Tail == null ? lanes : BlockLanes;
        for (int block = 0; block < rows; block += BlockRows)
        {
            int count = Math.Min(BlockRows, rows - block);
            for (int part = 0; part < lanes; part += most)
            {
                int width = Math.Min(most, lanes - part);
                nint pitch = a.Tail == null ? a.YChannel : width;
                for (int i = 0; i < 4; i++)
                {
                    nint place = ((y + (i / 2)) * a.YRow) + ((x + (i % 2)) * a.YColumn);
                    to[i] =
                        a.Tail == null
                            ? a.Y + place + ((firstRow + block) * a.YChannel) + lane + part
                            : blocks + (i * BlockRows * BlockLanes);
                }

                float* some = products + ((nint)block * lanes) + part;
                bool isFinite = Fold(some, lanes, matrix, count, width, to, pitch, isThere);
                for (int i = 0; i < 4; i++)
                {
                    if ((isThere >> i & 1) == 0)
                    {
                        continue;
                    }

                    (int Row, int Column) place = (y + (i / 2), x + (i % 2));
                    if (!isFinite)
                    {
                        WinogradRepair<TLane>.Results(
                            in a,
                            place,
                            (firstRow + block, count),
                            (lane + part, width),
                            to[i],
                            pitch
                        );
                    }

                    if (a.Tail != null)
                    {
                        int index = (place.Row * a.ResultWidth) + place.Column;
                        a.Tail(a.TailContext, to[i], index, firstRow + block, count, lane + part, width);
                    }
                }
            }
        }
    }

    /// <summary>The four results of some channels and samples.</summary>
    /// <returns>Whether all are finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Fold(
        float* products,
        nint step,
        nint matrix,
        int rows,
        int lanes,
        float** to,
        nint pitch,
        int isThere
    )
    {
        // Zero as long as all are finite.
        (TLane odd, TLane even, TLane zero) = (TLane.Create(0), TLane.Create(0), TLane.Create(0));
        for (int row = 0; row < rows; row++, products += step)
        {
            for (int lane = 0; lane < lanes; lane += TLane.Width)
            {
                WinogradTransforms<TLane>.Results(
                    products + lane,
                    matrix,
                    out TLane first,
                    out TLane second,
                    out TLane third,
                    out TLane fourth
                );
                nint place = (row * pitch) + lane;
                first.Store(to[0] + place);
                if ((isThere & 0b0010) != 0)
                {
                    second.Store(to[1] + place);
                }

                if ((isThere & 0b0100) != 0)
                {
                    third.Store(to[2] + place);
                }

                if ((isThere & 0b1000) != 0)
                {
                    fourth.Store(to[3] + place);
                }

                TLane.AddProduct(ref odd, first, zero);
                TLane.AddProduct(ref even, second, zero);
                TLane.AddProduct(ref odd, third, zero);
                TLane.AddProduct(ref even, fourth, zero);
            }
        }

        return WinogradRepair<TLane>.IsFinite(odd + even);
    }
}
