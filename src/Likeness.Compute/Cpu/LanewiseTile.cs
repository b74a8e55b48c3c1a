using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The register tile of <see cref="LanewiseMatMul"/>: up to 5 × 5 sums of one vector of lanes, kept in registers over all of K.
/// Both operands are vectors. One row and one column of them are loaded for each k, and each vector is used in all of its sums.
/// </summary>
internal static unsafe class LanewiseTile<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Computes rows × cols elements of C from (row, col), in one vector of lanes; the list of taps must not be null.</summary>
    public static void Run(in LanewiseMatMulArguments g, int row, int rows, int col, int cols, int lane)
    {
        float* a = g.A + (row * g.ARow) + lane;
        float* b = g.B + (col * g.BCol) + lane;
        float* c = g.C + (row * g.CRow) + (col * g.CCol) + lane;
        int count = Math.Min(TLane.Width, g.Lanes - lane);
        switch (rows)
        {
            case 1:
                Run<N1>(cols, in g, a, b, c, count);
                break;
            case 2:
                Run<N2>(cols, in g, a, b, c, count);
                break;
            case 3:
                Run<N3>(cols, in g, a, b, c, count);
                break;
            case 4:
                Run<N4>(cols, in g, a, b, c, count);
                break;
            default:
                Run<N5>(cols, in g, a, b, c, count);
                break;
        }
    }

    private static void Run<TRows>(int cols, in LanewiseMatMulArguments g, float* a, float* b, float* c, int count)
        where TRows : struct, ICount
    {
        switch (cols)
        {
            case 1:
                Tile<TRows, N1>(in g, a, b, c, count);
                break;
            case 2:
                Tile<TRows, N2>(in g, a, b, c, count);
                break;
            case 3:
                Tile<TRows, N3>(in g, a, b, c, count);
                break;
            case 4:
                Tile<TRows, N4>(in g, a, b, c, count);
                break;
            default:
                Tile<TRows, N5>(in g, a, b, c, count);
                break;
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows, TCols>(in LanewiseMatMulArguments g, float* a, float* b, float* c, int count)
        where TRows : struct, ICount
        where TCols : struct, ICount
    {
        TLane c00 = TLane.Create(0);
        TLane c01 = c00;
        TLane c02 = c00;
        TLane c03 = c00;
        TLane c04 = c00;
        TLane c10 = c00;
        TLane c11 = c00;
        TLane c12 = c00;
        TLane c13 = c00;
        TLane c14 = c00;
        TLane c20 = c00;
        TLane c21 = c00;
        TLane c22 = c00;
        TLane c23 = c00;
        TLane c24 = c00;
        TLane c30 = c00;
        TLane c31 = c00;
        TLane c32 = c00;
        TLane c33 = c00;
        TLane c34 = c00;
        TLane c40 = c00;
        TLane c41 = c00;
        TLane c42 = c00;
        TLane c43 = c00;
        TLane c44 = c00;
        nint aRow = g.ARow;
        nint aCol = g.ACol;
        nint bRow = g.BRow;
        nint bCol = g.BCol;
        int k = g.K;
        Tap* end = g.Taps + g.TapCount;
        for (Tap* tap = g.Taps; tap < end; tap++)
        {
            float* left = a + tap->A;
            float* right = b + tap->B;
            for (int i = 0; i < k; i++)
            {
                TLane b0 = TLane.Load(right);
                TLane b1 = TCols.Value > 1 ? TLane.Load(right + bCol) : b0;
                TLane b2 = TCols.Value > 2 ? TLane.Load(right + (2 * bCol)) : b0;
                TLane b3 = TCols.Value > 3 ? TLane.Load(right + (3 * bCol)) : b0;
                TLane b4 = TCols.Value > 4 ? TLane.Load(right + (4 * bCol)) : b0;
                TLane x0 = TLane.Load(left);
                TLane.AddProduct(ref c00, x0, b0);
                if (TCols.Value > 1)
                {
                    TLane.AddProduct(ref c01, x0, b1);
                }

                if (TCols.Value > 2)
                {
                    TLane.AddProduct(ref c02, x0, b2);
                }

                if (TCols.Value > 3)
                {
                    TLane.AddProduct(ref c03, x0, b3);
                }

                if (TCols.Value > 4)
                {
                    TLane.AddProduct(ref c04, x0, b4);
                }

                if (TRows.Value > 1)
                {
                    TLane x1 = TLane.Load(left + aRow);
                    TLane.AddProduct(ref c10, x1, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c11, x1, b1);
                    }

                    if (TCols.Value > 2)
                    {
                        TLane.AddProduct(ref c12, x1, b2);
                    }

                    if (TCols.Value > 3)
                    {
                        TLane.AddProduct(ref c13, x1, b3);
                    }

                    if (TCols.Value > 4)
                    {
                        TLane.AddProduct(ref c14, x1, b4);
                    }
                }

                if (TRows.Value > 2)
                {
                    TLane x2 = TLane.Load(left + (2 * aRow));
                    TLane.AddProduct(ref c20, x2, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c21, x2, b1);
                    }

                    if (TCols.Value > 2)
                    {
                        TLane.AddProduct(ref c22, x2, b2);
                    }

                    if (TCols.Value > 3)
                    {
                        TLane.AddProduct(ref c23, x2, b3);
                    }

                    if (TCols.Value > 4)
                    {
                        TLane.AddProduct(ref c24, x2, b4);
                    }
                }

                if (TRows.Value > 3)
                {
                    TLane x3 = TLane.Load(left + (3 * aRow));
                    TLane.AddProduct(ref c30, x3, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c31, x3, b1);
                    }

                    if (TCols.Value > 2)
                    {
                        TLane.AddProduct(ref c32, x3, b2);
                    }

                    if (TCols.Value > 3)
                    {
                        TLane.AddProduct(ref c33, x3, b3);
                    }

                    if (TCols.Value > 4)
                    {
                        TLane.AddProduct(ref c34, x3, b4);
                    }
                }

                if (TRows.Value > 4)
                {
                    TLane x4 = TLane.Load(left + (4 * aRow));
                    TLane.AddProduct(ref c40, x4, b0);
                    if (TCols.Value > 1)
                    {
                        TLane.AddProduct(ref c41, x4, b1);
                    }

                    if (TCols.Value > 2)
                    {
                        TLane.AddProduct(ref c42, x4, b2);
                    }

                    if (TCols.Value > 3)
                    {
                        TLane.AddProduct(ref c43, x4, b3);
                    }

                    if (TCols.Value > 4)
                    {
                        TLane.AddProduct(ref c44, x4, b4);
                    }
                }

                left += aCol;
                right += bRow;
            }
        }

        nint cRow = g.CRow;
        nint cCol = g.CCol;
        Put<TCols>(c00, c01, c02, c03, c04, c, cCol, count);
        if (TRows.Value > 1)
        {
            Put<TCols>(c10, c11, c12, c13, c14, c + cRow, cCol, count);
        }

        if (TRows.Value > 2)
        {
            Put<TCols>(c20, c21, c22, c23, c24, c + (2 * cRow), cCol, count);
        }

        if (TRows.Value > 3)
        {
            Put<TCols>(c30, c31, c32, c33, c34, c + (3 * cRow), cCol, count);
        }

        if (TRows.Value > 4)
        {
            Put<TCols>(c40, c41, c42, c43, c44, c + (4 * cRow), cCol, count);
        }
    }

    /// <summary>Stores one row of the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TCols>(TLane v0, TLane v1, TLane v2, TLane v3, TLane v4, float* c, nint cCol, int count)
        where TCols : struct, ICount
    {
        Put(v0, c, count);
        if (TCols.Value > 1)
        {
            Put(v1, c + cCol, count);
        }

        if (TCols.Value > 2)
        {
            Put(v2, c + (2 * cCol), count);
        }

        if (TCols.Value > 3)
        {
            Put(v3, c + (3 * cCol), count);
        }

        if (TCols.Value > 4)
        {
            Put(v4, c + (4 * cCol), count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TLane value, float* c, int count)
    {
        if (count == TLane.Width)
        {
            value.Store(c);
        }
        else
        {
            value.StorePartial(c, count);
        }
    }
}
