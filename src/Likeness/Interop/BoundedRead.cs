namespace Likeness.Interop;

/// <summary>Reads decompressed streams whose length is only known from their own header, so that a false length costs little memory.</summary>
internal static class BoundedRead
{
    /// <summary>The maximum number of bytes of one array: 1 GiB.</summary>
    public const int Max = 1 << 30;

    private const int FirstRoom = 1 << 20;

    /// <summary>Reads the next bytes of a stream; the buffer grows as they arrive.</summary>
    /// <param name="stream">The source.</param>
    /// <param name="length">The number of bytes.</param>
    /// <exception cref="FormatException">The length exceeds <see cref="Max"/>, or the stream ends early.</exception>
    public static byte[] Exactly(Stream stream, long length)
    {
        Check(length);
        var bytes = new byte[Math.Min(length, FirstRoom)];
        int filled = 0;
        while (true)
        {
            int read = stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            filled += read;
            if (filled < bytes.Length)
            {
                throw new FormatException($"it ends after {filled} of {length} bytes");
            }

            if (filled == length)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(length, bytes.Length * 4L));
        }
    }

    /// <summary>Reads all bytes of a file on the disk.</summary>
    public static byte[] Whole(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Checks that a length is supported.</summary>
    /// <exception cref="FormatException">It is not supported.</exception>
    public static void Check(long length)
    {
        if (length is < 0 or > Max)
        {
            throw new FormatException($"it claims {length} bytes, and at most {Max} are read");
        }
    }

    /// <summary>Checks that a stream has ended.</summary>
    /// <exception cref="FormatException">There are more bytes.</exception>
    public static void End(Stream stream)
    {
        if (stream.ReadByte() >= 0)
        {
            throw new FormatException("it goes on after its last value");
        }
    }
}
