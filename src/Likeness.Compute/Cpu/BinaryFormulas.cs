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

/// <summary>1 where a &gt; b, else 0.</summary>
internal readonly struct Greater : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => T.Select(T.GreaterThan(a, b), T.Create(1), T.Create(0));
}

/// <summary>1 where a = b, else 0.</summary>
internal readonly struct Equal : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => T.Select(T.EqualTo(a, b), T.Create(1), T.Create(0));
}

/// <summary>a for a > 0, else a · b.</summary>
internal readonly struct LeakyRelu : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => T.Select(T.GreaterThan(a, T.Create(0)), a, a * b);
}
