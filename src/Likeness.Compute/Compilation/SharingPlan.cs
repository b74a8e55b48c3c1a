namespace Likeness.Compute.Compilation;

/// <summary>How the workers share a step.</summary>
internal enum Sharing
{
    /// <summary>Each takes some of the units.</summary>
    ByUnits,

    /// <summary>Each takes the same lanes as in the steps before.</summary>
    ByLanes,

    /// <summary>One does it alone: the owner of its part, or the first, who is done sooner than the others could be told.</summary>
    Alone,
}

/// <summary>Chooses how each step is shared, so that the workers seldom wait for one another.</summary>
internal static class SharingPlan
{
    // About a microsecond.
    private const long Small = 20_000;

    // Bytes that no core's own cache holds: they are fetched fastest in one piece, which units are and lanes are not.
    private const long Streaming = 1 << 20;

    /// <summary>
    /// Sets the steps' sharing and gives them in their order: each part by its owner where the program falls into such parts; else
    /// by lanes in a chain of such steps that stay in cache, by the first worker where a step is small, and by units otherwise.
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
