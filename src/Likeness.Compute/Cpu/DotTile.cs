using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The register tile of <see cref="DotProduct"/>: up to 8 rows × 2 columns of sums. Each sum is a vector in which every lane takes
/// every Width-th k; the lanes are added at the end.
/// </summary>
internal static unsafe class DotTile<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Computes rows × cols elements of C from (row, col); the list of taps must not be null.</summary>
    public static void Run(in DotProductArguments g, int row, int rows, int col, int cols)
    {
        float* a = g.A + (row * g.ARow);
        float* b = g.B + (col * g.BCol);
        float* c = g.C + (row * g.CRow) + (col * g.CCol);
        if (cols == 2)
        {
            Run<N2>(rows, in g, a, b, c);
        }
        else
        {
            Run<N1>(rows, in g, a, b, c);
        }
    }

    private static void Run<TCols>(int rows, in DotProductArguments g, float* a, float* b, float* c)
        where TCols : struct, ICount
    {
        switch (rows)
        {
            case 1:
                Tile<N1, TCols>(in g, a, b, c);
                break;
            case 2:
                Tile<N2, TCols>(in g, a, b, c);
                break;
            case 3:
                Tile<N3, TCols>(in g, a, b, c);
                break;
            case 4:
                Tile<N4, TCols>(in g, a, b, c);
                break;
            case 5:
                Tile<N5, TCols>(in g, a, b, c);
                break;
            case 6:
                Tile<N6, TCols>(in g, a, b, c);
                break;
            case 7:
                Tile<N7, TCols>(in g, a, b, c);
                break;
            default:
                Tile<N8, TCols>(in g, a, b, c);
                break;
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows, TCols>(in DotProductArguments g, float* a, float* b, float* c)
        where TRows : struct, ICount
        where TCols : struct, ICount
    {
        TLane c00 = TLane.Create(0);
        TLane c01 = c00;
        TLane c10 = c00;
        TLane c11 = c00;
        TLane c20 = c00;
        TLane c21 = c00;
        TLane c30 = c00;
        TLane c31 = c00;
        TLane c40 = c00;
        TLane c41 = c00;
        TLane c50 = c00;
        TLane c51 = c00;
        TLane c60 = c00;
        TLane c61 = c00;
        TLane c70 = c00;
        TLane c71 = c00;
        nint aRow = g.ARow;
        nint bCol = g.BCol;
        int whole = g.K / TLane.Width;
        int rest = g.K % TLane.Width;
        Tap* end = g.Taps + g.TapCount;
        (bool asksRows, bool asksColumns) = (g.PrefetchRow >= 0, g.PrefetchesColumns);
        for (Tap* tap = g.Taps; tap < end; tap++)
        {
            nint rowAhead = asksRows ? tap[g.TapCount].A - tap->A + (g.PrefetchRow * aRow) : 0;
            nint columnAhead = asksColumns ? tap[g.TapCount].B - tap->B : 0;

            // Two row pointers and three offsets reach all rows with the addressing modes of x64.
            float* upper = a + tap->A;
            float* lower = upper + (4 * aRow);
            float* right = b + tap->B;
            for (int i = 0; i < whole; i++)
            {
                if (asksRows && Sse.IsSupported)
                {
                    Sse.Prefetch0(upper + rowAhead);
                    Sse.Prefetch0(upper + rowAhead + aRow);
                }

                if (asksColumns && Sse.IsSupported)
                {
                    Sse.Prefetch0(right + columnAhead);
                    Sse.Prefetch0(right + columnAhead + bCol);
                }

                TLane b0 = TLane.Load(right);
                TLane b1 = TCols.Value > 1 ? TLane.Load(right + bCol) : b0;
                TLane x0 = TLane.Load(upper);
                TLane.AddProduct(ref c00, x0, b0);
                if (TCols.Value > 1)
                {
                    TLane.AddProduct(ref c01, x0, b1);
                }

                if (TRows.Value > 1)
                {
                    TLane x1 = TLane.Load(upper + aRow);
                    TLane.AddProduct(ref c10, x1, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c11, x1, b1);
                    }
                }

                if (TRows.Value > 2)
                {
                    TLane x2 = TLane.Load(upper + (2 * aRow));
                    TLane.AddProduct(ref c20, x2, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c21, x2, b1);
                    }
                }

                if (TRows.Value > 3)
                {
                    TLane x3 = TLane.Load(upper + (3 * aRow));
                    TLane.AddProduct(ref c30, x3, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c31, x3, b1);
                    }
                }

                if (TRows.Value > 4)
                {
                    TLane x4 = TLane.Load(lower);
                    TLane.AddProduct(ref c40, x4, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c41, x4, b1);
                    }
                }

                if (TRows.Value > 5)
                {
                    TLane x5 = TLane.Load(lower + aRow);
                    TLane.AddProduct(ref c50, x5, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c51, x5, b1);
                    }
                }

                if (TRows.Value > 6)
                {
                    TLane x6 = TLane.Load(lower + (2 * aRow));
                    TLane.AddProduct(ref c60, x6, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c61, x6, b1);
                    }
                }

                if (TRows.Value > 7)
                {
                    TLane x7 = TLane.Load(lower + (3 * aRow));
                    TLane.AddProduct(ref c70, x7, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c71, x7, b1);
                    }
                }

                upper += TLane.Width;
                lower += TLane.Width;
                right += TLane.Width;
            }

            if (rest > 0)
            {
                // Padded with zeros, which do not change the sum.
                TLane b0 = LoadRest(right, rest);
                TLane b1 = TCols.Value > 1 ? LoadRest(right + bCol, rest) : b0;
                TLane x0 = LoadRest(upper, rest);
                TLane.AddProduct(ref c00, x0, b0);
                if (TCols.Value > 1)
                {
                    TLane.AddProduct(ref c01, x0, b1);
                }

                if (TRows.Value > 1)
                {
                    TLane x1 = LoadRest(upper + aRow, rest);
                    TLane.AddProduct(ref c10, x1, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c11, x1, b1);
                    }
                }

                if (TRows.Value > 2)
                {
                    TLane x2 = LoadRest(upper + (2 * aRow), rest);
                    TLane.AddProduct(ref c20, x2, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c21, x2, b1);
                    }
                }

                if (TRows.Value > 3)
                {
                    TLane x3 = LoadRest(upper + (3 * aRow), rest);
                    TLane.AddProduct(ref c30, x3, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c31, x3, b1);
                    }
                }

                if (TRows.Value > 4)
                {
                    TLane x4 = LoadRest(lower, rest);
                    TLane.AddProduct(ref c40, x4, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c41, x4, b1);
                    }
                }

                if (TRows.Value > 5)
                {
                    TLane x5 = LoadRest(lower + aRow, rest);
                    TLane.AddProduct(ref c50, x5, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c51, x5, b1);
                    }
                }

                if (TRows.Value > 6)
                {
                    TLane x6 = LoadRest(lower + (2 * aRow), rest);
                    TLane.AddProduct(ref c60, x6, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c61, x6, b1);
                    }
                }

                if (TRows.Value > 7)
                {
                    TLane x7 = LoadRest(lower + (3 * aRow), rest);
                    TLane.AddProduct(ref c70, x7, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c71, x7, b1);
                    }
                }
            }
        }

        nint cRow = g.CRow;
        nint cCol = g.CCol;
        bool adds = g.Accumulate;
        Put<TCols>(c00, c01, c, cCol, adds);
        if (TRows.Value > 1)
        {
            Put<TCols>(c10, c11, c + cRow, cCol, adds);
        }

        if (TRows.Value > 2)
        {
            Put<TCols>(c20, c21, c + (2 * cRow), cCol, adds);
        }

        if (TRows.Value > 3)
        {
            Put<TCols>(c30, c31, c + (3 * cRow), cCol, adds);
        }

        if (TRows.Value > 4)
        {
            Put<TCols>(c40, c41, c + (4 * cRow), cCol, adds);
        }

        if (TRows.Value > 5)
        {
            Put<TCols>(c50, c51, c + (5 * cRow), cCol, adds);
        }

        if (TRows.Value > 6)
        {
            Put<TCols>(c60, c61, c + (6 * cRow), cCol, adds);
        }

        if (TRows.Value > 7)
        {
            Put<TCols>(c70, c71, c + (7 * cRow), cCol, adds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LoadRest(float* source, int count) => TLane.LoadPartial(source, count, TLane.Create(0));

    /// <summary>Reduces and stores one row of the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TCols>(TLane first, TLane second, float* c, nint cCol, bool adds)
        where TCols : struct, ICount
    {
        Put(first, c, adds);
        if (TCols.Value > 1)
        {
            Put(second, c + cCol, adds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TLane sum, float* c, bool adds)
    {
        sum = TLane.Width > 8 ? sum + TLane.Swap(sum, 8) : sum;
        sum = TLane.Width > 4 ? sum + TLane.Swap(sum, 4) : sum;
        sum += TLane.Swap(sum, 2);
        sum += TLane.Swap(sum, 1);
        sum = adds ? sum + TLane.LoadPartial(c, 1, sum) : sum;
        sum.StorePartial(c, 1);
    }
}
