using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The adjoint of <see cref="WinogradDriver{TLane}"/> by the kernels. A unit is one row of the transformed kernels of some channels, which goes through all
/// tiles and samples, so that it is the same sum whoever does it.
/// </summary>
internal static unsafe class WinogradWeightDriver<TLane>
    where TLane : struct, ILane<TLane>
{
    // Floats of both operands, transformed, that are there at once: half of a second cache of 1 MiB.
    private const int NearFloats = 128 * 1024;

    // Channels of a unit.
    private const int MostRows = 64;
    private const int Gap = 16;
    private const int Side = WinogradTransforms<TLane>.Side;

    /// <summary>How many units there are.</summary>
    public static int Units(in WinogradWeightArguments a) => Side * Blocks(in a);

    /// <summary>The private memory of a worker.</summary>
    public static int ScratchFloats(in WinogradWeightArguments a) =>
        (Side * Samples(in a) * (Length(in a) + Math.Min(a.M, MostRows))) + (2 * Side * Gap);

    /// <summary>Computes some units.</summary>
    public static void Run(in WinogradWeightArguments a, int first, int end, float* scratch)
    {
        int blocks = Blocks(in a);
        for (int unit = first; unit < end; unit++)
        {
            (int block, int which) = Math.DivRem(unit, Side);
            int row = (int)((long)a.M * block / blocks);
            Sum(in a, which, row, (int)((long)a.M * (block + 1) / blocks) - row, scratch);
        }
    }

    private static int Blocks(in WinogradWeightArguments a) => (a.M + MostRows - 1) / MostRows;

    private static int Length(in WinogradWeightArguments a) => (a.N + TLane.Width - 1) / TLane.Width * TLane.Width;

    /// <summary>Samples that are summed over at once.</summary>
    private static int Samples(in WinogradWeightArguments a)
    {
        int most = NearFloats / (Side * (Length(in a) + Math.Min(a.M, MostRows)));
        return Math.Min(a.K, Math.Max(1, most / TLane.Width) * TLane.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(in WinogradWeightArguments a, int which, int row, int rows, float* scratch)
    {
        ref readonly WinogradImages input = ref a.First.IsInput ? ref a.First : ref a.Second;
        ref readonly WinogradImages result = ref a.First.IsInput ? ref a.Second : ref a.First;
        int length = Length(in a);
        int most = Samples(in a);
        nint bMatrix = ((nint)most * length) + Gap;
        nint aMatrix = ((nint)most * rows) + Gap;
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
        for (int y = 0; y < result.Height; y += 2)
        {
            for (int x = 0; x < result.Width; x += 2)
            {
                int patch = Inside(in input, y - input.Top, x - input.Left, Side);
                int tile = Inside(in result, y, x, 2);
                for (int sample = 0; sample < a.K; sample += most)
                {
                    int samples = Math.Min(most, a.K - sample);
                    int ofFirst = a.First.IsInput ? patch : tile;
                    int ofSecond = a.First.IsInput ? tile : patch;
                    nint lane = (row * a.First.Line) + sample;
                    Transform(in a.First, which, y, x, ofFirst, lane, rows, samples, first, aMatrix);
                    lane = sample * a.Second.Line;
                    Transform(in a.Second, which, y, x, ofSecond, lane, samples, length, second, bMatrix);
                    product.ARow = samples;
                    product.K = samples;
                    for (int i = 0; i < Side; i++)
                    {
                        product.A = first + (i * aMatrix);
                        product.B = second + (i * bMatrix);
                        product.C = a.U + (((Side * which) + i) * a.UMatrix) + (row * a.URow);
                        GemmDriver<TLane>.Run(in product, 0, units);
                    }

                    product.Accumulate = true;
                }
            }
        }
    }

    private static void Transform(
        in WinogradImages images,
        int which,
        int y,
        int x,
        int inside,
        nint first,
        int lines,
        int length,
        float* result,
        nint matrix
    )
    {
        float* place = images.Data + ((y - images.Top) * images.Row) + ((x - images.Left) * images.Column) + first;
        if (images.IsInput)
        {
            WinogradTransforms<TLane>.PatchRow(
                which,
                place,
                images.Row,
                images.Column,
                inside,
                images.Line,
                lines,
                length,
                result,
                matrix
            );
        }
        else
        {
            WinogradTransforms<TLane>.GradientRow(
                which,
                place,
                images.Row,
                images.Column,
                inside,
                images.Line,
                lines,
                length,
                result,
                matrix
            );
        }
    }

    /// <summary>A bit for each place of a square that is in the images, row by row.</summary>
    private static int Inside(in WinogradImages images, int top, int left, int side)
    {
        int inside = 0;
        for (int i = 0; i < side * side; i++)
        {
            (int row, int column) = (top + (i / side), left + (i % side));
            inside |= row >= 0 && row < images.Height && column >= 0 && column < images.Width ? 1 << i : 0;
        }

        return inside;
    }
}
