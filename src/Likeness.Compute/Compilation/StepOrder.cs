namespace Likeness.Compute.Compilation;

/// <summary>Another order of steps that have owners: what others wait for first, so that the parts run side by side.</summary>
internal static class StepOrder
{
    /// <summary>The places of the steps in the new order, in which each still follows all that it depends on.</summary>
    /// <param name="steps">The steps, in an order that is valid.</param>
    /// <param name="owners">The worker of each.</param>
    /// <param name="workers">How many workers there are.</param>
    /// <param name="small">The work of a step that is taken first among equals.</param>
    /// <param name="span">The work until the last is done, when each waits only for what it depends on.</param>
    public static int[] Arrange(IReadOnlyList<Step> steps, int[] owners, int workers, long small, out long span)
    {
        List<int>[] before = Dependencies(steps);
        int[] waitingFor = Array.ConvertAll(before, list => list.Count);
        List<int>[] after = [.. steps.Select(_ => new List<int>())];
        for (int i = 0; i < steps.Count; i++)
        {
            before[i].ForEach(j => after[j].Add(i));
        }

        var busy = new long[workers];
        var done = new long[steps.Count];
        var ready = new HashSet<int>(Enumerable.Range(0, steps.Count).Where(i => waitingFor[i] == 0));
        var order = new List<int>();
        while (ready.Count > 0)
        {
            long Start(int i) => before[i].Select(j => done[j]).Append(busy[owners[i]]).Max();
            int next = ready.MinBy(i => (Start(i), steps[i].Work > small, i));
            done[next] = busy[owners[next]] = Start(next) + steps[next].Work;
            ready.Remove(next);
            order.Add(next);
            foreach (int i in after[next].Where(i => --waitingFor[i] == 0))
            {
                ready.Add(i);
            }
        }

        span = busy.Max();
        return [.. order];
    }

    /// <summary>For each step the earlier ones that must be done: writers of what it reads, readers and writers of what it writes.</summary>
    private static List<int>[] Dependencies(IReadOnlyList<Step> steps)
    {
        var writers = new Dictionary<object, int>();
        var readers = new Dictionary<object, List<int>>();
        var before = new List<int>[steps.Count];
        for (int i = 0; i < steps.Count; i++)
        {
            var found = new HashSet<int>();
            foreach (object read in steps[i].Reads.Select(Ownership.Identity))
            {
                if (writers.TryGetValue(read, out int writer))
                {
                    found.Add(writer);
                }
            }

            foreach (object written in steps[i].Writes.Select(Ownership.Identity))
            {
                if (writers.TryGetValue(written, out int writer))
                {
                    found.Add(writer);
                }

                found.UnionWith(readers.GetValueOrDefault(written) ?? []);
            }

            found.Remove(i);
            before[i] = [.. found.Order()];
            foreach (object read in steps[i].Reads.Select(Ownership.Identity))
            {
                if (!readers.TryGetValue(read, out List<int>? list))
                {
                    readers[read] = list = [];
                }

                list.Add(i);
            }

            foreach (object written in steps[i].Writes.Select(Ownership.Identity))
            {
                writers[written] = i;
                readers.Remove(written);
            }
        }

        return before;
    }
}
