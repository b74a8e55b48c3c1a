using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>Adapts a one-argument formula to the three-argument loop.</summary>
internal readonly struct OfOne<TFormula> : ITernaryFormula
    where TFormula : struct, IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T> => TFormula.Apply(a);
}

/// <summary>Adapts a two-argument formula to the three-argument loop.</summary>
internal readonly struct OfTwo<TFormula> : ITernaryFormula
    where TFormula : struct, IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T> => TFormula.Apply(a, b);
}

/// <summary>Adapts a reduction's operation to the three-argument loop.</summary>
internal readonly struct OfReduction<TReduction> : ITernaryFormula
    where TReduction : struct, IReduction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T> => TReduction.Combine(a, b);
}
