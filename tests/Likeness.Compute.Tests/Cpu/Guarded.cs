using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>
/// Floats at a chosen misalignment between two guard areas with a known bit pattern; <see cref="Check"/> detects writes to them.
/// </summary>
internal sealed unsafe class Guarded : IDisposable
{
    private const int Wall = 64;
    private static readonly float Brick = BitConverter.UInt32BitsToSingle(0x7FA5A5A5);
    private readonly AlignedBuffer _buffer;

    public Guarded(nint length, int misalignment = 0)
    {
        Length = length;
        _buffer = new(length + (2 * Wall) + misalignment);
        _buffer.Span.Fill(Brick);
        Data = _buffer.Data + Wall + misalignment;
    }

    public float* Data { get; }

    /// <summary>Standard normal numbers.</summary>
    public static Guarded Normal(PhiloxRandom random, nint length, int misalignment)
    {
        Guarded values = new(length, misalignment);
        foreach (ref float value in values.Span)
        {
            value = (float)random.NextNormal();
        }

        return values;
    }

    public nint Length { get; }

    public Span<float> Span => new(Data, (int)Length);

    public Guarded With(ReadOnlySpan<float> values)
    {
        values.CopyTo(Span);
        return this;
    }

    /// <summary>Checks that the guards are unchanged, as is every float inside for which <paramref name="written"/> is false.</summary>
    public void Check(Func<int, bool>? written = null)
    {
        uint brick = BitConverter.SingleToUInt32Bits(Brick);
        int start = (int)(Data - _buffer.Data);
        for (int i = 0; i < _buffer.Length; i++)
        {
            bool inside = i >= start && i < start + Length;
            if (!inside || (written is not null && !written(i - start)))
            {
                Expect.True(
                    brick == BitConverter.SingleToUInt32Bits(_buffer.Span[i]),
                    $"float {i - start} of {Length} was written"
                );
            }
        }
    }

    public void Dispose() => _buffer.Dispose();
}
