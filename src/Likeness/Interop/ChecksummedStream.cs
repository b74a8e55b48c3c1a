namespace Likeness.Interop;

/// <summary>Passes bytes through and computes their CRC, up to a number of bytes.</summary>
/// <param name="inner">The source of the bytes.</param>
/// <param name="max">The maximum number of bytes; more are a <see cref="FormatException"/>.</param>
internal sealed class ChecksummedStream(Stream inner, long max) : Stream
{
    private uint state = uint.MaxValue;

    /// <summary>The CRC of all bytes read so far.</summary>
    public uint Checksum => ~state;

    /// <summary>The number of bytes read so far.</summary>
    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        Count += read;
        if (Count > max)
        {
            throw new FormatException($"its arrays take more than {max} bytes");
        }

        state = Crc32.Extend(state, buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
