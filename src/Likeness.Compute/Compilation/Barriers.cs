namespace Likeness.Compute.Compilation;

/// <summary>Finds the steps before which all workers must have finished what came before.</summary>
internal static unsafe class Barriers
{
    /// <summary>
    /// Whether a wait is needed before each step: when it touches memory that a step since the last wait wrote, or writes what one
    /// read; unless the same worker does both, because they are cut by the same lanes or done by the first worker alone.
    /// </summary>
    public static bool[] Place(IReadOnlyList<Step> steps, float* arena)
    {
        var waits = new bool[steps.Count];
        var past = new List<Access>();
        for (int i = 0; i < steps.Count; i++)
        {
            Access[] touched =
            [
                .. steps[i].Reads.Select(buffer => Access.Of(steps[i], buffer, false, arena)),
                .. steps[i].Writes.Select(buffer => Access.Of(steps[i], buffer, true, arena)),
            ];
            if (touched.Any(access => past.Exists(access.Clashes)))
            {
                waits[i] = true;
                past.Clear();
            }

            past.AddRange(touched);
        }

        return waits;
    }

    /// <summary>Memory that a step touches, and who touches what of it.</summary>
    private readonly record struct Access(
        nint Start,
        nint End,
        Sharing Sharing,
        int Owner,
        (int Lanes, int Pitch) Columns,
        bool Writes
    )
    {
        public static Access Of(Step step, Buffer buffer, bool writes, float* arena)
        {
            nint start = (nint)buffer.Data(arena);
            bool whole = step.Sharing == Sharing.ByLanes && !step.ByLanes.Contains(buffer);
            return new Access(
                start,
                start + (buffer.Length * sizeof(float)),
                whole ? Sharing.ByUnits : step.Sharing,
                step.Owner,
                (step.LaneExtent, buffer.Pitch),
                writes
            );
        }

        public bool Clashes(Access other)
        {
            bool overlap = Start < other.End && other.Start < End;
            bool sameWorker =
                Sharing == other.Sharing
                && (
                    (Sharing == Sharing.Alone && Owner == other.Owner)
                    || (Sharing == Sharing.ByLanes && Columns == other.Columns && Start == other.Start)
                );
            return overlap && (Writes || other.Writes) && !sameWorker;
        }
    }
}
