using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Matmuls with one row and one term for each tap, as in a depthwise convolution: four vectors of columns at once, with minimal
/// overhead, since each has only some tens of multiply-adds.
/// </summary>
internal static unsafe class DepthwiseTile<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>C[n] = Σ over taps A[tap] · B[tap + n]; the list of taps must not be null.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in GemmArguments g)
    {
        int width = TLane.Width;
        float* a = g.A;
        float* b = g.B;
        float* c = g.C;
        Tap* end = g.Taps + g.TapCount;
        int col = 0;
        for (; col + (4 * width) <= g.N; col += 4 * width)
        {
            TLane sum0 = TLane.Create(0);
            TLane sum1 = sum0;
            TLane sum2 = sum0;
            TLane sum3 = sum0;
            for (Tap* tap = g.Taps; tap < end; tap++)
            {
                TLane factor = TLane.Broadcast(a + tap->A);
                float* position = b + tap->B + col;
                TLane.AddProduct(ref sum0, factor, TLane.Load(position));
                TLane.AddProduct(ref sum1, factor, TLane.Load(position + width));
                TLane.AddProduct(ref sum2, factor, TLane.Load(position + (2 * width)));
                TLane.AddProduct(ref sum3, factor, TLane.Load(position + (3 * width)));
            }

            sum0.Store(c + col);
            sum1.Store(c + col + width);
            sum2.Store(c + col + (2 * width));
            sum3.Store(c + col + (3 * width));
        }

        for (; col < g.N; col += width)
        {
            TLane sum = TLane.Create(0);
            for (Tap* tap = g.Taps; tap < end; tap++)
            {
                TLane.AddProduct(ref sum, TLane.Broadcast(a + tap->A), TLane.Load(b + tap->B + col));
            }

            if (g.N - col >= width)
            {
                sum.Store(c + col);
            }
            else
            {
                sum.StorePartial(c + col, g.N - col);
            }
        }
    }
}
