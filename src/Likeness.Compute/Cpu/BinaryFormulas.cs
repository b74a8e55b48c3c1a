using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>a + b.</summary>
internal readonly struct Add : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => a + b;
}

/// <summary>a − b.</summary>
internal readonly struct Sub : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => a - b;
}

/// <summary>a · b.</summary>
internal readonly struct Mul : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => a * b;
}

/// <summary>a / b.</summary>
internal readonly struct Div : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => a / b;
}

/// <summary>aᵇ as e^(b·ln a), for a ≥ 0 (NaN below, 1 where b is 0); the relative error grows with |b·ln a|, about that many half-ulps.</summary>
internal readonly struct Pow : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => T.Select(T.EqualTo(b, T.Create(0)), T.Create(1), T.Exp(b * T.Log(a)));
}

/// <summary>1 where a &gt; b, else 0.</summary>
internal readonly struct Greater : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => T.Select(T.GreaterThan(a, b), T.Create(1), T.Create(0));
}

/// <summary>1 where a ≥ b, else 0.</summary>
internal readonly struct GreaterOrEqual : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => T.Select(T.GreaterThanOrEqual(a, b), T.Create(1), T.Create(0));
}

/// <summary>1 where a = b, else 0.</summary>
internal readonly struct Equal : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => T.Select(T.EqualTo(a, b), T.Create(1), T.Create(0));
}
