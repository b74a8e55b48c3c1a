using Likeness.Compute.Cpu;

namespace Likeness.Compute.Tests;

/// <summary>
/// Counts the heap allocations of an action: the commonest count of some runs that no garbage collection interrupts, since one that
/// other tests cause can shift a thread's count by the rest of its allocation context.
/// </summary>
internal static unsafe class Allocations
{
    private const int Runs = 9;
    private const int MostRuns = 10 * Runs;

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
        var (interrupted, whole) = (new List<long[]>(), new List<long[]>());
        while (whole.Count < Runs && whole.Count + interrupted.Count < MostRuns)
        {
            int collections = GC.CollectionCount(0);
            count(before);
            action();
            count(after);
            bool isWhole = GC.CollectionCount(0) == collections;
            (isWhole ? whole : interrupted).Add([.. after.Zip(before, (end, start) => end - start)]);
        }

        // Where collections never pause for as long as a run, what most of them counted is the best there is.
        var runs = whole.Count > 0 ? whole : interrupted;
        return
        [
            .. Enumerable
                .Range(0, threads)
                .Select(thread => runs.GroupBy(counts => counts[thread]).MaxBy(same => (same.Count(), -same.Key))!.Key),
        ];
    }

    private static void Count(void* position, int worker, int workers) =>
        ((long*)position)[worker] = GC.GetAllocatedBytesForCurrentThread();
}
