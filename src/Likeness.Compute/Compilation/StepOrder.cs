namespace Likeness.Compute.Compilation;

/// <summary>Reorders steps that have owners: steps that other workers wait for come first, so that the parts run in parallel.</summary>
internal static class StepOrder
{
    /// <summary>The positions of the steps in the new order, which respects all dependencies.</summary>
    /// <param name="steps">The steps, in an order that is valid.</param>
    /// <param name="owners">The owner of each step.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="small">The work up to which a step counts as small and is scheduled first.</param>
    /// <param name="span">The work on the critical path, when each step waits only for its dependencies.</param>
    public static int[] Arrange(IReadOnlyList<Step> steps, int[] owners, int workers, long small, out long span)
    {
        List<int>[] before = Dependencies(steps);
        int[] waitingFor = Array.ConvertAll(before, list => list.Count);
        List<int>[] after = [.. steps.Select(_ => new List<int>())];
        for (int i = 0; i < steps.Count; i++)
        {
            before[i].ForEach(j => after[j].Add(i));
        }

        var queues = new OwnerQueue[workers];
        for (int worker = 0; worker < workers; worker++)
        {
            queues[worker] = new OwnerQueue();
        }

        var done = new long[steps.Count];
        void Enter(int i)
        {
            long ready = before[i].Select(j => done[j]).DefaultIfEmpty(0).Max();
            queues[owners[i]].Enter(i, ready, steps[i].Work > small);
        }

        foreach (int i in Enumerable.Range(0, steps.Count).Where(i => waitingFor[i] == 0))
        {
            Enter(i);
        }

        var order = new List<int>();
        while (order.Count < steps.Count)
        {
            OwnerQueue queue = queues.MinBy(one => one.Next)!;
            int next = queue.Next.Step;
            done[next] = queue.Take(steps[next].Work);
            order.Add(next);
            foreach (int i in after[next].Where(i => --waitingFor[i] == 0))
            {
                Enter(i);
            }
        }

        span = queues.Max(queue => queue.Busy);
        return [.. order];
    }

    /// <summary>
    /// The earlier steps that each step depends on: writers of its inputs, readers and writers of its outputs, and its predecessor.
    /// </summary>
    private static List<int>[] Dependencies(IReadOnlyList<Step> steps)
    {
        var writers = new Dictionary<object, int>();
        var readers = new Dictionary<object, List<int>>();
        var position = new Dictionary<Step, int>();
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

            if (steps[i].Follows is { } leader)
            {
                found.Add(position[leader]);
            }

            position[steps[i]] = i;
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

    /// <summary>The ready steps of one worker.</summary>
    private sealed class OwnerQueue
    {
        private static readonly (long, bool, int) Never = (long.MaxValue, true, int.MaxValue);
        private readonly PriorityQueue<int, (bool Large, int Step)> now = new();
        private readonly PriorityQueue<int, (long Ready, bool Large, int Step)> later = new();

        /// <summary>The time at which the worker finishes its scheduled steps.</summary>
        public long Busy { get; private set; }

        /// <summary>The next step: its earliest start, whether it is large, and its index.</summary>
        public (long Start, bool Large, int Step) Next =>
            now.TryPeek(out _, out (bool Large, int Step) first) ? (Busy, first.Large, first.Step)
            : later.TryPeek(out _, out (long, bool, int) second) ? second
            : Never;

        public void Enter(int step, long ready, bool large)
        {
            if (ready <= Busy)
            {
                now.Enqueue(step, (large, step));
            }
            else
            {
                later.Enqueue(step, (ready, large, step));
            }
        }

        /// <summary>Schedules the next step and returns its finish time.</summary>
        public long Take(long work)
        {
            Busy = Next.Start + work;
            _ = now.Count > 0 ? now.Dequeue() : later.Dequeue();
            while (later.TryPeek(out int step, out (long Ready, bool Large, int) first) && first.Ready <= Busy)
            {
                later.Dequeue();
                now.Enqueue(step, (first.Large, step));
            }

            return Busy;
        }
    }
}
