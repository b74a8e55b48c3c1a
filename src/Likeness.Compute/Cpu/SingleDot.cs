using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// <see cref="DotProduct"/> of one row and one column over many taps: four interleaved sums, since a single one would be bound by
/// the latency of multiply-adds.
/// </summary>
internal static unsafe class SingleDot<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Computes the element of C; the list of taps must not be null.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in DotProductArguments g)
    {
        int width = TLane.Width;
        int whole = g.K / width * width;
        int four = g.K / (4 * width) * (4 * width);
        TLane zero = TLane.Create(0);
        TLane sum0 = zero;
        TLane sum1 = zero;
        TLane sum2 = zero;
        TLane sum3 = zero;
        for (int tap = 0; tap < g.TapCount; tap++)
        {
            float* x = g.A + g.Taps[tap].A;
            float* y = g.B + g.Taps[tap].B;
            int i = 0;
            for (; i < four; i += 4 * width)
            {
                TLane.AddProduct(ref sum0, TLane.Load(x + i), TLane.Load(y + i));
                TLane.AddProduct(ref sum1, TLane.Load(x + i + width), TLane.Load(y + i + width));
                TLane.AddProduct(ref sum2, TLane.Load(x + i + (2 * width)), TLane.Load(y + i + (2 * width)));
                TLane.AddProduct(ref sum3, TLane.Load(x + i + (3 * width)), TLane.Load(y + i + (3 * width)));
            }

            for (; i < whole; i += width)
            {
                TLane.AddProduct(ref sum0, TLane.Load(x + i), TLane.Load(y + i));
            }

            if (i < g.K)
            {
                // Padded with zeros, which do not change the sum.
                TLane last = TLane.LoadPartial(x + i, g.K - i, zero);
                TLane.AddProduct(ref sum1, last, TLane.LoadPartial(y + i, g.K - i, zero));
            }
        }

        TLane sum = AcrossLanes<TLane, Sum>.Combine(sum0 + sum1 + (sum2 + sum3));
        sum = g.Accumulate ? sum + TLane.LoadPartial(g.C, 1, sum) : sum;
        sum.StorePartial(g.C, 1);
    }
}
