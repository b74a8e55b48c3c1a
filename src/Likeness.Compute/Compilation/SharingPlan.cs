namespace Likeness.Compute.Compilation;

/// <summary>How workers share a step.</summary>
internal enum Sharing
{
    /// <summary>Each worker takes some of the units.</summary>
    ByUnits,

    /// <summary>Each worker takes the same lanes as in the previous steps.</summary>
    ByLanes,

    /// <summary>
    /// One worker runs the step: the owner of its part, or the first worker if the step is shorter than a synchronisation.
    /// </summary>
    Alone,
}

/// <summary>Chooses how each step is shared, to minimise barriers.</summary>
internal static class SharingPlan
{
    // About a microsecond.
    private const long Small = 20_000;

    // Bytes beyond any L2. Such data is read fastest in contiguous pieces, which units are and lanes are not.
    private const long Streaming = 1 << 20;

    /// <summary>
    /// Sets the steps' sharing and returns them in order. If the graph falls into independent parts, each owner runs its part.
    /// Otherwise chains of steps that can be split by lanes and stay in cache are split by lanes, small steps run on the first
    /// worker, and the others are split by units.
    /// </summary>
    public static Step[] Choose(IReadOnlyList<Step> steps, int workers)
    {
        if (workers > 1 && Ownership.Divide(steps, workers, Small) is { } divided)
        {
            return divided;
        }

        var producers = new Dictionary<Buffer, Step>();
        foreach (Step step in steps)
        {
            bool chained = step.Reads.All(buffer =>
                !producers.TryGetValue(buffer, out Step? from)
                || (from.Sharing == Sharing.ByLanes && from.LaneExtent == step.LaneExtent)
            );
            bool streams = step.Bytes > Streaming && (step.Units % workers == 0 || step.Units >= 4 * workers);
            step.Sharing =
                step.LaneExtent > 0 && !streams && (chained || step.Work > Small) ? Sharing.ByLanes
                : step.Work <= Small ? Sharing.Alone
                : Sharing.ByUnits;
            foreach (Buffer buffer in step.Writes)
            {
                producers[buffer] = step;
            }
        }

        return [.. steps];
    }
}
