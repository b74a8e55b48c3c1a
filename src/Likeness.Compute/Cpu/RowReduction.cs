using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>Reduces each column to one number: chains of 32 rows, combined pairwise, over strips of 4 vectors.</summary>
internal static unsafe class RowReduction<TLane, TReduction>
    where TLane : struct, ILane<TLane>
    where TReduction : struct, IReduction
{
    private const int ChainRows = 32;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* src, nint rowStride, int rows, int cols, float* dst, bool accumulate)
    {
        int c = 0;
        for (; c <= cols - (4 * TLane.Width); c += 4 * TLane.Width)
        {
            Strip strip = Wide(src + c, rowStride, rows);
            Finish(strip.A, dst + c, accumulate);
            Finish(strip.B, dst + c + TLane.Width, accumulate);
            Finish(strip.C, dst + c + (2 * TLane.Width), accumulate);
            Finish(strip.D, dst + c + (3 * TLane.Width), accumulate);
        }

        for (; c <= cols - TLane.Width; c += TLane.Width)
        {
            Finish(Narrow(src + c, rowStride, rows, TLane.Width), dst + c, accumulate);
        }

        if (c < cols)
        {
            TLane all = Narrow(src + c, rowStride, rows, cols - c);
            if (accumulate)
            {
                all = TReduction.Combine(TLane.LoadPartial(dst + c, cols - c, all), all);
            }

            all.StorePartial(dst + c, cols - c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(TLane all, float* dst, bool accumulate)
    {
        if (accumulate)
        {
            all = TReduction.Combine(TLane.Load(dst), all);
        }

        all.Store(dst);
    }

    /// <summary>The first half of a split: the largest power of two of chains that is less than the length.</summary>
    private static int Half(int rows)
    {
        int half = ChainRows;
        while (half < rows - half)
        {
            half *= 2;
        }

        return half;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Strip Wide(float* src, nint rowStride, int rows)
    {
        if (rows > ChainRows)
        {
            int half = Half(rows);
            Strip left = Wide(src, rowStride, half);
            Strip right = Wide(src + (half * rowStride), rowStride, rows - half);
            left.A = TReduction.Combine(left.A, right.A);
            left.B = TReduction.Combine(left.B, right.B);
            left.C = TReduction.Combine(left.C, right.C);
            left.D = TReduction.Combine(left.D, right.D);
            return left;
        }

        TLane a = TReduction.Identity<TLane>();
        TLane b = a;
        TLane c = a;
        TLane d = a;
        for (int row = 0; row < rows; row++)
        {
            a = TReduction.Combine(a, TLane.Load(src));
            b = TReduction.Combine(b, TLane.Load(src + TLane.Width));
            c = TReduction.Combine(c, TLane.Load(src + (2 * TLane.Width)));
            d = TReduction.Combine(d, TLane.Load(src + (3 * TLane.Width)));
            src += rowStride;
        }

        return new Strip
        {
            A = a,
            B = b,
            C = c,
            D = d,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TLane Narrow(float* src, nint rowStride, int rows, int cols)
    {
        if (rows > ChainRows)
        {
            int half = Half(rows);
            return TReduction.Combine(
                Narrow(src, rowStride, half, cols),
                Narrow(src + (half * rowStride), rowStride, rows - half, cols)
            );
        }

        TLane identity = TReduction.Identity<TLane>();
        TLane all = identity;
        for (int row = 0; row < rows; row++)
        {
            all = TReduction.Combine(
                all,
                cols == TLane.Width ? TLane.Load(src) : TLane.LoadPartial(src, cols, identity)
            );
            src += rowStride;
        }

        return all;
    }

    private struct Strip
    {
        public TLane A;
        public TLane B;
        public TLane C;
        public TLane D;
    }
}
