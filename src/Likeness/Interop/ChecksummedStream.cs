namespace Likeness.Interop;

/// <summary>Passes bytes through and computes their CRC, up to a number of bytes.</summary>
/// <param name="inner">The source of the bytes.</param>
/// <param name="max">The maximum number of bytes; more are a <see cref="FormatException"/>.</param>
internal sealed class ChecksummedStream(Stream inner, long max) : ReadOnlyStream
{
    private uint state = uint.MaxValue;

    /// <summary>The CRC of all bytes read so far.</summary>
    public uint Checksum => ~state;

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
}
