using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Convolutions by <see cref="WinogradTransforms{TLane}"/>, split into units of some adjacent tiles of the result in some vectors
/// of samples. Their transformed patches and the products stay in L2 if they are small enough.
/// </summary>
internal static unsafe class WinogradDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    // Floats of patches and products of a unit: most of an L2 of 1 MiB.
    private const int UnitFloats = 192 * 1024;

    // Channels of the result whose products are held at once.
    private const int MaxRows = 128;

    // Rows of a block: channels of the result that are computed from their products and passed to an epilogue together.
    private const int BlockRows = 32;

    private const int Gap = WinogradForm.Gap;
    private const int Side = WinogradForm.Side;
    private const int Matrices = WinogradForm.Matrices;
    private const int Tile = WinogradForm.Tile;
    private const int Pixels = Tile * Tile;

    // Channels that are summed in sequence. This bounds the error, which from 256 channels on equals that of the direct algorithm.
    private const int Chain = 64;

    // The epilogue, which is called on blocks of the result.
    private static int BlockLanes => 2 * TLane.Width;

    /// <summary>The number of units.</summary>
    public static int Units(in WinogradArguments a) =>
        checked(TileRows(in a) * Groups(in a) * ((a.N + MaxLanes(in a) - 1) / MaxLanes(in a)) * a.Parts);

    /// <summary>The private memory of a worker.</summary>
    public static int ScratchFloats(in WinogradArguments a) =>
        checked((int)((Matrices * (VMatrix(in a) + MMatrix(in a))) + (Pixels * BlockRows * BlockLanes)));

    /// <summary>Runs some units.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in WinogradArguments a, int first, int end, float* scratch)
    {
        int groups = Groups(in a);
        int tileRows = TileRows(in a);
        int max = MaxLanes(in a);
        int columns = TileColumns(in a);
        nint vMatrix = VMatrix(in a);
        nint mMatrix = MMatrix(in a);
        float* products = scratch + (Matrices * vMatrix);
        float* blocks = products + (Matrices * mMatrix);
        for (int unit = first; unit < end; unit++)
        {
            // All tiles of some samples in sequence: the pixels shared by adjacent tiles are then still in cache.
            (int position, int part) = Math.DivRem(unit, a.Parts);
            (int rest, int group) = Math.DivRem(position, groups);
            (int chunk, int tileRow) = Math.DivRem(rest, tileRows);
            int lane = chunk * max;
            int lanes = Math.Min(max, a.N - lane);
            (int tile, int count) = Tiles(columns, group, groups);
            WinogradPrefetch images = a.IsFar && unit + 1 < end ? Next(in a, (unit + 1) / a.Parts) : default;
            for (int t = 0; t < count; t++)
            {
                Patch(in a, tileRow, tile + t, lane, lanes, scratch + (t * a.K * lanes), vMatrix);
            }

            // Blocks of equal size, so that no tile has only a few rows.
            int firstRow = (int)((long)a.M * part / a.Parts);
            int allRows = (int)((long)a.M * (part + 1) / a.Parts) - firstRow;
            int rowBlocks = (allRows + MaxRows - 1) / MaxRows;
            for (int block = 0; block < rowBlocks; block++)
            {
                int row = firstRow + (allRows * block / rowBlocks);
                int rows = firstRow + (allRows * (block + 1) / rowBlocks) - row;
                WinogradPrefetch own =
                    a.IsFar && a.Epilogue == null
                        ? WinogradPrefetch.ForResult(in a, tileRow, tile, count, lane, lanes, row, rows)
                        : default;
                WinogradPrefetch next = block + 1 < rowBlocks ? default : images;
                for (int i = 0; i < Matrices; i++)
                {
                    own.Prefetch(i, Matrices);
                    next.Prefetch(i, Matrices);
                    PrefetchForEpilogue(in a, tileRow, (tile, count), (row, rows), (lane, lanes), i);
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

    /// <summary>The part of the images that a unit reads and the previous unit has not.</summary>
    private static WinogradPrefetch Next(in WinogradArguments a, int position)
    {
        int groups = Groups(in a);
        int max = MaxLanes(in a);
        (int rest, int group) = Math.DivRem(position, groups);
        (int chunk, int tileRow) = Math.DivRem(rest, TileRows(in a));
        int lane = chunk * max;
        (int tile, int count) = Tiles(TileColumns(in a), group, groups);
        int known = group > 0 ? Side - Tile : 0;
        return WinogradPrefetch.ForImages(in a, tileRow, tile, count, lane, Math.Min(max, a.N - lane), known);
    }

    private static int TileRows(in WinogradArguments a) => WinogradForm.Tiles(a.ResultHeight);

    private static int TileColumns(in WinogradArguments a) => WinogradForm.Tiles(a.ResultWidth);

    private static int PerLane(in WinogradArguments a) => Matrices * (a.K + Math.Min(a.M, MaxRows));

    /// <summary>The samples of a unit: all of them if they fit, since they are contiguous.</summary>
    private static int MaxLanes(in WinogradArguments a) =>
        Math.Min(a.N, Math.Max(1, UnitFloats / PerLane(in a) / BlockLanes) * BlockLanes);

    /// <summary>The number of parts of a row of tiles.</summary>
    private static int Groups(in WinogradArguments a)
    {
        int tiles = Math.Max(1, UnitFloats / (PerLane(in a) * MaxLanes(in a)));
        return (TileColumns(in a) + tiles - 1) / tiles;
    }

    private static int MaxTiles(in WinogradArguments a) => (TileColumns(in a) + Groups(in a) - 1) / Groups(in a);

    private static nint VMatrix(in WinogradArguments a) => ((nint)MaxTiles(in a) * a.K * MaxLanes(in a)) + Gap;

    private static nint MMatrix(in WinogradArguments a) =>
        ((nint)MaxTiles(in a) * Math.Min(a.M, MaxRows) * MaxLanes(in a)) + Gap;

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

    /// <summary>One of the matmuls of some tiles.</summary>
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
        int kernel = a.IsTransposed
            ? (Side * WinogradForm<TLane>.Transposed(matrix / Side)) + WinogradForm<TLane>.Transposed(matrix % Side)
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
                GemmDriver<TLane>.Run(ref part, 0, units);
                part.A += Chain * part.ACol;
                part.B += Chain * part.BRow;
                part.Adds = true;
            }

            product.B += (nint)a.K * lanes;
            product.C += (nint)rows * lanes;
        }
    }

    /// <summary>
    /// Prefetches one of as many parts as there are matrices of the epilogue's memory for some tiles, channels and samples.
    /// </summary>
    private static void PrefetchForEpilogue(
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
            (int tile, int position) = Math.DivRem(pixel, Pixels);
            (int y, int x) = ((Tile * tileRow) + (position / Tile), (Tile * (tiles.First + tile)) + (position % Tile));
            if (y < a.ResultHeight && x < a.ResultWidth)
            {
                int row = block * BlockRows;
                int count = Math.Min(BlockRows, rows.Count - row);
                a.Fetch(a.EpilogueContext, (y * a.ResultWidth) + x, rows.First + row, count, lanes.First, lanes.Count);
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
        // The destination of the existing results: an epilogue's blocks or the result itself.
        float** to = stackalloc float*[Pixels];
        float* columns = stackalloc float[Tile * Side * TLane.Width];
        (int y, int x) = (Tile * tileRow, Tile * tileColumn);
        int isThere = (int)WinogradTransforms<TLane>.Inside(y, x, Tile, a.ResultHeight, a.ResultWidth);
        int max = a.Epilogue == null ? lanes : BlockLanes;
        for (int block = 0; block < rows; block += BlockRows)
        {
            int count = Math.Min(BlockRows, rows - block);
            for (int part = 0; part < lanes; part += max)
            {
                int width = Math.Min(max, lanes - part);
                nint pitch = a.Epilogue == null ? a.YChannel : width;
                for (int i = 0; i < Pixels; i++)
                {
                    nint position = ((y + (i / Tile)) * a.YRow) + ((x + (i % Tile)) * a.YColumn);
                    to[i] =
                        a.Epilogue == null
                            ? a.Y + position + ((firstRow + block) * a.YChannel) + lane + part
                            : blocks + (i * BlockRows * BlockLanes);
                }

                TLane none = TLane.Create(0);
                float* some = products + ((nint)block * lanes) + part;
                for (int row = 0; row < count; row++, some += lanes)
                {
                    for (int i = 0; i < width; i += TLane.Width)
                    {
                        nint position = (row * pitch) + i;
                        WinogradTransforms<TLane>.Results(some + i, matrix, columns, to, position, isThere, ref none);
                    }
                }

                bool isFinite = WinogradRepair<TLane>.IsFinite(none);
                for (int i = 0; i < Pixels; i++)
                {
                    if ((isThere >> i & 1) != 0)
                    {
                        (int Row, int Column) position = (y + (i / Tile), x + (i % Tile));
                        Finish(in a, position, (firstRow + block, count), (lane + part, width), to[i], pitch, isFinite);
                    }
                }
            }
        }
    }

    /// <summary>
    /// Repairs the results of some channels and samples at one position if necessary, and passes them to the epilogue if there is
    /// one.
    /// </summary>
    private static void Finish(
        in WinogradArguments a,
        (int Row, int Column) position,
        (int First, int Count) rows,
        (int First, int Count) lanes,
        float* results,
        nint pitch,
        bool isFinite
    )
    {
        if (!isFinite)
        {
            WinogradRepair<TLane>.Results(in a, position, rows, lanes, results, pitch);
        }

        if (a.Epilogue != null)
        {
            int index = (position.Row * a.ResultWidth) + position.Column;
            a.Epilogue(a.EpilogueContext, results, index, rows.First, rows.Count, lanes.First, lanes.Count);
        }
    }
}
