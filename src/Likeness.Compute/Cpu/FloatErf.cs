using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The error function over float lanes: x + x·P(x²) up to 0.92, 1 − e^(−R(|x|)) beyond (coefficients: tests/golden/polynomials.py).
/// Within 2 ulp.
/// </summary>
internal static class FloatErf
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T magnitude = T.MinNative(T.Create(4), T.Abs(x));
        T small = T.MultiplyAdd(Near(x * x), x, x);
        T large = T.Create(1) - T.Exp(-Far(magnitude));
        return T.Select(T.GreaterThan(T.Create(0.921875), magnitude), small, T.CopySign(large, x));
    }

    /// <summary>erf(x)/x − 1 in s = x².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Near<T>(T s)
        where T : struct, IFloatLane<T>
    {
        T square = s * s;
        T p01 = T.MultiplyAdd(T.Create(-0.376126289f), s, T.Create(0.128379166f));
        T p23 = T.MultiplyAdd(T.Create(-0.0268555824f), s, T.Create(0.112836242f));
        T p45 = T.MultiplyAdd(T.Create(-0.000804316369f), s, T.Create(0.00519191287f));
        T high = T.MultiplyAdd(T.MultiplyAdd(T.Create(7.96555032e-05f), square, p45), square, p23);
        return T.MultiplyAdd(high, square, p01);
    }

    /// <summary>−ln(1 − erf(x)) for x in [0.92, 4].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Far<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T square = x * x;
        T p01 = T.MultiplyAdd(T.Create(1.12767529f), x, T.Create(0.000195760309f));
        T p23 = T.MultiplyAdd(T.Create(0.103931166f), x, T.Create(0.637182772f));
        T p45 = T.MultiplyAdd(T.Create(0.00304317172f), x, T.Create(-0.0222267266f));
        T high = T.MultiplyAdd(T.MultiplyAdd(T.Create(-0.000195932749f), square, p45), square, p23);
        return T.MultiplyAdd(high, square, p01);
    }
}
