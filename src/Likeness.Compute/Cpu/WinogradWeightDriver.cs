using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The adjoint of <see cref="WinogradDriver{TLane}"/> with respect to the kernels. A unit processes the tiles of some rows of the
/// images. If the sums of all kernels do not fit in L2, or if the images have only a few such rows, a unit instead processes all
/// tiles for one row of the transformed kernels of some channels. Either way a sum does not depend on the worker.
/// </summary>
internal static unsafe class WinogradWeightDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    // Floats of both transformed operands that are held at once: half of an L2 of 1 MiB.
    private const int NearFloats = 128 * 1024;

    // Kernels whose sums stay in L2 beside both operands, and the number of image parts with sums of their own.
    private const int FewKernels = 64 * 64;
    private const int MaxParts = 8;

    // With fewer rows of tiles than possible workers, images are so small that reading them once for each row of the kernels costs
    // little.
    private const int MinParts = 4;

    // Channels of a unit.
    private const int MaxRows = 64;
    private const int Gap = WinogradForm.Gap;
    private const int Side = WinogradForm.Side;
    private const int Tile = WinogradForm.Tile;

    /// <summary>The number of units.</summary>
    public static int Units(in WinogradWeightArguments a) => HasParts(in a) ? Parts(in a) : Side * Blocks(in a);

    /// <summary>The number of partial sums of the result.</summary>
    public static int Parts(in WinogradWeightArguments a) => HasParts(in a) ? Math.Min(MaxParts, TileRows(in a)) : 1;

    /// <summary>The private memory of a worker.</summary>
    public static int ScratchFloats(in WinogradWeightArguments a) =>
        (Side * Samples(in a) * (Length(in a) + Math.Min(a.M, MaxRows))) + (2 * Side * Gap);

    /// <summary>Runs some units.</summary>
    public static void Run(in WinogradWeightArguments a, int first, int end, float* scratch)
    {
        int blocks = Blocks(in a);
        int parts = Parts(in a);
        int tileRows = TileRows(in a);
        for (int unit = first; unit < end; unit++)
        {
            if (HasParts(in a))
            {
                WinogradWeightArguments part = a;
                part.U += unit * a.UPart;
                int tile = tileRows * unit / parts;
                Sum(in part, 0, Side, tile, tileRows * (unit + 1) / parts, 0, a.M, scratch);
            }
            else
            {
                (int block, int which) = Math.DivRem(unit, Side);
                int row = (int)((long)a.M * block / blocks);
                int rows = (int)((long)a.M * (block + 1) / blocks) - row;
                Sum(in a, which, which + 1, 0, tileRows, row, rows, scratch);
            }
        }
    }

    private static bool HasParts(in WinogradWeightArguments a) =>
        (long)a.M * a.N <= FewKernels && a.M <= MaxRows && TileRows(in a) >= MinParts;

    private static int TileRows(in WinogradWeightArguments a) =>
        WinogradForm.Tiles(a.First.IsInput ? a.Second.Height : a.First.Height);

    private static int Blocks(in WinogradWeightArguments a) => (a.M + MaxRows - 1) / MaxRows;

    private static int Length(in WinogradWeightArguments a) => (a.N + TLane.Width - 1) / TLane.Width * TLane.Width;

    /// <summary>The samples that are summed at once.</summary>
    private static int Samples(in WinogradWeightArguments a)
    {
        int max = NearFloats / (Side * (Length(in a) + Math.Min(a.M, MaxRows)));
        return Math.Min(a.K, Math.Max(1, max / TLane.Width) * TLane.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(
        in WinogradWeightArguments a,
        int firstWhich,
        int endWhich,
        int firstTile,
        int endTile,
        int row,
        int rows,
        float* scratch
    )
    {
        ref readonly WinogradImages input = ref a.First.IsInput ? ref a.First : ref a.Second;
        ref readonly WinogradImages result = ref a.First.IsInput ? ref a.Second : ref a.First;
        int length = Length(in a);
        int max = Samples(in a);
        nint bMatrix = ((nint)max * length) + Gap;
        nint aMatrix = ((nint)max * rows) + Gap;
        float* second = scratch;
        float* first = scratch + (Side * bMatrix);
        GemmArguments product = new()
        {
            ACol = 1,
            BRow = length,
            CRow = a.URow,
            M = rows,
            N = a.N,
        };
        int units = GemmDriver<TLane>.Tiles(rows, a.N);
        for (int y = Tile * firstTile; y < Tile * endTile; y += Tile)
        {
            for (int x = 0; x < result.Width; x += Tile)
            {
                ulong patch = WinogradTransforms<TLane>.Inside(
                    y - input.Top,
                    x - input.Left,
                    Side,
                    input.Height,
                    input.Width
                );
                ulong tile = WinogradTransforms<TLane>.Inside(y, x, Tile, result.Height, result.Width);
                (ulong ofFirst, ulong ofSecond) = a.First.IsInput ? (patch, tile) : (tile, patch);
                for (int sample = 0; sample < a.K; sample += max)
                {
                    int samples = Math.Min(max, a.K - sample);
                    nint inFirst = (row * a.First.Line) + sample;
                    nint inSecond = sample * a.Second.Line;
                    product.ARow = samples;
                    product.K = samples;
                    for (int which = firstWhich; which < endWhich; which++)
                    {
                        Transform(in a.First, which, y, x, ofFirst, inFirst, rows, samples, first, aMatrix);
                        Transform(in a.Second, which, y, x, ofSecond, inSecond, samples, length, second, bMatrix);
                        for (int i = 0; i < Side; i++)
                        {
                            product.A = first + (i * aMatrix);
                            product.B = second + (i * bMatrix);
                            product.C = a.U + (((Side * which) + i) * a.UMatrix) + (row * a.URow);
                            GemmDriver<TLane>.Run(ref product, 0, units);
                        }
                    }

                    product.Adds = true;
                }
            }
        }
    }

    private static void Transform(
        in WinogradImages images,
        int which,
        int y,
        int x,
        ulong inside,
        nint first,
        int lines,
        int length,
        float* result,
        nint matrix
    )
    {
        float* position = images.Data + ((y - images.Top) * images.Row) + ((x - images.Left) * images.Column) + first;
        delegate* <int, float*, nint, nint, ulong, nint, int, int, float*, nint, void> transform = images.IsInput
            ? &WinogradRows<TLane>.ForPatch
            : &WinogradRows<TLane>.ForTile;
        transform(which, position, images.Row, images.Column, inside, images.Line, lines, length, result, matrix);
    }
}
