using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Exponential functions over float lanes: x = n·ln 2 + r with |r| ≤ ln 2 / 2, and a polynomial in r (coefficients:
/// tests/golden/polynomials.py). eˣ and eˣ − 1 are within 2 ulp, subnormal results within one, the sigmoid and tanh within 2.5.
/// </summary>
internal static class FloatExponential
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, IFloatLane<T>
    {
        // NaN is the right operand, where the processor propagates it.
        x = T.MaxNative(T.Create(-104), T.MinNative(T.Create(89), x));
        T r = Reduce(x, out T n);
        return T.ScaleByPowerOfTwo(Polynomial(r) + T.Create(1), n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T>(T x)
        where T : struct, IFloatLane<T>
    {
        x = T.MaxNative(T.Create(-20), T.MinNative(T.Create(89), x));
        T r = Reduce(x, out T n);
        T p = Polynomial(r);

        // 2ⁿ·p + (2ⁿ − 1) at half size, so that n = 128 does not overflow before the sum does.
        T half = T.ScaleByPowerOfTwo(T.Create(0.5), n);
        T sum = T.MultiplyAdd(half, p, half - T.Create(0.5));
        return sum + sum;
    }

    /// <summary>t / (t + 2) with t = e^(2|x|) − 1, and the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T magnitude = T.MinNative(T.Create(10), T.Abs(x));
        T t = Expm1(magnitude + magnitude);
        return T.CopySign(t / (t + T.Create(2)), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T e = Exp(-T.Abs(x));
        return T.Select(T.GreaterThan(T.Create(0), x), e, T.Create(1)) / (T.Create(1) + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Reduce<T>(T x, out T n)
        where T : struct, IFloatLane<T>
    {
        n = T.Round(x * T.Create(1.44269504088896341));

        // ln 2 in two parts; n times the first is exact even where multiply-add is not fused.
        T r = T.MultiplyAdd(n, T.Create(-0.693359375), x);
        return T.MultiplyAdd(n, T.Create(2.12194440054690583e-4), r);
    }

    /// <summary>eʳ − 1, in pairs of terms (Estrin's scheme) for its shorter latency.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Polynomial<T>(T r)
        where T : struct, IFloatLane<T>
    {
        T square = r * r;
        T p01 = T.MultiplyAdd(T.Create(0.166665196f), r, T.Create(0.5));
        T p23 = T.MultiplyAdd(T.Create(0.00836883206f), r, T.Create(0.0416663922f));
        T p = T.MultiplyAdd(T.MultiplyAdd(T.Create(0.00139415357f), square, p23), square, p01);
        return T.MultiplyAdd(p, square, r);
    }
}
