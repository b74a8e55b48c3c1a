using Likeness.Compute.Cpu;

namespace Likeness.Compute.Tests;

/// <summary>
/// Counts the heap allocations of an action: the commonest count of some runs, since garbage collections caused by other tests can shift
/// a thread's count by the rest of its allocation context, each by another amount.
/// </summary>
internal static unsafe class Allocations
{
    private const int Runs = 9;

    /// <summary>The bytes that an action allocates on each worker of a pool.</summary>
    public static long[] Of(WorkerPool pool, Action action) =>
        Commonest(
            pool.Workers,
            counters =>
            {
                fixed (long* position = counters)
                {
                    pool.Run(&Count, position);
                }
            },
            action
        );

    /// <summary>The bytes that an action allocates on the calling thread.</summary>
    public static long Of(Action action) =>
        Commonest(1, static counters => counters[0] = GC.GetAllocatedBytesForCurrentThread(), action)[0];

    private static long[] Commonest(int threads, Action<long[]> count, Action action)
    {
        var (before, after) = (new long[threads], new long[threads]);
        var counts = new long[threads][];
        for (int thread = 0; thread < threads; thread++)
        {
            counts[thread] = new long[Runs];
        }

        for (int run = 0; run < Runs; run++)
        {
            count(before);
            action();
            count(after);
            for (int thread = 0; thread < threads; thread++)
            {
                counts[thread][run] = after[thread] - before[thread];
            }
        }

        return Array.ConvertAll(
            counts,
            runs => runs.GroupBy(bytes => bytes).MaxBy(same => (same.Count(), -same.Key))!.Key
        );
    }

    private static void Count(void* position, int worker, int workers) =>
        ((long*)position)[worker] = GC.GetAllocatedBytesForCurrentThread();
}
