using System.Runtime.InteropServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Zero-initialised floats in native memory, aligned to 64 bytes. <see cref="Slack"/> floats after the last one may be read, so
/// that kernels can load whole vectors. Freed by Dispose only: the owner knows when the last use has ended.
/// </summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    /// <summary>The number of floats after the last one that may be read; they are never written.</summary>
    public const int Slack = 64;

    private const int Alignment = 64;
    private readonly long _bytes;
    private void* _block;

    /// <summary>Allocates <paramref name="length"/> floats.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="OutOfMemoryException">The machine has too little memory.</exception>
    public AlignedBuffer(nint length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _bytes = checked(((length + Slack) * sizeof(float)) + Alignment);

        // The allocator's zero pages cost nothing until they are touched, so align by hand instead of clearing.
        _block = NativeMemory.AllocZeroed((nuint)_bytes);
        Data = (float*)(((nint)_block + Alignment - 1) & -Alignment);
        GC.AddMemoryPressure(_bytes);
    }

    /// <summary>The first float; null once disposed.</summary>
    public float* Data { get; private set; }

    /// <summary>The number of floats.</summary>
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
