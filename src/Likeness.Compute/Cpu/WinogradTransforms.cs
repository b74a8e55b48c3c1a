using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The transforms of F(2 × 2, 3 × 3), by which 2 × 2 results of a 3 × 3 kernel take 16 products instead of 36: Y = Aᵀ((G g Gᵀ) ⊙ (Bᵀ d B))A.
/// Lavin and Gray 2016, arXiv:1509.09308, §4.1. Elements of a transformed patch lie a matrix apart, row by row.
/// </summary>
internal static unsafe class WinogradTransforms<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Rows, and columns, of a transformed patch.</summary>
    public const int Side = 4;

    /// <summary>A bit for each place of a square that is in an image, row by row.</summary>
    /// <param name="top">The square's first row.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="side">Its rows and columns.</param>
    /// <param name="height">The image's rows.</param>
    /// <param name="width">Its columns.</param>
    public static int Inside(int top, int left, int side, int height, int width)
    {
        int inside = 0;
        for (int i = 0; i < side * side; i++)
        {
            (int row, int column) = (top + (i / side), left + (i % side));
            inside |= row >= 0 && row < height && column >= 0 && column < width ? 1 << i : 0;
        }

        return inside;
    }

    /// <summary>U = G g Gᵀ of kernels side by side.</summary>
    /// <param name="kernel">The first element of the kernels.</param>
    /// <param name="row">From a row of a kernel to the next.</param>
    /// <param name="column">From a column to the next.</param>
    /// <param name="count">How many kernels; neighbours in memory.</param>
    /// <param name="result">Where they go, neighbours again.</param>
    /// <param name="matrix">From an element of a transformed kernel to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Kernels(float* kernel, nint row, nint column, int count, float* result, nint matrix)
    {
        TLane zero = TLane.Create(0);
        for (int i = 0; i < count; i += TLane.Width)
        {
            int lanes = Math.Min(TLane.Width, count - i);
            Rows(kernel + i, row, lanes, zero, out TLane a0, out TLane b0, out TLane c0, out TLane d0);
            Rows(kernel + column + i, row, lanes, zero, out TLane a1, out TLane b1, out TLane c1, out TLane d1);
            Rows(kernel + (2 * column) + i, row, lanes, zero, out TLane a2, out TLane b2, out TLane c2, out TLane d2);
            Store(a0, a1, a2, result + i, matrix, lanes);
            Store(b0, b1, b2, result + (Side * matrix) + i, matrix, lanes);
            Store(c0, c1, c2, result + (2 * Side * matrix) + i, matrix, lanes);
            Store(d0, d1, d2, result + (3 * Side * matrix) + i, matrix, lanes);
        }
    }

    /// <summary>V = Bᵀ d B of a patch of 4 × 4 places in some channels.</summary>
    /// <param name="patch">The first place of the patch, which may lie before the image.</param>
    /// <param name="row">From a row to the next.</param>
    /// <param name="column">From a column to the next.</param>
    /// <param name="inside">Bit 4·row + column for each place that is in the image; the others are zero.</param>
    /// <param name="channel">From a channel to the next.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="lanes">How many samples: whole vectors.</param>
    /// <param name="result">Where it goes: channels by samples without gaps.</param>
    /// <param name="matrix">From an element of a transformed patch to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Patch(
        float* patch,
        nint row,
        nint column,
        int inside,
        nint channel,
        int channels,
        int lanes,
        float* result,
        nint matrix
    )
    {
        for (int c = 0; c < channels; c++, patch += channel, result += lanes)
        {
            for (int lane = 0; lane < lanes; lane += TLane.Width)
            {
                if (inside == 0xFFFF)
                {
                    PatchOf<Whole>(patch + lane, row, column, inside, result + lane, matrix);
                }
                else
                {
                    PatchOf<Border>(patch + lane, row, column, inside, result + lane, matrix);
                }
            }
        }
    }

    /// <summary>One row of V = Bᵀ d B, of a patch of 4 × 4 places.</summary>
    /// <param name="which">The row, 0 … 3.</param>
    /// <param name="patch">The first place of the patch, which may lie before the image.</param>
    /// <param name="row">From a row to the next.</param>
    /// <param name="column">From a column to the next.</param>
    /// <param name="inside">Bit 4·row + column for each place that is in the image; the others are zero.</param>
    /// <param name="step">From one line of vectors to the next.</param>
    /// <param name="lines">How many lines.</param>
    /// <param name="length">Numbers of a line: whole vectors.</param>
    /// <param name="result">Where it goes: lines without gaps.</param>
    /// <param name="matrix">From an element to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PatchRow(
        int which,
        float* patch,
        nint row,
        nint column,
        int inside,
        nint step,
        int lines,
        int length,
        float* result,
        nint matrix
    )
    {
        // d0 − d2, d1 + d2, d2 − d1, d1 − d3.
        (int first, int second) = which switch
        {
            0 => (0, 2),
            1 => (1, 2),
            2 => (2, 1),
            _ => (1, 3),
        };
        TLane sign = TLane.Create(which == 1 ? 1 : -1);
        int upper = inside >> (Side * first);
        int lower = inside >> (Side * second);
        nint below = (second - first) * row;
        patch += first * row;
        for (int line = 0; line < lines; line++, patch += step, result += length)
        {
            for (int i = 0; i < length; i += TLane.Width)
            {
                float* d = patch + i;
                TLane d0 = Pair(d, below, upper & 1, lower & 1, sign);
                TLane d1 = Pair(d + column, below, upper & 2, lower & 2, sign);
                TLane d2 = Pair(d + (2 * column), below, upper & 4, lower & 4, sign);
                TLane d3 = Pair(d + (3 * column), below, upper & 8, lower & 8, sign);
                Row(d0, d1, d2, d3, result + i, matrix);
            }
        }
    }

    /// <summary>One row of A g Aᵀ of 2 × 2 gradients of results; parameters as of <see cref="PatchRow"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GradientRow(
        int which,
        float* tile,
        nint row,
        nint column,
        int inside,
        nint step,
        int lines,
        int length,
        float* result,
        nint matrix
    )
    {
        // g0, g0 + g1, g0 − g1, −g1.
        TLane zero = TLane.Create(0);
        TLane upper = TLane.Create(which == 3 ? 0 : 1);
        TLane lower = TLane.Create(
            which switch
            {
                0 => 0,
                1 => 1,
                _ => -1,
            }
        );
        for (int line = 0; line < lines; line++, tile += step, result += length)
        {
            for (int i = 0; i < length; i += TLane.Width)
            {
                float* g = tile + i;
                TLane left = Border.Load(g, inside & 1) * upper;
                TLane right = Border.Load(g + column, inside & 2) * upper;
                left = TLane.MultiplyAdd(Border.Load(g + row, inside & 4), lower, left);
                right = TLane.MultiplyAdd(Border.Load(g + row + column, inside & 8), lower, right);
                float* to = result + i;
                left.Store(to);
                (left + right).Store(to + matrix);
                (left - right).Store(to + (2 * matrix));
                (zero - right).Store(to + (3 * matrix));
            }
        }
    }

    /// <summary>Gᵀ u G of one vector of elements of a kernel's gradient.</summary>
    /// <param name="elements">The first element.</param>
    /// <param name="matrix">From an element to the next.</param>
    /// <param name="result">Where the 3 × 3 go.</param>
    /// <param name="next">From one of these to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Kernel(float* elements, nint matrix, float* result, nint next)
    {
        Contract(elements, Side * matrix, out TLane a0, out TLane b0, out TLane c0);
        Contract(elements + matrix, Side * matrix, out TLane a1, out TLane b1, out TLane c1);
        Contract(elements + (2 * matrix), Side * matrix, out TLane a2, out TLane b2, out TLane c2);
        Contract(elements + (3 * matrix), Side * matrix, out TLane a3, out TLane b3, out TLane c3);
        Contract(a0, a1, a2, a3, result, next);
        Contract(b0, b1, b2, b3, result + (3 * next), next);
        Contract(c0, c1, c2, c3, result + (6 * next), next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Pair(float* place, nint below, int upper, int lower, TLane sign) =>
        TLane.MultiplyAdd(Border.Load(place + below, lower), sign, Border.Load(place, upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Contract(float* elements, nint step, out TLane first, out TLane second, out TLane third)
    {
        TLane half = TLane.Create(0.5);
        TLane u1 = TLane.Load(elements + step);
        TLane u2 = TLane.Load(elements + (2 * step));
        TLane both = (u1 + u2) * half;
        first = TLane.Load(elements) + both;
        second = (u1 - u2) * half;
        third = TLane.Load(elements + (3 * step)) + both;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Contract(TLane u0, TLane u1, TLane u2, TLane u3, float* result, nint next)
    {
        TLane half = TLane.Create(0.5);
        TLane both = (u1 + u2) * half;
        (u0 + both).Store(result);
        ((u1 - u2) * half).Store(result + next);
        (u3 + both).Store(result + (2 * next));
    }

    /// <summary>Y = Aᵀ m A of one vector of transformed results.</summary>
    /// <param name="products">The first element.</param>
    /// <param name="matrix">From an element to the next.</param>
    /// <param name="first">The upper left result.</param>
    /// <param name="second">The upper right one.</param>
    /// <param name="third">The lower left one.</param>
    /// <param name="fourth">The lower right one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Results(
        float* products,
        nint matrix,
        out TLane first,
        out TLane second,
        out TLane third,
        out TLane fourth
    )
    {
        Fold(products, Side * matrix, out TLane a0, out TLane b0);
        Fold(products + matrix, Side * matrix, out TLane a1, out TLane b1);
        Fold(products + (2 * matrix), Side * matrix, out TLane a2, out TLane b2);
        Fold(products + (3 * matrix), Side * matrix, out TLane a3, out TLane b3);
        first = a0 + a1 + a2;
        second = a1 - a2 - a3;
        third = b0 + b1 + b2;
        fourth = b1 - b2 - b3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fold(float* products, nint step, out TLane first, out TLane second)
    {
        TLane m1 = TLane.Load(products + step);
        TLane m2 = TLane.Load(products + (2 * step));
        first = TLane.Load(products) + m1 + m2;
        second = m1 - m2 - TLane.Load(products + (3 * step));
    }

    /// <summary>G g of a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows(
        float* column,
        nint row,
        int lanes,
        TLane zero,
        out TLane first,
        out TLane second,
        out TLane third,
        out TLane fourth
    ) =>
        Expand(
            TLane.LoadPartial(column, lanes, zero),
            TLane.LoadPartial(column + row, lanes, zero),
            TLane.LoadPartial(column + (2 * row), lanes, zero),
            out first,
            out second,
            out third,
            out fourth
        );

    /// <summary>Stores (G g) Gᵀ of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLane g0, TLane g1, TLane g2, float* result, nint matrix, int lanes)
    {
        Expand(g0, g1, g2, out TLane first, out TLane second, out TLane third, out TLane fourth);
        first.StorePartial(result, lanes);
        second.StorePartial(result + matrix, lanes);
        third.StorePartial(result + (2 * matrix), lanes);
        fourth.StorePartial(result + (3 * matrix), lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Expand(
        TLane g0,
        TLane g1,
        TLane g2,
        out TLane first,
        out TLane second,
        out TLane third,
        out TLane fourth
    )
    {
        TLane half = TLane.Create(0.5);
        TLane ends = g0 + g2;
        (first, second, third, fourth) = (g0, (ends + g1) * half, (ends - g1) * half, g2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PatchOf<TPlaces>(float* d, nint row, nint column, int inside, float* v, nint matrix)
        where TPlaces : struct, IPlaces
    {
        Column<TPlaces>(d, row, inside, out TLane a0, out TLane b0, out TLane c0, out TLane d0);
        Column<TPlaces>(d + column, row, inside >> 1, out TLane a1, out TLane b1, out TLane c1, out TLane d1);
        Column<TPlaces>(d + (2 * column), row, inside >> 2, out TLane a2, out TLane b2, out TLane c2, out TLane d2);
        Column<TPlaces>(d + (3 * column), row, inside >> 3, out TLane a3, out TLane b3, out TLane c3, out TLane d3);
        Row(a0, a1, a2, a3, v, matrix);
        Row(b0, b1, b2, b3, v + (4 * matrix), matrix);
        Row(c0, c1, c2, c3, v + (8 * matrix), matrix);
        Row(d0, d1, d2, d3, v + (12 * matrix), matrix);
    }

    /// <summary>Bᵀ d of one column, whose places are the bits 0, 4, 8 and 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<TPlaces>(
        float* d,
        nint row,
        int inside,
        out TLane first,
        out TLane second,
        out TLane third,
        out TLane fourth
    )
        where TPlaces : struct, IPlaces
    {
        TLane d0 = TPlaces.Load(d, inside & 1);
        TLane d1 = TPlaces.Load(d + row, inside & 0x10);
        TLane d2 = TPlaces.Load(d + (2 * row), inside & 0x100);
        TLane d3 = TPlaces.Load(d + (3 * row), inside & 0x1000);
        (first, second, third, fourth) = (d0 - d2, d1 + d2, d2 - d1, d1 - d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(TLane d0, TLane d1, TLane d2, TLane d3, float* v, nint matrix)
    {
        (d0 - d2).Store(v);
        (d1 + d2).Store(v + matrix);
        (d2 - d1).Store(v + (2 * matrix));
        (d1 - d3).Store(v + (3 * matrix));
    }

    private interface IPlaces
    {
        static abstract TLane Load(float* place, int inside);
    }

    private readonly struct Whole : IPlaces
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Load(float* place, int inside) => TLane.Load(place);
    }

    private readonly struct Border : IPlaces
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Load(float* place, int inside) => inside == 0 ? TLane.Create(0) : TLane.Load(place);
    }
}
