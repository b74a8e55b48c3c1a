using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>How a program is run. None of it changes the result's bits but the instruction set and the seed.</summary>
/// <param name="Workers">Who does the work; null for the calling thread alone.</param>
/// <param name="Seed">The seed of the random numbers.</param>
/// <param name="Instructions">The instruction set; null for the best that there is.</param>
public sealed record CompiledGraphOptions(
    WorkerPool? Workers = null,
    ulong Seed = 0,
    InstructionSet? Instructions = null
);
