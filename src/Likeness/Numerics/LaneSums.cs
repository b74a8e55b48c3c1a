using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Likeness.Numerics;

/// <summary>Sums eight numbers at a time, in the same order on every processor.</summary>
internal static class LaneSums
{
    /// <summary>Σ x·y.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        int i = 0;
        for (; i + Vector512<double>.Count <= x.Length; i += Vector512<double>.Count)
        {
            sum += Vector512.Create(x[i..]) * Vector512.Create(y[i..]);
        }

        double rest = 0;
        for (; i < x.Length; i++)
        {
            rest += x[i] * y[i];
        }

        return Total(sum) + rest;
    }

    /// <summary>sum += factor · x.</summary>
    public static void AddScaled(Span<double> sum, double factor, ReadOnlySpan<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            sum[i] += factor * x[i];
        }
    }

    // Written out, so that the order of additions does not depend on the processor.
    public static double Total(Vector512<double> lanes) =>
        (lanes[0] + lanes[1] + (lanes[2] + lanes[3])) + (lanes[4] + lanes[5] + (lanes[6] + lanes[7]));

    /// <summary>The first lanes, and zeros in the others, of a last vector that is not full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FirstLanes(Vector512<double> values, int lanes) =>
        lanes >= Vector512<double>.Count
            ? values
            : Vector512.ConditionalSelect(
                Vector512.LessThan(Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((double)lanes)),
                values,
                Vector512<double>.Zero
            );
}
