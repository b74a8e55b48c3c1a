using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>b where a is not 0 (NaN counts as not 0), else c.</summary>
internal readonly struct Select : ITernaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T> => T.Select(T.EqualTo(a, T.Create(0)), c, b);
}

/// <summary>a · b + c, rounded once where the processor can.</summary>
internal readonly struct MultiplyAdd : ITernaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T> => T.MultiplyAdd(a, b, c);
}

/// <summary>c − a · b, rounded once where the processor can.</summary>
internal readonly struct MultiplySubtractFrom : ITernaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T> => T.MultiplyAdd(-a, b, c);
}

/// <summary>a + (b − a) · c: linear interpolation from a to b by the fraction c.</summary>
internal readonly struct Interpolate : ITernaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T> => T.MultiplyAdd(b - a, c, a);
}

/// <summary>a / (√b + c).</summary>
internal readonly struct DivideByRoot : ITernaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T> => a / (T.Sqrt(b) + c);
}
