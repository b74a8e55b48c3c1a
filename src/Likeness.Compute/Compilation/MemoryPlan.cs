namespace Likeness.Compute.Compilation;

/// <summary>
/// Gives each buffer of a program a place in one arena, so that buffers which are never alive together share memory.
/// </summary>
internal static class MemoryPlan
{
    // A cache line of 64 bytes: no two buffers share one, so that workers do not contend.
    private const int Alignment = 16;

    /// <summary>Sets the buffers' places and returns the arena's length in floats.</summary>
    public static int Place(IReadOnlyList<Step> steps)
    {
        Dictionary<Buffer, (int First, int Last)> lives = Lives(steps);
        TakeOver(steps, lives);
        var placed = new List<Buffer>();
        int length = 0;
        foreach (
            Buffer buffer in lives
                .Keys.Where(b => b.TakesOver is null)
                .OrderBy(b => lives[b].First)
                .ThenByDescending(b => b.Length)
        )
        {
            (int first, int last) = lives[buffer];
            int offset = 0;
            foreach (Buffer other in placed.OrderBy(b => b.ArenaOffset))
            {
                bool together =
                    buffer.Owner != other.Owner || (lives[other].First <= last && first <= lives[other].Last);
                if (together && offset < End(other) && other.ArenaOffset < offset + buffer.Length)
                {
                    offset = End(other);
                }
            }

            buffer.ArenaOffset = offset;
            placed.Add(buffer);
            length = Math.Max(length, End(buffer));
        }

        foreach (Buffer buffer in lives.Keys.Where(b => b.TakesOver is not null).OrderBy(b => lives[b].First))
        {
            buffer.ArenaOffset = buffer.TakesOver!.ArenaOffset;
        }

        return length;
    }

    private static int End(Buffer buffer) =>
        (buffer.ArenaOffset + buffer.Length + Alignment - 1) / Alignment * Alignment;

    /// <summary>From which step to which each arena buffer holds something that is needed.</summary>
    private static Dictionary<Buffer, (int First, int Last)> Lives(IReadOnlyList<Step> steps)
    {
        var lives = new Dictionary<Buffer, (int First, int Last)>();
        for (int i = 0; i < steps.Count; i++)
        {
            foreach (Buffer buffer in steps[i].Writes.Concat(steps[i].Reads).Where(buffer => !buffer.IsFixed))
            {
                int first = lives.TryGetValue(buffer, out (int First, int Last) life) ? life.First : i;
                lives[buffer] = (first, buffer.IsKept ? int.MaxValue : i);
            }
        }

        return lives;
    }

    /// <summary>Lets a result be written over an input that dies with it.</summary>
    private static void TakeOver(IReadOnlyList<Step> steps, Dictionary<Buffer, (int First, int Last)> lives)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            foreach ((Buffer written, Buffer read) in steps[i].MayShare)
            {
                bool dies = !read.IsFixed && !written.IsFixed && lives[read].Last == i && lives[written].First == i;
                if (dies && written.TakesOver is null && read.Length == written.Length && read.Owner == written.Owner)
                {
                    Buffer owner = read.TakesOver ?? read;
                    written.TakesOver = owner;
                    lives[owner] = (lives[owner].First, lives[written].Last);
                    break;
                }
            }
        }
    }
}
