using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>
/// Fixed-point first and second derivatives, and sums of them, as pairs of integers: gradients in the lower half; hessians, with
/// the number of rows in the lowest bits, in the upper half. Sums are exact, so they depend neither on the order of rows nor on
/// whether a histogram was summed or subtracted. A row keeps 61 − log₂(rows) bits of its gradient.
/// </summary>
internal readonly struct DerivativeScale
{
    private readonly double toGradient;
    private readonly double toHessian;
    private readonly double ofGradient;
    private readonly double ofHessian;
    private readonly int countBits;
    private readonly long countMask;

    /// <summary>The finest scale at which no sum overflows.</summary>
    /// <param name="rows">The number of rows, at most <see cref="MaxRows"/>.</param>
    /// <param name="maxGradient">The largest magnitude of a gradient.</param>
    /// <param name="maxHessian">The largest hessian.</param>
    public DerivativeScale(int rows, double maxGradient, double maxHessian)
    {
        countBits = 32 - int.LeadingZeroCount(rows);
        countMask = (1L << countBits) - 1;
        int gradientBits = Bits(61 - countBits, maxGradient);
        int hessianBits = Bits(62 - (2 * countBits), maxHessian);
        (toGradient, ofGradient) = (Math.ScaleB(1, gradientBits), Math.ScaleB(1, -gradientBits));
        (toHessian, ofHessian) = (Math.ScaleB(1, hessianBits), Math.ScaleB(1, -hessianBits));
    }

    /// <summary>The maximum number of rows; with more, hessians would keep fewer than 14 bits.</summary>
    public static int MaxRows => 1 << 24;

    /// <summary>The pair for one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<long> Pair(double gradient, double hessian) =>
        Vector128.Create(
            (long)Math.Round(gradient * toGradient),
            ((long)Math.Round(hessian * toHessian) << countBits) + 1
        );

    /// <summary>The sum of gradients, from the lower half of a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Gradient(long lower) => lower * ofGradient;

    /// <summary>The sum of hessians, from the upper half of a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Hessian(long upper) => (upper >> countBits) * ofHessian;

    /// <summary>The number of rows, from the upper half of a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Rows(long upper) => (int)(upper & countMask);

    /// <summary>As <see cref="Gradient(long)"/>, of eight sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Gradient(Vector512<long> lower) => Vector512.ConvertToDouble(lower) * ofGradient;

    /// <summary>As <see cref="Hessian(long)"/>, of eight sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Hessian(Vector512<long> upper) =>
        Vector512.ConvertToDouble(upper >>> countBits) * ofHessian;

    /// <summary>As <see cref="Rows(long)"/>, of eight sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<long> Rows(Vector512<long> upper) => upper & Vector512.Create(countMask);

    // 2^bits relative to a power of two above the largest; near 0, limited by a double's exponent.
    private static int Bits(int bits, double largest) => largest > 0 ? Math.Min(bits - Math.ILogB(largest), 1000) : 0;
}
