using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>Combines the elements of one vector.</summary>
internal static class AcrossLanes
{
    /// <summary>The combination of all elements, in every place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Combine<TLane, TReduction>(TLane all)
        where TLane : struct, ILane<TLane>
        where TReduction : struct, IReduction
    {
        all = TLane.Width > 8 ? TReduction.Combine(all, TLane.Swap(all, 8)) : all;
        all = TLane.Width > 4 ? TReduction.Combine(all, TLane.Swap(all, 4)) : all;
        all = TReduction.Combine(all, TLane.Swap(all, 2));
        return TReduction.Combine(all, TLane.Swap(all, 1));
    }
}
