using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The transforms of F(4 × 4, 3 × 3), which compute 4 × 4 results of a 3 × 3 kernel with 36 products instead of 144: Y = Aᵀ((G g
/// Gᵀ) ⊙ (Bᵀ d B))A. Lavin and Gray 2016, arXiv:1509.09308, §4; the transform along one axis is <see cref="WinogradForm{TLane}"/>.
/// The elements of a transform are stored one matrix apart, row by row.
/// </summary>
internal static unsafe class WinogradTransforms<TLane>
    where TLane : struct, ILane<TLane>
{
    private const int Side = WinogradForm.Side;
    private const int Tile = WinogradForm.Tile;
    private const ulong WholePatch = (1UL << (Side * Side)) - 1;

    /// <summary>A bit for each pixel of a square that is in an image, row by row.</summary>
    /// <param name="top">The square's first row.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="side">Its rows and columns, at most 8.</param>
    /// <param name="height">The image's rows.</param>
    /// <param name="width">Its columns.</param>
    public static ulong Inside(int top, int left, int side, int height, int width)
    {
        ulong inside = 0;
        for (int i = 0; i < side * side; i++)
        {
            (int row, int column) = (top + (i / side), left + (i % side));
            inside |= row >= 0 && row < height && column >= 0 && column < width ? 1UL << i : 0;
        }

        return inside;
    }

    /// <summary>V = Bᵀ d B of a patch in some channels.</summary>
    /// <param name="patch">The first pixel of the patch, which may lie before the image.</param>
    /// <param name="row">The row stride.</param>
    /// <param name="column">The column stride.</param>
    /// <param name="inside">A bit for each pixel that is in the image, as in <see cref="Inside"/>; the others are zero.</param>
    /// <param name="channel">The channel stride.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="lanes">The number of samples: whole vectors.</param>
    /// <param name="result">Receives the result: contiguous, channels by samples.</param>
    /// <param name="matrix">The stride between the elements of a transformed patch.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Patch(
        float* patch,
        nint row,
        nint column,
        ulong inside,
        nint channel,
        int channels,
        int lanes,
        float* result,
        nint matrix
    )
    {
        float* columns = stackalloc float[Side * Side * TLane.Width];
        for (int c = 0; c < channels; c++, patch += channel, result += lanes)
        {
            for (int lane = 0; lane < lanes; lane += TLane.Width)
            {
                if (inside == WholePatch)
                {
                    PatchOf<Whole>(patch + lane, row, column, inside, columns, result + lane, matrix);
                }
                else
                {
                    PatchOf<Border>(patch + lane, row, column, inside, columns, result + lane, matrix);
                }
            }
        }
    }

    /// <summary>Y = Aᵀ m A of one vector of transformed results.</summary>
    /// <param name="products">The first element.</param>
    /// <param name="matrix">The stride between elements.</param>
    /// <param name="columns">Memory for 4 · 6 vectors.</param>
    /// <param name="to">The addresses of the 4 × 4 results, row by row.</param>
    /// <param name="position">An offset that is added to each of these.</param>
    /// <param name="isThere">A bit for each result that exists; the others are discarded.</param>
    /// <param name="none">Accumulates 0 · x for each result x.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Results(
        float* products,
        nint matrix,
        float* columns,
        float** to,
        nint position,
        int isThere,
        ref TLane none
    )
    {
        for (int j = 0; j < Side; j++, products += matrix)
        {
            WinogradForm<TLane>.Results(
                TLane.Load(products),
                TLane.Load(products + (Side * matrix)),
                TLane.Load(products + (2 * Side * matrix)),
                TLane.Load(products + (3 * Side * matrix)),
                TLane.Load(products + (4 * Side * matrix)),
                TLane.Load(products + (5 * Side * matrix)),
                out TLane y0,
                out TLane y1,
                out TLane y2,
                out TLane y3
            );
            float* column = columns + (j * TLane.Width);
            y0.Store(column);
            y1.Store(column + (Side * TLane.Width));
            y2.Store(column + (2 * Side * TLane.Width));
            y3.Store(column + (3 * Side * TLane.Width));
        }

        TLane zero = TLane.Create(0);
        for (int i = 0; i < Tile; i++, columns += Side * TLane.Width, to += Tile, isThere >>= Tile)
        {
            WinogradForm<TLane>.Results(
                TLane.Load(columns),
                TLane.Load(columns + TLane.Width),
                TLane.Load(columns + (2 * TLane.Width)),
                TLane.Load(columns + (3 * TLane.Width)),
                TLane.Load(columns + (4 * TLane.Width)),
                TLane.Load(columns + (5 * TLane.Width)),
                out TLane y0,
                out TLane y1,
                out TLane y2,
                out TLane y3
            );
            TLane.AddProduct(ref none, (y0 + y1) + (y2 + y3), zero);
            Put(y0, to[0] + position, isThere & 1);
            Put(y1, to[1] + position, isThere & 2);
            Put(y2, to[2] + position, isThere & 4);
            Put(y3, to[3] + position, isThere & 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TLane value, float* position, int isThere)
    {
        if (isThere != 0)
        {
            value.Store(position);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(float* to, nint step, TLane v0, TLane v1, TLane v2, TLane v3, TLane v4, TLane v5)
    {
        v0.Store(to);
        v1.Store(to + step);
        v2.Store(to + (2 * step));
        v3.Store(to + (3 * step));
        v4.Store(to + (4 * step));
        v5.Store(to + (5 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PatchOf<TPlaces>(
        float* d,
        nint row,
        nint column,
        ulong inside,
        float* columns,
        float* v,
        nint matrix
    )
        where TPlaces : struct, IPlaces
    {
        for (int j = 0; j < Side; j++, d += column, inside >>= 1)
        {
            TLane d0 = TPlaces.Load(d, inside & 1);
            TLane d1 = TPlaces.Load(d + row, inside & (1UL << Side));
            TLane d2 = TPlaces.Load(d + (2 * row), inside & (1UL << (2 * Side)));
            TLane d3 = TPlaces.Load(d + (3 * row), inside & (1UL << (3 * Side)));
            TLane d4 = TPlaces.Load(d + (4 * row), inside & (1UL << (4 * Side)));
            TLane d5 = TPlaces.Load(d + (5 * row), inside & (1UL << (5 * Side)));
            WinogradForm<TLane>.Patch(ref d0, ref d1, ref d2, ref d3, ref d4, ref d5);
            Store(columns + (j * TLane.Width), Side * TLane.Width, d0, d1, d2, d3, d4, d5);
        }

        for (int i = 0; i < Side; i++, columns += Side * TLane.Width, v += Side * matrix)
        {
            TLane d0 = TLane.Load(columns);
            TLane d1 = TLane.Load(columns + TLane.Width);
            TLane d2 = TLane.Load(columns + (2 * TLane.Width));
            TLane d3 = TLane.Load(columns + (3 * TLane.Width));
            TLane d4 = TLane.Load(columns + (4 * TLane.Width));
            TLane d5 = TLane.Load(columns + (5 * TLane.Width));
            WinogradForm<TLane>.Patch(ref d0, ref d1, ref d2, ref d3, ref d4, ref d5);
            Store(v, matrix, d0, d1, d2, d3, d4, d5);
        }
    }

    private interface IPlaces
    {
        static abstract TLane Load(float* position, ulong inside);
    }

    private readonly struct Whole : IPlaces
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Load(float* position, ulong inside) => TLane.Load(position);
    }

    private readonly struct Border : IPlaces
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Load(float* position, ulong inside) => inside == 0 ? TLane.Create(0) : TLane.Load(position);
    }
}
