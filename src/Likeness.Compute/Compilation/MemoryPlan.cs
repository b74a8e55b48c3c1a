namespace Likeness.Compute.Compilation;

/// <summary>
/// Gives each buffer of a program a place in one arena, so that buffers which are never alive together share memory. What
/// different workers write has parts of its own, one after another.
/// </summary>
internal static class MemoryPlan
{
    /// <summary>Sets the buffers' places and returns the arena's length in floats.</summary>
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

    /// <summary>Places buffers in the order of their births, each in the first gap that holds it; returns where the part ends.</summary>
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
