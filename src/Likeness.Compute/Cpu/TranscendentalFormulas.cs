using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>eˣ.</summary>
internal readonly struct Exp : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Exp(x);
}

/// <summary>eˣ − 1, relatively accurate near 0.</summary>
internal readonly struct Expm1 : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Expm1(x);
}

/// <summary>ln x; −∞ at 0, NaN below.</summary>
internal readonly struct Log : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Log(x);
}

/// <summary>ln(1 + x), relatively accurate near 0.</summary>
internal readonly struct Log1P : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Log1P(x);
}

/// <summary>The hyperbolic tangent.</summary>
internal readonly struct Tanh : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Tanh(x);
}

/// <summary>1 / (1 + e⁻ˣ), relatively accurate in the lower tail.</summary>
internal readonly struct Sigmoid : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Sigmoid(x);
}

/// <summary>ln(1 + eˣ) as max(x, 0) + ln(1 + e^(−|x|)), relatively accurate in both tails.</summary>
internal readonly struct Softplus : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Max(x, T.Create(0)) + T.Log1P(T.Exp(-T.Abs(x)));
}

/// <summary>The error function.</summary>
internal readonly struct Erf : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Erf(x);
}

/// <summary>The sine of x radians.</summary>
internal readonly struct Sin : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Sin(x);
}

/// <summary>The cosine of x radians.</summary>
internal readonly struct Cos : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Cos(x);
}
