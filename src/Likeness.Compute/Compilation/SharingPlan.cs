namespace Likeness.Compute.Compilation;

/// <summary>How the workers share a step.</summary>
internal enum Sharing
{
    /// <summary>Each takes some of the units.</summary>
    ByUnits,

    /// <summary>Each takes the same lanes as in the steps before.</summary>
    ByLanes,

    /// <summary>The first does it alone: it is done sooner than the others could be told.</summary>
    Alone,
}

/// <summary>Chooses how each step is shared, so that the workers seldom wait for one another.</summary>
internal static class SharingPlan
{
    // About a microsecond.
    private const long Small = 20_000;

    /// <summary>Sets the steps' sharing: by lanes in a chain of such steps, alone where a step is small, else by units.</summary>
    public static void Choose(IReadOnlyList<Step> steps)
    {
        var producers = new Dictionary<Buffer, Step>();
        foreach (Step step in steps)
        {
            bool chained = step.Reads.All(buffer =>
                !producers.TryGetValue(buffer, out Step? from)
                || (from.Sharing == Sharing.ByLanes && from.LaneExtent == step.LaneExtent)
            );
            step.Sharing =
                step.LaneExtent > 0 && (chained || step.Work > Small) ? Sharing.ByLanes
                : step.Work <= Small ? Sharing.Alone
                : Sharing.ByUnits;
            foreach (Buffer buffer in step.Writes)
            {
                producers[buffer] = step;
            }
        }
    }
}
