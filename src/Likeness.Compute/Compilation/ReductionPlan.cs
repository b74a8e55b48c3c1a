using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// The stages of a reduction over several axes: first the axes outside the lanes, lane by lane, then the lanes of that small
/// result. Only a few numbers are ever reduced horizontally.
/// </summary>
internal static class ReductionPlan
{
    // Fewer lanes than this do not fill a vector.
    private const int FewLanes = 16;

    // The maximum number of sequential additions. Longer sums are split and the partial sums added afterwards. Each split reduces at
    // least this many numbers to one, so that the remainder is small.
    private const int LongestChain = 128;
    private const int ShortestChain = 32;

    /// <summary>The axes that are reduced first.</summary>
    /// <param name="axes">All reduced axes.</param>
    /// <param name="shape">The shape of the input.</param>
    /// <param name="order">The order of its axes, outermost first.</param>
    public static int[] FirstAxes(int[] axes, Shape shape, int[] order)
    {
        int[] large = [.. order.Where(axis => shape[axis] != 1)];
        int[] outside = [.. large.SkipLast(1).Where(axes.Contains)];
        if (shape.Count == 0 || outside.Length == 0 || (axes.Contains(large[^1]) && shape[large[^1]] < FewLanes))
        {
            return axes;
        }

        // A short chain next to the lanes is deferred if a long chain precedes it: whole blocks are then added to one another.
        int longChain = Array.FindLastIndex(outside, axis => shape[axis] is >= ShortestChain and <= LongestChain);
        if (longChain >= 0 && shape[outside[^1]] < ShortestChain)
        {
            return [outside[longChain]];
        }

        int kept = outside.Length - 1;
        long chain = shape[outside[kept]];
        while (kept > 0 && (chain < ShortestChain || chain * shape[outside[kept - 1]] <= LongestChain))
        {
            chain *= shape[outside[--kept]];
        }

        return [.. outside.Skip(kept).Order()];
    }

    /// <summary>The shape after reducing some axes.</summary>
    public static Shape Without(Shape shape, int[] axes) => axes.Aggregate(shape, (left, axis) => left.With(axis, 1));

    /// <summary>The result as the target of a blockwise reduction: stride 0 along reduced axes.</summary>
    public static View Target(View result, int[] axes) =>
        result with
        {
            Place = result.Place with
            {
                Strides = [.. result.Strides.Select((step, axis) => axes.Contains(axis) ? 0 : step)],
            },
        };

    /// <summary>Whether the reduced elements are contiguous: all of them, the lanes alone, or the axes next to the lanes.</summary>
    public static bool AreRows(int[] axes, Shape shape, int[] order)
    {
        int[] large = [.. order.Where(axis => shape[axis] != 1)];
        return shape.Count == 0 || large.Length < 2 || axes.Contains(large[^1]) || axes.Contains(large[^2]);
    }
}
