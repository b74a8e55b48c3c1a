using Likeness.Evaluation;

namespace Likeness.Bench.Tests;

/// <summary>Threads do not change what the MMD bench measures.</summary>
public sealed class MmdBenchTests
{
    [Fact]
    public void ThreadsDoNotChangeTheValue() =>
        Assert.Equal(
            MmdBench.Value(60, new EvaluationSettings { Threads = 1 }),
            MmdBench.Value(60, new EvaluationSettings { Threads = 2 })
        );
}
