using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Reduces each row to one number: blocks of 32 vectors through 4 accumulators, blocks combined pairwise, then the vector reduced
/// by halves.
/// </summary>
internal static unsafe class ColumnReduction<TLane, TReduction>
    where TLane : struct, ILane<TLane>
    where TReduction : struct, IReduction
{
    private const int BlockVectors = 32;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* src, nint rowStride, int rows, int cols, float* dst, nint dstStride, bool accumulate)
    {
        float* folded = stackalloc float[16];
        for (int row = 0; row < rows; row++)
        {
            TLane all = cols <= BlockVectors * TLane.Width ? Short(src, cols) : Long(src, cols);
            all = AcrossLanes<TLane, TReduction>.Combine(all);
            if (accumulate)
            {
                all = TReduction.Combine(TLane.Broadcast(dst), all);
            }

            all.Store(folded);
            *dst = *folded;
            src += rowStride;
            dst += dstStride;
        }
    }

    /// <summary>Splits at the largest power of two of blocks that is less than the length.</summary>
    private static TLane Long(float* src, int cols)
    {
        int block = BlockVectors * TLane.Width;
        if (cols <= block)
        {
            return Short(src, cols);
        }

        int left = block;
        while (left < cols - left)
        {
            left *= 2;
        }

        return TReduction.Combine(Long(src, left), Long(src + left, cols - left));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TLane Short(float* src, int cols)
    {
        TLane identity = TReduction.Identity<TLane>();
        TLane a = identity;
        TLane b = identity;
        TLane c = identity;
        TLane d = identity;
        int i = 0;
        for (; i <= cols - (4 * TLane.Width); i += 4 * TLane.Width)
        {
            a = TReduction.Combine(a, TLane.Load(src + i));
            b = TReduction.Combine(b, TLane.Load(src + i + TLane.Width));
            c = TReduction.Combine(c, TLane.Load(src + i + (2 * TLane.Width)));
            d = TReduction.Combine(d, TLane.Load(src + i + (3 * TLane.Width)));
        }

        for (; i <= cols - TLane.Width; i += TLane.Width)
        {
            a = TReduction.Combine(a, TLane.Load(src + i));
        }

        if (i < cols)
        {
            b = TReduction.Combine(b, TLane.LoadPartial(src + i, cols - i, identity));
        }

        return TReduction.Combine(TReduction.Combine(a, b), TReduction.Combine(c, d));
    }
}
