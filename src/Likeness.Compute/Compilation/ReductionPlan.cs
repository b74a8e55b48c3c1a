using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// How a reduction over several axes is done in turn: first along those outside the lanes, lane by lane, and the lanes of that
/// small result afterwards. Nothing horizontal is done for more than a few numbers.
/// </summary>
internal static class ReductionPlan
{
    // Fewer lanes than these fill no vector.
    private const int FewLanes = 16;

    // Numbers added one after another: longer sums are cut, and the cuts are added afterwards. Of so many numbers at least one is
    // made, so that what is left is small.
    private const int LongestChain = 128;
    private const int ShortestChain = 32;

    /// <summary>The axes that are combined first.</summary>
    /// <param name="axes">All that are combined.</param>
    /// <param name="shape">What is combined.</param>
    /// <param name="order">The order in which its axes lie, outermost first.</param>
    public static int[] FirstAxes(int[] axes, Shape shape, int[] order)
    {
        int[] large = [.. order.Where(axis => shape[axis] != 1)];
        int[] outside = [.. large.SkipLast(1).Where(axes.Contains)];
        if (shape.Count == 0 || outside.Length == 0 || (axes.Contains(large[^1]) && shape[large[^1]] < FewLanes))
        {
            return axes;
        }

        // A short chain next to the lanes is left for later where there is a long one before it: whole blocks are then added to one another.
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

    /// <summary>The shape when some axes have been combined.</summary>
    public static Shape Without(Shape shape, int[] axes) => axes.Aggregate(shape, (left, axis) => left.With(axis, 1));

    /// <summary>A result as blocks of the whole are combined into it: it stands still along combined axes.</summary>
    public static View Target(View result, int[] axes) =>
        result with
        {
            Place = result.Place with
            {
                Strides = [.. result.Strides.Select((step, axis) => axes.Contains(axis) ? 0 : step)],
            },
        };

    /// <summary>Whether what is combined lies row after row: all of it, the lanes alone, or the axes next to the lanes.</summary>
    public static bool AreRows(int[] axes, Shape shape, int[] order)
    {
        int[] large = [.. order.Where(axis => shape[axis] != 1)];
        return shape.Count == 0 || large.Length < 2 || axes.Contains(large[^1]) || axes.Contains(large[^2]);
    }
}
