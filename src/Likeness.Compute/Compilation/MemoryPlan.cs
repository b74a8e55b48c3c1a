namespace Likeness.Compute.Compilation;

/// <summary>
/// Assigns each buffer of a graph a range of one arena; buffers with disjoint lifetimes share memory. Buffers that different
/// workers write are in separate parts of the arena.
/// </summary>
internal static class MemoryPlan
{
    /// <summary>Sets the buffers' offsets and returns the arena's length in floats.</summary>
    public static int Place(IReadOnlyList<Step> steps)
    {
        Dictionary<Buffer, (int First, int Last)> lives = Lives(steps);
        TakeOver(steps, lives);
        ILookup<int, Buffer> owners = lives
            .Keys.Where(buffer => buffer.TakesOver is null)
            .ToLookup(buffer => buffer.Owner);
        int length = 0;
        foreach (IGrouping<int, Buffer> own in owners.OrderBy(group => group.Key))
        {
            length = PlacePart([.. own], lives, length);
        }

        foreach (Buffer buffer in lives.Keys.Where(b => b.TakesOver is not null))
        {
            buffer.ArenaOffset = buffer.TakesOver!.ArenaOffset;
        }

        return length;
    }

    /// <summary>
    /// Allocates buffers in order of their first use, each in the first gap that is large enough; returns the end of the part.
    /// </summary>
    private static int PlacePart(Buffer[] buffers, Dictionary<Buffer, (int First, int Last)> lives, int start)
    {
        var gaps = new Gaps(start);
        var dying = new PriorityQueue<Buffer, int>();
        foreach (Buffer buffer in buffers.OrderBy(b => lives[b].First).ThenByDescending(b => b.Length))
        {
            (int first, int last) = lives[buffer];
            while (dying.TryPeek(out Buffer? dead, out int death) && death < first)
            {
                gaps.Return(dead.ArenaOffset, dead.Length);
                dying.Dequeue();
            }

            buffer.ArenaOffset = gaps.Take(buffer.Length);
            dying.Enqueue(buffer, last);
        }

        return gaps.End;
    }

    /// <summary>The lifetime of each arena buffer: its first and last step.</summary>
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

    /// <summary>Lets a result overwrite an input whose last use is the same step.</summary>
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
