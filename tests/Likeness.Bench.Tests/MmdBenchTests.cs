using Likeness.Evaluation;

namespace Likeness.Bench.Tests;

/// <summary>The number of threads does not change the result of the MMD bench.</summary>
public sealed class MmdBenchTests
{
    [Fact]
    public void ThreadsDoNotChangeTheValue() =>
        Assert.Equal(
            MmdBench.Value(60, new EvaluationSettings { Threads = 1 }),
            MmdBench.Value(60, new EvaluationSettings { Threads = 2 })
        );
}
