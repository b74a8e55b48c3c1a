using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The register tile: up to 8 rows × 2 vectors of sums, kept in registers over all of K. The extents are type parameters, so the
/// JIT compiles each pair separately. The sums are separate locals, because the JIT keeps no array in registers.
/// </summary>
internal static unsafe class GemmTile<TLane>
    where TLane : struct, ILane<TLane>
{
    // Floats in a cache line.
    private const int Line = 16;

    /// <summary>
    /// Computes the block of C at (row, col), of 1 … 8 rows and 1 … 2 vectors of columns; the list of taps must not be null.
    /// </summary>
    public static void Run(in GemmArguments g, int row, int rows, int col, int cols)
    {
        float* a = g.A + (row * g.ARow);
        float* b = g.B + col;
        float* c = g.C + (row * g.CRow) + col;
        if (g.FetchResult && Sse.IsSupported)
        {
            for (int i = 0; i < rows; i++)
            {
                Sse.Prefetch0(c + (i * g.CRow));
                Sse.Prefetch0(c + (i * g.CRow) + cols - 1);
            }
        }

        // The first tile of a panel prefetches for the others.
        nint ahead = row == 0 ? g.Prefetch : 0;
        if (cols > TLane.Width)
        {
            Run<N2>(rows, in g, a, b, c, cols - TLane.Width, ahead);
        }
        else
        {
            Run<N1>(rows, in g, a, b, c, cols, ahead);
        }
    }

    private static void Run<TVectors>(
        int rows,
        in GemmArguments g,
        float* a,
        float* b,
        float* c,
        int lastCount,
        nint prefetch
    )
        where TVectors : struct, ICount
    {
        if (prefetch == 0)
        {
            Run<TVectors, N0>(rows, in g, a, b, c, lastCount, prefetch);
        }
        else
        {
            Run<TVectors, N1>(rows, in g, a, b, c, lastCount, prefetch);
        }
    }

    private static void Run<TVectors, TAhead>(
        int rows,
        in GemmArguments g,
        float* a,
        float* b,
        float* c,
        int lastCount,
        nint prefetch
    )
        where TVectors : struct, ICount
        where TAhead : struct, ICount
    {
        switch (rows)
        {
            case 1:
                Tile<N1, TVectors, TAhead>(in g, a, b, c, lastCount, prefetch);
                break;
            case 2:
                Tile<N2, TVectors, TAhead>(in g, a, b, c, lastCount, prefetch);
                break;
            case 3:
                Tile<N3, TVectors, TAhead>(in g, a, b, c, lastCount, prefetch);
                break;
            case 4:
                Tile<N4, TVectors, TAhead>(in g, a, b, c, lastCount, prefetch);
                break;
            case 5:
                Tile<N5, TVectors, TAhead>(in g, a, b, c, lastCount, prefetch);
                break;
            case 6:
                Tile<N6, TVectors, TAhead>(in g, a, b, c, lastCount, prefetch);
                break;
            case 7:
                Tile<N7, TVectors, TAhead>(in g, a, b, c, lastCount, prefetch);
                break;
            default:
                Tile<N8, TVectors, TAhead>(in g, a, b, c, lastCount, prefetch);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows, TVectors, TAhead>(
        in GemmArguments g,
        float* a,
        float* b,
        float* c,
        int lastCount,
        nint prefetch
    )
        where TRows : struct, ICount
        where TVectors : struct, ICount
        where TAhead : struct, ICount
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

        if (g.Accumulate)
        {
            Get<TVectors>(c, out c00, out c01);
            if (TRows.Value > 1)
            {
                Get<TVectors>(c + g.CRow, out c10, out c11);
            }

            if (TRows.Value > 2)
            {
                Get<TVectors>(c + (2 * g.CRow), out c20, out c21);
            }

            if (TRows.Value > 3)
            {
                Get<TVectors>(c + (3 * g.CRow), out c30, out c31);
            }

            if (TRows.Value > 4)
            {
                Get<TVectors>(c + (4 * g.CRow), out c40, out c41);
            }

            if (TRows.Value > 5)
            {
                Get<TVectors>(c + (5 * g.CRow), out c50, out c51);
            }

            if (TRows.Value > 6)
            {
                Get<TVectors>(c + (6 * g.CRow), out c60, out c61);
            }

            if (TRows.Value > 7)
            {
                Get<TVectors>(c + (7 * g.CRow), out c70, out c71);
            }
        }

        // In bytes and multiplied in advance: on a processor that issues four instructions per cycle, each extra one in the loop costs
        // time.
        nint aRow = g.ARow;
        nint aRow2 = 2 * aRow;
        nint aRow3 = 3 * aRow;
        nint aCol = g.ACol * sizeof(float);
        nint bRow = g.BRow * sizeof(float);
        int k = g.K;
        Tap* end = g.Taps + g.TapCount;
        for (Tap* tap = g.Taps; tap < end; tap++)
        {
            // Two row pointers and three offsets reach all rows with the addressing modes of x64.
            float* upper = a + tap->A;
            float* lower = upper + (4 * aRow);
            float* right = b + tap->B;
            for (int i = k; i > 0; i--)
            {
                if (TAhead.Value > 0 && Sse.IsSupported)
                {
                    Sse.Prefetch1(right + prefetch);
                    if (TVectors.Value * TLane.Width > Line)
                    {
                        Sse.Prefetch1(right + prefetch + Line);
                    }
                }

                TLane b0 = TLane.Load(right);
                TLane b1 = TVectors.Value > 1 ? TLane.Load(right + TLane.Width) : default;
                TLane x0 = TLane.Broadcast(upper);
                TLane.AddProduct(ref c00, x0, b0);
                if (TVectors.Value > 1)
                {
                    TLane.AddProduct(ref c01, x0, b1);
                }

                if (TRows.Value > 1)
                {
                    TLane x1 = TLane.Broadcast(upper + aRow);
                    TLane.AddProduct(ref c10, x1, b0);
                    if (TVectors.Value > 1)
                    {
                        TLane.AddProduct(ref c11, x1, b1);
                    }
                }

                if (TRows.Value > 2)
                {
                    TLane x2 = TLane.Broadcast(upper + aRow2);
                    TLane.AddProduct(ref c20, x2, b0);
                    if (TVectors.Value > 1)
                    {
                        TLane.AddProduct(ref c21, x2, b1);
                    }
                }

                if (TRows.Value > 3)
                {
                    TLane x3 = TLane.Broadcast(upper + aRow3);
                    TLane.AddProduct(ref c30, x3, b0);
                    if (TVectors.Value > 1)
                    {
                        TLane.AddProduct(ref c31, x3, b1);
                    }
                }

                if (TRows.Value > 4)
                {
                    TLane x4 = TLane.Broadcast(lower);
                    TLane.AddProduct(ref c40, x4, b0);
                    if (TVectors.Value > 1)
                    {
                        TLane.AddProduct(ref c41, x4, b1);
                    }
                }

                if (TRows.Value > 5)
                {
                    TLane x5 = TLane.Broadcast(lower + aRow);
                    TLane.AddProduct(ref c50, x5, b0);
                    if (TVectors.Value > 1)
                    {
                        TLane.AddProduct(ref c51, x5, b1);
                    }
                }

                if (TRows.Value > 6)
                {
                    TLane x6 = TLane.Broadcast(lower + aRow2);
                    TLane.AddProduct(ref c60, x6, b0);
                    if (TVectors.Value > 1)
                    {
                        TLane.AddProduct(ref c61, x6, b1);
                    }
                }

                if (TRows.Value > 7)
                {
                    TLane x7 = TLane.Broadcast(lower + aRow3);
                    TLane.AddProduct(ref c70, x7, b0);
                    if (TVectors.Value > 1)
                    {
                        TLane.AddProduct(ref c71, x7, b1);
                    }
                }

                upper = (float*)((byte*)upper + aCol);
                lower = (float*)((byte*)lower + aCol);
                right = (float*)((byte*)right + bRow);
            }
        }

        nint cRow = g.CRow;
        bool adds = g.Adds;
        Put<TVectors>(c00, c01, c, lastCount, adds);
        if (TRows.Value > 1)
        {
            Put<TVectors>(c10, c11, c + (1 * cRow), lastCount, adds);
        }

        if (TRows.Value > 2)
        {
            Put<TVectors>(c20, c21, c + (2 * cRow), lastCount, adds);
        }

        if (TRows.Value > 3)
        {
            Put<TVectors>(c30, c31, c + (3 * cRow), lastCount, adds);
        }

        if (TRows.Value > 4)
        {
            Put<TVectors>(c40, c41, c + (4 * cRow), lastCount, adds);
        }

        if (TRows.Value > 5)
        {
            Put<TVectors>(c50, c51, c + (5 * cRow), lastCount, adds);
        }

        if (TRows.Value > 6)
        {
            Put<TVectors>(c60, c61, c + (6 * cRow), lastCount, adds);
        }

        if (TRows.Value > 7)
        {
            Put<TVectors>(c70, c71, c + (7 * cRow), lastCount, adds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Get<TVectors>(float* c, out TLane first, out TLane second)
        where TVectors : struct, ICount
    {
        first = TLane.Load(c);
        second = TVectors.Value > 1 ? TLane.Load(c + TLane.Width) : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TVectors>(TLane first, TLane second, float* c, int lastCount, bool adds)
        where TVectors : struct, ICount
    {
        if (adds)
        {
            first += TLane.Load(c);
            second = TVectors.Value > 1 ? second + TLane.Load(c + TLane.Width) : second;
        }

        if (TVectors.Value > 1)
        {
            first.Store(c);
            PutLast(second, c + TLane.Width, lastCount);
        }
        else
        {
            PutLast(first, c, lastCount);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutLast(TLane value, float* c, int count)
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
