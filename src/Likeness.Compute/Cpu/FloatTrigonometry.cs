using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Sine and cosine over float lanes: x = n·π/2 + r with |r| ≤ π/4 and π/2 in three parts (coefficients:
/// tests/golden/polynomials.py). Absolute error below 1.2e-7 for |x| ≤ 8192; larger arguments, which are rare in neural networks,
/// use <see cref="MathF"/> element by element.
/// </summary>
internal static unsafe class FloatTrigonometry
{
    private const double Limit = 8192;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x)
        where T : struct, IFloatLane<T> =>
        T.Any(T.GreaterThan(T.Abs(x), T.Create(Limit))) ? OneByOne(x, 0) : Wave(x, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T x)
        where T : struct, IFloatLane<T> =>
        T.Any(T.GreaterThan(T.Abs(x), T.Create(Limit))) ? OneByOne(x, 1) : Wave(x, 1);

    /// <summary>sin r for |r| ≤ π/4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SinPolynomial<T>(T r)
        where T : struct, IFloatLane<T>
    {
        T s = r * r;
        T p = T.MultiplyAdd(T.Create(-0.000195184082f), s, T.Create(0.0083321901f));
        p = T.MultiplyAdd(p, s, T.Create(-0.166666552f));
        return T.MultiplyAdd(p * s, r, r);
    }

    /// <summary>cos r for |r| ≤ π/4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CosPolynomial<T>(T r)
        where T : struct, IFloatLane<T>
    {
        T s = r * r;
        T p = T.MultiplyAdd(T.Create(2.44306611e-05f), s, T.Create(-0.00138873013f));
        p = T.MultiplyAdd(p, s, T.Create(0.0416666456f));
        p = T.MultiplyAdd(p, s, T.Create(-0.5));
        return T.MultiplyAdd(p, s, T.Create(1));
    }

    /// <summary>sin(x + shift·π/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Wave<T>(T x, int shift)
        where T : struct, IFloatLane<T>
    {
        T n = T.Round(x * T.Create(2 / Math.PI));

        // The first two parts have 11 bits, so that n times each is exact.
        T r = T.MultiplyAdd(n, T.Create(-1.5703125), x);
        r = T.MultiplyAdd(n, T.Create(-4.837512969970703e-4), r);
        r = T.MultiplyAdd(n, T.Create(-7.549789948768648e-8), r);
        return Turn(r, n + T.Create(shift));
    }

    /// <summary>sin(r + n·π/2) for |r| ≤ π/4 and an integral n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Turn<T>(T r, T n)
        where T : struct, IFloatLane<T>
    {
        T quadrant = T.MultiplyAdd(T.Create(-4), T.Floor(n * T.Create(0.25)), n);
        T upper = T.GreaterThan(quadrant, T.Create(1.5));
        T even = T.Select(upper, quadrant - T.Create(2), quadrant);
        T value = T.Select(T.EqualTo(even, T.Create(0)), SinPolynomial(r), CosPolynomial(r));
        return T.Select(upper, -value, value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T OneByOne<T>(T x, int shift)
        where T : struct, IFloatLane<T>
    {
        float* values = stackalloc float[16];
        x.Store(values);
        for (int i = 0; i < T.Width; i++)
        {
            values[i] = shift == 0 ? MathF.Sin(values[i]) : MathF.Cos(values[i]);
        }

        return T.Load(values);
    }
}
