using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Tests;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables;
using Likeness.Models;
using Likeness.Testing;
using Likeness.Tests.Models;
using Likeness.Training;

namespace Likeness.Tests.Training;

/// <summary>A training step allocates nothing, on any worker.</summary>
public sealed class StepAllocationTests
{
    private const int Threads = 2;

    public static TheoryData<string> Models =>
        [.. LongTest.Some(ModelRegistry.Learning(typeof(Table)).Select(entry => entry.Name))];

    [Theory]
    [MemberData(nameof(Models))]
    public void AStepAllocatesNothing(string name)
    {
        var entry = ModelRegistry.Find(name, typeof(Table));
        var options = entry.DefaultOptions() with { ClipNorm = 1 };
        var train = Toy.Dice(options.BatchSize + 5);
        var transform = DataTransform.Fit(train);
        using var state = new TrainingState(entry, options, transform.ModelDimensions, seed: 1);
        using var pool = new WorkerPool(Threads);
        using var epochs = new EpochRunner(
            state,
            options,
            new TableExamples(train, transform),
            1,
            new CompiledGraphOptions(pool)
        );
        Func<StepLoss, bool> goOn = static _ => true;
        Epoch(epochs, 0);
        int next = 1; // an epoch that runs again has its order already
        long[] two = Allocations.Of(pool, () => Epoch(epochs, next++));
        var longer = Toy.Dice((2 * options.BatchSize) + 5);
        using var many = new EpochRunner(
            state,
            options,
            new TableExamples(longer, transform),
            1,
            new CompiledGraphOptions(pool)
        );
        Epoch(many, 0);
        long[] three = Allocations.Of(pool, () => Epoch(many, next++));

        // An epoch allocates the order of its rows once; its steps allocate nothing.
        long orders = sizeof(int) * (longer.RowCount - train.RowCount);
        Assert.Equal(two[0] + orders, three[0]);
        Assert.Equal([0, 0], new[] { two[1], three[1] });

        void Epoch(EpochRunner runner, int epoch) =>
            runner.Run(epoch * runner.StepsPerEpoch, (epoch + 1) * runner.StepsPerEpoch, double.MaxValue, goOn);
    }
}
