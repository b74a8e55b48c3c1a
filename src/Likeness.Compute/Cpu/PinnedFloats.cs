using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Floats on the managed heap that the collector does not move, zeroed, the first on a 64-byte boundary. They stay as long as this
/// or a span of them is reachable, so that they can be handed out. Behind the last one <see cref="AlignedBuffer.Slack"/> floats may be read.
/// </summary>
internal sealed unsafe class PinnedFloats
{
    private const int Alignment = 64;
    private readonly float[] memory;
    private readonly int first;
    private readonly int length;

    /// <summary>Allocates <paramref name="length"/> floats.</summary>
    /// <exception cref="OutOfMemoryException">The machine has not that much memory.</exception>
    public PinnedFloats(int length)
    {
        this.length = length;
        memory = GC.AllocateArray<float>(length + AlignedBuffer.Slack + (Alignment / sizeof(float)), pinned: true);
        nint block = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
        nint aligned = (block + Alignment - 1) & -Alignment;
        first = (int)(aligned - block) / sizeof(float);
    }

    /// <summary>The floats; the span keeps them.</summary>
    public Span<float> Span => memory.AsSpan(first, length);

    /// <summary>The first float, for as long as this is reachable.</summary>
    public float* Data => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory)) + first;
}
