using Likeness.Compute.Cpu;

namespace Likeness.Compute.Tests;

/// <summary>
/// Counts the heap allocations of an action: the median of some runs, since a garbage collection caused by another test can shift a
/// thread's count by the rest of its allocation context.
/// </summary>
internal static unsafe class Allocations
{
    private const int Runs = 5;

    /// <summary>The bytes that an action allocates on each worker of a pool.</summary>
    public static long[] Of(WorkerPool pool, Action action) =>
        Middle(
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
        Middle(1, static counters => counters[0] = GC.GetAllocatedBytesForCurrentThread(), action)[0];

    private static long[] Middle(int threads, Action<long[]> count, Action action)
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

        return Array.ConvertAll(counts, runs => runs.Order().ElementAt(Runs / 2));
    }

    private static void Count(void* position, int worker, int workers) =>
        ((long*)position)[worker] = GC.GetAllocatedBytesForCurrentThread();
}
