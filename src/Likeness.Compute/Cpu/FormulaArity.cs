using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>A one-argument formula as the three-argument one that the loop runs.</summary>
internal readonly struct OfOne<TFormula> : ITernaryFormula
    where TFormula : struct, IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T> => TFormula.Apply(a);
}

/// <summary>A two-argument formula as the three-argument one that the loop runs.</summary>
internal readonly struct OfTwo<TFormula> : ITernaryFormula
    where TFormula : struct, IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T> => TFormula.Apply(a, b);
}

/// <summary>A reduction's combination as the three-argument formula that the loop runs.</summary>
internal readonly struct OfReduction<TReduction> : ITernaryFormula
    where TReduction : struct, IReduction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T> => TReduction.Combine(a, b);
}
