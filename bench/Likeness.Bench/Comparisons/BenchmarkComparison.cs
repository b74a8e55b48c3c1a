using Likeness.Compute.Cpu;

namespace Likeness.Bench.Comparisons;

/// <summary>The same workload run by Likeness and by a baseline.</summary>
/// <param name="Name">The command's name, which is also that of the baseline's script.</param>
/// <param name="Title">The heading.</param>
/// <param name="Parts">The parts of our side, which are created and measured one after another.</param>
internal sealed record BenchmarkComparison(string Name, string Title, IReadOnlyList<ComparisonPart> Parts)
{
    /// <summary>Creates a comparison with one part.</summary>
    public BenchmarkComparison(string name, string title, Func<WorkerPool?, bool, TimedBenchmark> make)
        : this(name, title, [new ComparisonPart(string.Empty, make)]) { }
}

/// <summary>A part of our side of a comparison.</summary>
/// <param name="Name">Its name; empty if it is the only part.</param>
/// <param name="Make">Creates the part, given its workers (null for the calling thread alone) and whether to use tiny shapes.</param>
internal sealed record ComparisonPart(string Name, Func<WorkerPool?, bool, TimedBenchmark> Make);
