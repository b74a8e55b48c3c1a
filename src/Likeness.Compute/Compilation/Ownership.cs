namespace Likeness.Compute.Compilation;

/// <summary>
/// Finds parts of a graph that share no large buffers, such as the two networks of a coupling layer, and assigns each to one
/// worker. Its weights, their moments and its activations then stay in that worker's cache.
/// </summary>
internal static class Ownership
{
    // Floats from which moving a buffer to another core is expensive.
    private const int Large = 4096;

    // The maximum slowdown over an even split of all work, accepted for the waiting between parts.
    private const double Tolerance = 1.2;

    /// <summary>Sets owners and returns a better order of the steps; null if the parts would leave workers idle.</summary>
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
                // A small step goes to the worker that computed its latest input.
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

    /// <summary>The part of each step: steps that share a large buffer are in the same part.</summary>
    private static int[] Parts(IReadOnlyList<Step> steps)
    {
        int[] parent = [.. Enumerable.Range(0, steps.Count)];
        // A loop, because recursion could be as deep as the number of steps.
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

    /// <summary>The identity of a buffer's memory.</summary>
    public static unsafe object Identity(Buffer buffer) => buffer.IsFixed ? (nint)buffer.Data(null) : buffer;
}
