using Likeness.Compute.Cpu;

namespace Likeness.Bench.Comparisons;

/// <summary>The same work done here and by a peer.</summary>
/// <param name="Name">The verb of the command line, and the name of the peer's script.</param>
/// <param name="Title">What is done, for a heading.</param>
/// <param name="Parts">Our side, in parts that are made and measured one after the other.</param>
internal sealed record BenchmarkComparison(string Name, string Title, IReadOnlyList<ComparisonPart> Parts)
{
    /// <summary>A race of one part.</summary>
    public BenchmarkComparison(string name, string title, Func<WorkerPool?, bool, TimedBenchmark> make)
        : this(name, title, [new ComparisonPart(string.Empty, make)]) { }
}

/// <summary>A part of our side of a race.</summary>
/// <param name="Name">Its name; empty where there is but one.</param>
/// <param name="Make">Makes it, from its workers (null for the calling thread alone) and whether tiny shapes will do.</param>
internal sealed record ComparisonPart(string Name, Func<WorkerPool?, bool, TimedBenchmark> Make);
