namespace Likeness.Compute.Compilation;

/// <summary>
/// Finds parts of a program that have nothing large in common, such as the two networks of a coupling, and gives each to one
/// worker: its weights, their moments and its activations then never leave that worker's cache.
/// </summary>
internal static class Ownership
{
    // Floats of a buffer that is dear to carry from one core to another.
    private const int Large = 4096;

    // How much slower than an even split of all work the parts may be, for being waited for.
    private const double Tolerance = 1.2;

    /// <summary>Sets owners and gives the steps in a better order; null where the parts would leave workers idle.</summary>
    public static Step[]? Divide(IReadOnlyList<Step> steps, int workers, long small)
    {
        int[] part = Parts(steps);
        var ownerOfPart = new Dictionary<int, int>();
        var producer = new Dictionary<Buffer, int>();
        var owners = new int[steps.Count];
        for (int i = 0; i < steps.Count; i++)
        {
            if (steps[i].Work > small)
            {
                if (!ownerOfPart.TryGetValue(part[i], out int owner))
                {
                    ownerOfPart[part[i]] = owner = ownerOfPart.Count % workers;
                }

                owners[i] = owner;
            }
            else
            {
                // A small step goes to whoever made what it reads last.
                int latest = steps[i]
                    .Reads.Select(buffer => producer.GetValueOrDefault(buffer, -1))
                    .DefaultIfEmpty(-1)
                    .Max();
                owners[i] = latest < 0 ? 0 : owners[latest];
            }

            foreach (Buffer buffer in steps[i].Writes)
            {
                producer[buffer] = i;
            }
        }

        if (ownerOfPart.Count < workers)
        {
            return null;
        }

        int[] order = StepOrder.Arrange(steps, owners, workers, small, out long span);
        if (span > Tolerance * steps.Sum(step => step.Work) / workers)
        {
            return null;
        }

        for (int i = 0; i < steps.Count; i++)
        {
            steps[i].Sharing = Sharing.Alone;
            steps[i].Owner = owners[i];
            foreach (Buffer buffer in steps[i].Writes)
            {
                buffer.Owner = owners[i];
            }
        }

        return [.. order.Select(i => steps[i])];
    }

    /// <summary>For each step the number of its part: steps that share a large buffer are of one part.</summary>
    private static int[] Parts(IReadOnlyList<Step> steps)
    {
        int[] parent = [.. Enumerable.Range(0, steps.Count)];
        // Paths are halved on the way, and not by recursion: they may be as long as there are steps.
        int Root(int i)
        {
            while (parent[i] != i)
            {
                i = parent[i] = parent[parent[i]];
            }

            return i;
        }

        var seen = new Dictionary<object, int>();
        for (int i = 0; i < steps.Count; i++)
        {
            foreach (Buffer buffer in steps[i].Reads.Concat(steps[i].Writes).Where(buffer => buffer.Length >= Large))
            {
                object key = Identity(buffer);
                if (seen.TryGetValue(key, out int other))
                {
                    parent[Root(i)] = Root(other);
                }

                seen[key] = i;
            }
        }

        return [.. Enumerable.Range(0, steps.Count).Select(Root)];
    }

    /// <summary>What tells one buffer's memory from another's.</summary>
    public static unsafe object Identity(Buffer buffer) => buffer.IsFixed ? (nint)buffer.Data(null) : buffer;
}
