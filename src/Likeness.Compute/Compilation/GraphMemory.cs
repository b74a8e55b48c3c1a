using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>All memory outside the managed heap that one compiled graph has, which alone frees it.</summary>
internal sealed class GraphMemory : IDisposable
{
    private readonly List<AlignedBuffer> blocks = [];
    private long bytes;

    /// <summary>A block of zeros.</summary>
    /// <exception cref="InsufficientMemoryException">All blocks together are more than the process may use.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not that much memory.</exception>
    public AlignedBuffer Allocate(nint floats)
    {
        bytes += (long)floats * sizeof(float);
        AvailableMemory.Require(bytes, "The compiled graph");
        var block = new AlignedBuffer(floats);
        blocks.Add(block);
        return block;
    }

    /// <summary>Frees the blocks; nobody may use the graph.</summary>
    public void Dispose()
    {
        blocks.ForEach(block => block.Dispose());
        blocks.Clear();
    }
}
