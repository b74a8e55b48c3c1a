using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Natural logarithms over float lanes: x = m·2ᵉ with m in [3/4, 3/2), and ln(1 + f) = f − f²/2 + f³·Q(f) for f = m − 1
/// (coefficients: tests/golden/polynomials.py). Within 2 ulp, including subnormal arguments.
/// </summary>
internal static class FloatLogarithm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T f = T.Split(x, out T exponent) - T.Create(1);
        return Combine(f, exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1P<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T m = T.Split(x + T.Create(1), out T exponent);

        // f = (1 + x)·2⁻ᵉ − 1 is computed from x itself, to avoid the rounding error of 1 + x.
        T scale = T.ScaleByPowerOfTwo(T.Create(1), -exponent);
        T f = T.MultiplyAdd(x, scale, scale - T.Create(1));
        T finite = T.GreaterThan(T.Create(200), T.Abs(exponent));
        return Combine(T.Select(finite, f, m - T.Create(1)), exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Combine<T>(T f, T exponent)
        where T : struct, IFloatLane<T>
    {
        // Pairs of terms (Estrin's scheme) have half the latency of Horner's scheme.
        T square = f * f;
        T q01 = T.MultiplyAdd(T.Create(-0.250001013f), f, T.Create(0.333334506f));
        T q23 = T.MultiplyAdd(T.Create(-0.166470632f), f, T.Create(0.199908078f));
        T q45 = T.MultiplyAdd(T.Create(-0.131638378f), f, T.Create(0.144786596f));
        T q67 = T.MultiplyAdd(T.Create(-0.045090843f), f, T.Create(0.104670055f));
        T q = T.MultiplyAdd(T.MultiplyAdd(q67, square, q45), square * square, T.MultiplyAdd(q23, square, q01));

        // ln 2 in two positive parts, so that an infinite exponent stays infinite; the first has 15 bits.
        T low = T.MultiplyAdd(q * f, square, exponent * T.Create(1.4286068203094172e-6));
        low = T.MultiplyAdd(square, T.Create(-0.5), low);
        return T.MultiplyAdd(exponent, T.Create(0.693145751953125), f + low);
    }
}
