using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>
/// First and second derivatives of rows, and sums of them, as pairs of whole numbers: gradients at a fixed point in the lower half;
/// hessians at a fixed point, and the number of rows in the lowest bits, in the upper half. Sums are exact, so that they depend neither on
/// the order of rows nor on whether a histogram was added up or subtracted. A row keeps 61 − log₂(rows) bits of its gradient.
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

    /// <summary>The most rows: with more, hessians would keep fewer than 14 bits.</summary>
    public static int MaxRows => 1 << 24;

    /// <summary>The pair of one row.</summary>
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

    // 2^bits of a power of two above the largest; of numbers near 0, no more than a double's exponent holds.
    private static int Bits(int bits, double largest) => largest > 0 ? Math.Min(bits - Math.ILogB(largest), 1000) : 0;
}
