namespace Likeness.Interop;

/// <summary>Reads unpacked streams whose length only their own header claims, so that a lie costs little memory.</summary>
internal static class BoundedRead
{
    /// <summary>The most bytes that one array of a file may take: 1 GiB.</summary>
    public const int Max = 1 << 30;

    private const int FirstRoom = 1 << 20;

    /// <summary>The next bytes of a stream; room for them grows as they come.</summary>
    /// <param name="stream">Where they come from.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="FormatException">They are more than <see cref="Max"/>, or the stream ends before.</exception>
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

    /// <summary>All bytes of a file on the disk, whose length is no claim.</summary>
    public static byte[] Whole(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Makes sure that a length is one that is read.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static void Check(long length)
    {
        if (length is < 0 or > Max)
        {
            throw new FormatException($"it claims {length} bytes, and at most {Max} are read");
        }
    }

    /// <summary>Makes sure that a stream has nothing left.</summary>
    /// <exception cref="FormatException">It has.</exception>
    public static void End(Stream stream)
    {
        if (stream.ReadByte() >= 0)
        {
            throw new FormatException("it goes on after its last value");
        }
    }
}
