using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>Options of a compiled graph. Only the instruction set and the seed change the bits of a result.</summary>
/// <param name="Workers">The worker pool; null for the calling thread alone.</param>
/// <param name="Seed">The seed of the random numbers.</param>
/// <param name="Instructions">The instruction set; null for the best that the processor supports.</param>
public sealed record CompiledGraphOptions(
    WorkerPool? Workers = null,
    ulong Seed = 0,
    InstructionSet? Instructions = null
)
{
    /// <summary>
    /// Whether each node is evaluated apart and kept, so that <see cref="CompiledGraph.Run"/> names the first one with NaN. It needs memory for all nodes, and
    /// nothing is fused.
    /// </summary>
    public bool Debug { get; init; }
}
