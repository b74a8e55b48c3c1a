using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Tests.Models;
using Likeness.Training;

namespace Likeness.Tests.Training;

/// <summary>A training step allocates nothing, on any worker.</summary>
public sealed unsafe class StepAllocationTests
{
    private const int Threads = 2;
    private const int Runs = 5;

    public static TheoryData<string> Models => [.. ModelRegistry.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void AStepAllocatesNothing(string name)
    {
        var entry = ModelRegistry.Find(name);
        var options = entry.DefaultOptions() with { ClipNorm = 1 };
        var train = Toy.Dice(options.BatchSize + 5);
        var transform = DataTransform.Fit(train);
        using var state = new TrainingState(entry, options, transform.ModelDimensions, seed: 1);
        using var pool = new WorkerPool(Threads);
        using var epochs = new EpochRunner(state, options, transform, train, 1, new ProgramOptions(pool));
        Func<int, bool> goOn = static _ => true;
        epochs.Run(double.MaxValue, goOn);
        long[] two = Allocated(pool, () => epochs.Run(double.MaxValue, goOn));
        var longer = Toy.Dice((40 * options.BatchSize) + 5);
        using var many = new EpochRunner(state, options, transform, longer, 1, new ProgramOptions(pool));
        many.Run(double.MaxValue, goOn);
        long[] fortyOne = Allocated(pool, () => many.Run(double.MaxValue, goOn));

        // An epoch allocates the order of its rows, once; its steps nothing, however many they are.
        long orders = sizeof(int) * (longer.Rows - train.Rows);
        Assert.Equal(two[0] + orders, fortyOne[0]);
        Assert.Equal([0, 0], new[] { two[1], fortyOne[1] });
    }

    // The middle of some runs: a collection that another thread begins meanwhile shifts a count by what is left of this thread's share.
    private static long[] Allocated(WorkerPool pool, Action action)
    {
        long[][] runs =
        [
            .. Enumerable
                .Range(0, Runs)
                .Select(_ =>
                {
                    long[] before = Counters(pool);
                    action();
                    return Counters(pool).Zip(before, (after, first) => after - first).ToArray();
                }),
        ];
        return
        [
            .. Enumerable
                .Range(0, Threads)
                .Select(worker => runs.Select(run => run[worker]).Order().ElementAt(Runs / 2)),
        ];
    }

    private static long[] Counters(WorkerPool pool)
    {
        var counters = new long[Threads];
        fixed (long* place = counters)
        {
            pool.Run(&Count, place);
        }

        return counters;
    }

    private static void Count(void* place, int worker, int workers) =>
        ((long*)place)[worker] = GC.GetAllocatedBytesForCurrentThread();
}
