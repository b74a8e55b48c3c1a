using Likeness.Evaluation;

namespace Likeness.Bench.Tests;

/// <summary>The MMD bench runs without its peer, and threads do not change what it measures.</summary>
public sealed class MmdBenchTests
{
    [Fact]
    public void RunsOnSmallSamples() =>
        Assert.Equal(0, MmdBench.Run(["--small", "--seconds", "0.01", "--python", "none", "--large"]));

    [Fact]
    public void ThreadsDoNotChangeTheValue() =>
        Assert.Equal(
            MmdBench.Value(60, new EvaluationSettings { Threads = 1 }),
            MmdBench.Value(60, new EvaluationSettings { Threads = 2 })
        );
}
