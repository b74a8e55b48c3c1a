using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The register tile of a matmul with 1 … 4 rows: enough vectors of columns to keep the multipliers busy, up to 8 for 1 or 2 rows
/// and 4 for 3 or 4. Two vectors would be bound by the latency of the additions.
/// </summary>
internal static unsafe class GemmWideTile<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Computes all rows of C from column <paramref name="col"/>, up to 8 vectors; the list of taps must not be null.</summary>
    public static void Run(in GemmArguments g, int col, int cols)
    {
        switch (g.M)
        {
            case 1:
                Run<N1>(in g, col, cols);
                break;
            case 2:
                Run<N2>(in g, col, cols);
                break;
            case 3:
                Run<N3>(in g, col, cols);
                break;
            default:
                Run<N4>(in g, col, cols);
                break;
        }
    }

    private static void Run<TRows>(in GemmArguments g, int col, int cols)
        where TRows : struct, ICount
    {
        switch ((cols + TLane.Width - 1) / TLane.Width)
        {
            case 1:
                Tile<TRows, N1>(in g, g.B + col, g.C + col, cols);
                break;
            case 2:
                Tile<TRows, N2>(in g, g.B + col, g.C + col, cols);
                break;
            case 3:
                Tile<TRows, N3>(in g, g.B + col, g.C + col, cols);
                break;
            case 4:
                Tile<TRows, N4>(in g, g.B + col, g.C + col, cols);
                break;
            case 5:
                Tile<TRows, N5>(in g, g.B + col, g.C + col, cols);
                break;
            case 6:
                Tile<TRows, N6>(in g, g.B + col, g.C + col, cols);
                break;
            case 7:
                Tile<TRows, N7>(in g, g.B + col, g.C + col, cols);
                break;
            default:
                Tile<TRows, N8>(in g, g.B + col, g.C + col, cols);
                break;
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows, TVectors>(in GemmArguments g, float* b, float* c, int cols)
        where TRows : struct, ICount
        where TVectors : struct, ICount
    {
        TLane c00 = TLane.Create(0);
        TLane c01 = c00;
        TLane c02 = c00;
        TLane c03 = c00;
        TLane c04 = c00;
        TLane c05 = c00;
        TLane c06 = c00;
        TLane c07 = c00;
        TLane c10 = c00;
        TLane c11 = c00;
        TLane c12 = c00;
        TLane c13 = c00;
        TLane c14 = c00;
        TLane c15 = c00;
        TLane c16 = c00;
        TLane c17 = c00;
        TLane c20 = c00;
        TLane c21 = c00;
        TLane c22 = c00;
        TLane c23 = c00;
        TLane c30 = c00;
        TLane c31 = c00;
        TLane c32 = c00;
        TLane c33 = c00;
        if (g.Accumulate)
        {
            c00 = Get<TRows, TVectors>(in g, c, 0, 0);
            c01 = Get<TRows, TVectors>(in g, c, 0, 1);
            c02 = Get<TRows, TVectors>(in g, c, 0, 2);
            c03 = Get<TRows, TVectors>(in g, c, 0, 3);
            c04 = Get<TRows, TVectors>(in g, c, 0, 4);
            c05 = Get<TRows, TVectors>(in g, c, 0, 5);
            c06 = Get<TRows, TVectors>(in g, c, 0, 6);
            c07 = Get<TRows, TVectors>(in g, c, 0, 7);
            c10 = Get<TRows, TVectors>(in g, c, 1, 0);
            c11 = Get<TRows, TVectors>(in g, c, 1, 1);
            c12 = Get<TRows, TVectors>(in g, c, 1, 2);
            c13 = Get<TRows, TVectors>(in g, c, 1, 3);
            c14 = Get<TRows, TVectors>(in g, c, 1, 4);
            c15 = Get<TRows, TVectors>(in g, c, 1, 5);
            c16 = Get<TRows, TVectors>(in g, c, 1, 6);
            c17 = Get<TRows, TVectors>(in g, c, 1, 7);
            c20 = Get<TRows, TVectors>(in g, c, 2, 0);
            c21 = Get<TRows, TVectors>(in g, c, 2, 1);
            c22 = Get<TRows, TVectors>(in g, c, 2, 2);
            c23 = Get<TRows, TVectors>(in g, c, 2, 3);
            c30 = Get<TRows, TVectors>(in g, c, 3, 0);
            c31 = Get<TRows, TVectors>(in g, c, 3, 1);
            c32 = Get<TRows, TVectors>(in g, c, 3, 2);
            c33 = Get<TRows, TVectors>(in g, c, 3, 3);
        }

        nint aRow = g.ARow;
        nint aCol = g.ACol;
        nint bRow = g.BRow;
        int k = g.K;
        Tap* end = g.Taps + g.TapCount;
        for (Tap* tap = g.Taps; tap < end; tap++)
        {
            float* left = g.A + tap->A;
            float* right = b + tap->B;
            for (int i = 0; i < k; i++)
            {
                TLane x0 = TLane.Broadcast(left);
                TLane x1 = TRows.Value > 1 ? TLane.Broadcast(left + aRow) : x0;
                TLane x2 = TRows.Value > 2 ? TLane.Broadcast(left + (2 * aRow)) : x0;
                TLane x3 = TRows.Value > 3 ? TLane.Broadcast(left + (3 * aRow)) : x0;
                TLane b0 = TLane.Load(right);
                TLane.AddProduct(ref c00, x0, b0);
                if (TRows.Value > 1)
                {
                    TLane.AddProduct(ref c10, x1, b0);
                }

                if (TRows.Value > 2)
                {
                    TLane.AddProduct(ref c20, x2, b0);
                }

                if (TRows.Value > 3)
                {
                    TLane.AddProduct(ref c30, x3, b0);
                }

                if (TVectors.Value > 1)
                {
                    TLane b1 = TLane.Load(right + TLane.Width);
                    TLane.AddProduct(ref c01, x0, b1);
                    if (TRows.Value > 1)
                    {
                        TLane.AddProduct(ref c11, x1, b1);
                    }

                    if (TRows.Value > 2)
                    {
                        TLane.AddProduct(ref c21, x2, b1);
                    }

                    if (TRows.Value > 3)
                    {
                        TLane.AddProduct(ref c31, x3, b1);
                    }
                }

                if (TVectors.Value > 2)
                {
                    TLane b2 = TLane.Load(right + (2 * TLane.Width));
                    TLane.AddProduct(ref c02, x0, b2);
                    if (TRows.Value > 1)
                    {
                        TLane.AddProduct(ref c12, x1, b2);
                    }

                    if (TRows.Value > 2)
                    {
                        TLane.AddProduct(ref c22, x2, b2);
                    }

                    if (TRows.Value > 3)
                    {
                        TLane.AddProduct(ref c32, x3, b2);
                    }
                }

                if (TVectors.Value > 3)
                {
                    TLane b3 = TLane.Load(right + (3 * TLane.Width));
                    TLane.AddProduct(ref c03, x0, b3);
                    if (TRows.Value > 1)
                    {
                        TLane.AddProduct(ref c13, x1, b3);
                    }

                    if (TRows.Value > 2)
                    {
                        TLane.AddProduct(ref c23, x2, b3);
                    }

                    if (TRows.Value > 3)
                    {
                        TLane.AddProduct(ref c33, x3, b3);
                    }
                }

                if (TVectors.Value > 4)
                {
                    TLane b4 = TLane.Load(right + (4 * TLane.Width));
                    TLane.AddProduct(ref c04, x0, b4);
                    if (TRows.Value > 1)
                    {
                        TLane.AddProduct(ref c14, x1, b4);
                    }
                }

                if (TVectors.Value > 5)
                {
                    TLane b5 = TLane.Load(right + (5 * TLane.Width));
                    TLane.AddProduct(ref c05, x0, b5);
                    if (TRows.Value > 1)
                    {
                        TLane.AddProduct(ref c15, x1, b5);
                    }
                }

                if (TVectors.Value > 6)
                {
                    TLane b6 = TLane.Load(right + (6 * TLane.Width));
                    TLane.AddProduct(ref c06, x0, b6);
                    if (TRows.Value > 1)
                    {
                        TLane.AddProduct(ref c16, x1, b6);
                    }
                }

                if (TVectors.Value > 7)
                {
                    TLane b7 = TLane.Load(right + (7 * TLane.Width));
                    TLane.AddProduct(ref c07, x0, b7);
                    if (TRows.Value > 1)
                    {
                        TLane.AddProduct(ref c17, x1, b7);
                    }
                }

                left += aCol;
                right += bRow;
            }
        }

        int lastCount = cols - ((TVectors.Value - 1) * TLane.Width);
        Put<TVectors>(c00, c01, c02, c03, c, 0, lastCount);
        Put<TVectors>(c04, c05, c06, c07, c, 4, lastCount);
        if (TRows.Value > 1)
        {
            Put<TVectors>(c10, c11, c12, c13, c + g.CRow, 0, lastCount);
            Put<TVectors>(c14, c15, c16, c17, c + g.CRow, 4, lastCount);
        }

        if (TRows.Value > 2)
        {
            Put<TVectors>(c20, c21, c22, c23, c + (2 * g.CRow), 0, lastCount);
        }

        if (TRows.Value > 3)
        {
            Put<TVectors>(c30, c31, c32, c33, c + (3 * g.CRow), 0, lastCount);
        }
    }

    /// <summary>Stores those of four neighbouring sums that exist in the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TVectors>(TLane v0, TLane v1, TLane v2, TLane v3, float* c, int first, int lastCount)
        where TVectors : struct, ICount
    {
        Put<TVectors>(v0, c, first, lastCount);
        Put<TVectors>(v1, c, first + 1, lastCount);
        Put<TVectors>(v2, c, first + 2, lastCount);
        Put<TVectors>(v3, c, first + 3, lastCount);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TVectors>(TLane value, float* c, int position, int lastCount)
        where TVectors : struct, ICount
    {
        if (position < TVectors.Value - 1 || (position == TVectors.Value - 1 && lastCount == TLane.Width))
        {
            value.Store(c + (position * TLane.Width));
        }
        else if (position == TVectors.Value - 1)
        {
            value.StorePartial(c + (position * TLane.Width), lastCount);
        }
    }

    /// <summary>Loads a vector of C, if it exists in the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Get<TRows, TVectors>(in GemmArguments g, float* c, int row, int vector)
        where TRows : struct, ICount
        where TVectors : struct, ICount =>
        row < TRows.Value && vector < TVectors.Value
            ? TLane.Load(c + (row * g.CRow) + (vector * TLane.Width))
            : TLane.Create(0);
}
