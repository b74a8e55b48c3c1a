using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>A horizontal reduction of one vector, always by halves: elements 8 apart, then 4, 2 and 1.</summary>
/// <typeparam name="TLane">The vectors.</typeparam>
/// <typeparam name="TReduction">The reduction.</typeparam>
internal static unsafe class AcrossLanes<TLane, TReduction>
    where TLane : struct, ILane<TLane>
    where TReduction : struct, IReduction
{
    /// <summary>The reduction of all elements, broadcast to every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Combine(TLane all)
    {
        all = TLane.Width > 8 ? TReduction.Combine(all, TLane.Swap(all, 8)) : all;
        all = TLane.Width > 4 ? TReduction.Combine(all, TLane.Swap(all, 4)) : all;
        all = TReduction.Combine(all, TLane.Swap(all, 2));
        return TReduction.Combine(all, TLane.Swap(all, 1));
    }

    /// <summary>
    /// The reductions of as many vectors, adjacent in memory, as a vector has lanes: each as <see cref="Combine"/> gives it, in the
    /// lane of its index.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane CombineEach(float* vectors) => Pair(Quarters(vectors, 0), Quarters(vectors, 1), 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Quarters(float* vectors, int first) =>
        Pair(Eighths(vectors, first), Eighths(vectors, first + 2), 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Eighths(float* vectors, int first) =>
        TLane.Width > 4 ? Pair(Sixteenths(vectors, first), Sixteenths(vectors, first + 4), 4) : Read(vectors, first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Sixteenths(float* vectors, int first) =>
        TLane.Width > 8 ? Pair(Read(vectors, first), Read(vectors, first + 8), 8) : Read(vectors, first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Read(float* vectors, int number) => TLane.Load(vectors + (number * TLane.Width));

    /// <summary>Reduces two vectors to one: the lower lanes get the first vector's pairs, the upper lanes the second's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Pair(TLane first, TLane second, int distance) =>
        TReduction.Combine(
            TLane.Blend(first, second, distance),
            TLane.Swap(TLane.Blend(second, first, distance), distance)
        );
}
