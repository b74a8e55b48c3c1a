namespace Likeness.Compute.Compilation;

/// <summary>Finds the steps that need a barrier before them.</summary>
internal sealed unsafe class Barriers
{
    private readonly float* arena;
    private readonly nint[] edges;
    private readonly List<Access>[] touched;
    private readonly int[] epochs;
    private int epoch = 1;

    private Barriers(IReadOnlyList<Step> steps, float* arena)
    {
        this.arena = arena;
        var positions = new HashSet<nint>();
        foreach (Buffer buffer in steps.SelectMany(step => step.Reads.Concat(step.Writes)))
        {
            positions.Add(Start(buffer));
            positions.Add(End(buffer));
        }

        // All memory between two neighbouring edges is accessed by the same steps.
        edges = [.. positions.Order()];
        touched = [.. edges.Select(_ => new List<Access>(2))];
        epochs = new int[edges.Length];
    }

    /// <summary>
    /// Whether each step needs a barrier before it. It does when it accesses memory that a step since the last barrier wrote, or
    /// writes memory that such a step read, unless the same worker does both (both steps are split by the same lanes, or run on the
    /// same worker).
    /// </summary>
    public static bool[] Place(IReadOnlyList<Step> steps, float* arena)
    {
        var barriers = new Barriers(steps, arena);
        return [.. steps.Select(barriers.WaitsBefore)];
    }

    private bool WaitsBefore(Step step)
    {
        bool waits = step.Reads.Any(buffer => Clashes(step, buffer, writes: false));
        waits = waits || step.Writes.Any(buffer => Clashes(step, buffer, writes: true));
        epoch += waits ? 1 : 0;
        foreach (Buffer buffer in step.Reads)
        {
            Note(step, buffer, writes: false);
        }

        foreach (Buffer buffer in step.Writes)
        {
            Note(step, buffer, writes: true);
        }

        return waits;
    }

    private nint Start(Buffer buffer) => (nint)buffer.Data(arena);

    private nint End(Buffer buffer) => Start(buffer) + ((nint)buffer.Length * sizeof(float));

    private bool Clashes(Step step, Buffer buffer, bool writes)
    {
        Access access = Of(step, buffer, writes);
        (int first, int end) = Pieces(buffer);
        for (int piece = first; piece < end; piece++)
        {
            if (epochs[piece] == epoch && touched[piece].Exists(access.Clashes))
            {
                return true;
            }
        }

        return false;
    }

    private void Note(Step step, Buffer buffer, bool writes)
    {
        Access access = Of(step, buffer, writes);
        (int first, int end) = Pieces(buffer);
        for (int piece = first; piece < end; piece++)
        {
            if (epochs[piece] != epoch)
            {
                touched[piece].Clear();
                epochs[piece] = epoch;
            }

            if (!touched[piece].Contains(access))
            {
                touched[piece].Add(access);
            }
        }
    }

    private (int First, int End) Pieces(Buffer buffer) =>
        (Array.BinarySearch(edges, Start(buffer)), Array.BinarySearch(edges, End(buffer)));

    private Access Of(Step step, Buffer buffer, bool writes)
    {
        bool ownLanes = step.Sharing == Sharing.ByLanes && step.ByLanes.Contains(buffer);
        return step.Sharing == Sharing.Alone ? new Access(Sharing.Alone, step.Owner, 0, 0, 0, writes)
            : ownLanes ? new Access(Sharing.ByLanes, 0, Start(buffer), step.LaneExtent, buffer.Pitch, writes)
            : new Access(Sharing.ByUnits, 0, 0, 0, 0, writes);
    }

    /// <summary>
    /// Which workers access a memory range: one worker all of it, each worker its own lanes from an offset, or any worker any part.
    /// </summary>
    private readonly record struct Access(Sharing Sharing, int Owner, nint Start, int Lanes, int Pitch, bool Writes)
    {
        public bool Clashes(Access other)
        {
            bool sameWorker = Sharing != Sharing.ByUnits && this with { Writes = other.Writes } == other;
            return (Writes || other.Writes) && !sameWorker;
        }
    }
}
