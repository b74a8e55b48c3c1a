using System.Runtime.InteropServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Floats outside the managed heap, zeroed, the first on a 64-byte boundary. Behind the last one <see cref="Slack"/> floats may
/// be read, so that kernels may load whole vectors. Freed by Dispose alone: whoever owns it knows when nobody uses it any more.
/// </summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    /// <summary>How many floats behind the last may be read; nothing writes them.</summary>
    public const int Slack = 64;

    private const int Alignment = 64;
    private readonly long _bytes;
    private void* _block;

    /// <summary>Allocates <paramref name="length"/> floats.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not that much memory.</exception>
    public AlignedBuffer(nint length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _bytes = checked(((length + Slack) * sizeof(float)) + Alignment);

        // The allocator's own zero pages cost nothing until they are touched, so align by hand instead of clearing.
        _block = NativeMemory.AllocZeroed((nuint)_bytes);
        Data = (float*)(((nint)_block + Alignment - 1) & -Alignment);
        GC.AddMemoryPressure(_bytes);
    }

    /// <summary>The first float; null once disposed.</summary>
    public float* Data { get; private set; }

    /// <summary>How many floats.</summary>
    public nint Length { get; }

    /// <summary>The floats as a span, which must not outlive the buffer.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    /// <exception cref="OverflowException">The buffer is longer than a span can be.</exception>
    public Span<float> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_block == null, this);
            return new(Data, checked((int)Length));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_block != null)
        {
            NativeMemory.Free(_block);
            _block = null;
            Data = null;
            GC.RemoveMemoryPressure(_bytes);
        }
    }
}
