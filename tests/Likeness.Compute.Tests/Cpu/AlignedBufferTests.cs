using Likeness.Compute.Cpu;

namespace Likeness.Compute.Tests.Cpu;

public sealed unsafe class AlignedBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void IsAlignedAndZeroed(int length)
    {
        using AlignedBuffer buffer = new(length);
        Assert.Equal(0, (nint)buffer.Data % 64);
        Assert.Equal(length, buffer.Span.Length);
        Assert.Equal(-1, buffer.Span.IndexOfAnyExcept(0f));
    }

    [Fact]
    public void MayBeReadBehindItsEnd()
    {
        using AlignedBuffer buffer = new(1000);
        Assert.Equal(-1, new Span<float>(buffer.Data, 1000 + AlignedBuffer.Slack).IndexOfAnyExcept(0f));
    }

    [Fact]
    public void IsGoneOnceDisposed()
    {
        AlignedBuffer buffer = new(3);
        buffer.Dispose();
        buffer.Dispose();
        Assert.True(buffer.Data == null);
        Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
    }

    [Fact]
    public void ANegativeLengthIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer(-1));
}
