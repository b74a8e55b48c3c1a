using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>The sum of all; 0 for none.</summary>
internal readonly struct Sum : IReduction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Identity<T>()
        where T : struct, ILane<T> => T.Create(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Combine<T>(T a, T b)
        where T : struct, ILane<T> => a + b;
}

/// <summary>The greater of two, or the greatest of all; −∞ for none, NaN where any is NaN.</summary>
internal readonly struct Max : IReduction, IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Identity<T>()
        where T : struct, ILane<T> => T.Create(double.NegativeInfinity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Combine<T>(T a, T b)
        where T : struct, ILane<T> => T.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => T.Max(a, b);
}

/// <summary>The smaller of two, or the smallest of all; ∞ for none, NaN where any is NaN.</summary>
internal readonly struct Min : IReduction, IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Identity<T>()
        where T : struct, ILane<T> => T.Create(double.PositiveInfinity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Combine<T>(T a, T b)
        where T : struct, ILane<T> => T.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T a, T b)
        where T : struct, ILane<T> => T.Min(a, b);
}
