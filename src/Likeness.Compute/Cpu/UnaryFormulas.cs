using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>−x.</summary>
internal readonly struct Neg : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => -x;
}

/// <summary>|x|.</summary>
internal readonly struct Abs : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Abs(x);
}

/// <summary>√x; NaN below 0.</summary>
internal readonly struct Sqrt : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Sqrt(x);
}

/// <summary>1 / x.</summary>
internal readonly struct Reciprocal : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Create(1) / x;
}

/// <summary>x².</summary>
internal readonly struct Square : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => x * x;
}

/// <summary>−1, 0 or 1; NaN stays NaN.</summary>
internal readonly struct Sign : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> =>
        T.Select(T.GreaterThan(x, T.Create(0)), T.Create(1), T.Select(T.GreaterThan(T.Create(0), x), T.Create(-1), x));
}

/// <summary>The floor of x.</summary>
internal readonly struct Floor : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Floor(x);
}

/// <summary>max(x, 0); NaN stays NaN.</summary>
internal readonly struct Relu : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T x)
        where T : struct, ILane<T> => T.Select(T.GreaterThan(T.Create(0), x), T.Create(0), x);
}
