namespace Likeness.Compute.Compilation;

/// <summary>Finds the steps before which all workers must have finished what came before.</summary>
internal static unsafe class Barriers
{
    /// <summary>Whether a wait is needed before each step: when it touches memory that a step since the last wait wrote, or writes what one read.</summary>
    public static bool[] Place(IReadOnlyList<Step> steps, float* arena)
    {
        var waits = new bool[steps.Count];
        var written = new List<(nint Start, nint End)>();
        var touched = new List<(nint Start, nint End)>();
        for (int i = 0; i < steps.Count; i++)
        {
            (nint, nint)[] reads = [.. steps[i].Reads.Select(buffer => Range(buffer, arena))];
            (nint, nint)[] writes = [.. steps[i].Writes.Select(buffer => Range(buffer, arena))];
            if (Overlap(reads, written) || Overlap(writes, touched))
            {
                waits[i] = true;
                written.Clear();
                touched.Clear();
            }

            written.AddRange(writes);
            touched.AddRange(reads);
            touched.AddRange(writes);
        }

        return waits;
    }

    private static (nint Start, nint End) Range(Buffer buffer, float* arena)
    {
        nint start = (nint)buffer.Data(arena);
        return (start, start + (buffer.Length * sizeof(float)));
    }

    private static bool Overlap((nint Start, nint End)[] some, List<(nint Start, nint End)> others)
    {
        foreach ((nint start, nint end) in some)
        {
            foreach ((nint Start, nint End) other in others)
            {
                if (start < other.End && other.Start < end)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
