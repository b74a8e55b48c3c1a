using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Zero-initialised floats in pinned managed memory, aligned to 64 bytes. They stay alive as long as this object or a span of them is
/// reachable, so spans can be handed out. <see cref="AlignedBuffer.Slack"/> floats after the last one may be read.
/// </summary>
internal sealed unsafe class PinnedFloats
{
    private const int Alignment = 64;
    private readonly float[] memory;
    private readonly int first;
    private readonly int length;

    /// <summary>Allocates <paramref name="length"/> floats.</summary>
    /// <exception cref="OutOfMemoryException">The system could not allocate the memory.</exception>
    public PinnedFloats(int length)
    {
        this.length = length;
        memory = GC.AllocateArray<float>(length + AlignedBuffer.Slack + (Alignment / sizeof(float)), pinned: true);
        nint block = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
        nint aligned = (block + Alignment - 1) & -Alignment;
        first = (int)(aligned - block) / sizeof(float);
    }

    /// <summary>The floats; the span keeps them alive.</summary>
    public Span<float> Span => memory.AsSpan(first, length);

    /// <summary>The first float; valid as long as this object is reachable.</summary>
    public float* Data => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory)) + first;
}
