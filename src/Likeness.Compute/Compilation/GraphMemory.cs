using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>The native memory of one compiled graph, freed only by the graph.</summary>
internal sealed class GraphMemory : IDisposable
{
    private readonly List<AlignedBuffer> blocks = [];
    private long bytes;

    /// <summary>Allocates a zero-initialised block.</summary>
    /// <exception cref="InsufficientMemoryException">The blocks together exceed the memory that the process may use.</exception>
    /// <exception cref="OutOfMemoryException">The system could not allocate the memory.</exception>
    public AlignedBuffer Allocate(nint floats)
    {
        bytes += (long)floats * sizeof(float);
        AvailableMemory.Require(bytes, "The compiled graph");
        var block = new AlignedBuffer(floats);
        blocks.Add(block);
        return block;
    }

    /// <summary>Frees the blocks; the graph must not be in use.</summary>
    public void Dispose()
    {
        blocks.ForEach(block => block.Dispose());
        blocks.Clear();
    }
}
