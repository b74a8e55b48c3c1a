namespace Likeness.Interop;

/// <summary>Converts numbers to bytes, for images and labels in other formats.</summary>
internal static class WholeBytes
{
    private const int Piece = 1 << 16;

    /// <summary>Reads numbers that must be integers from 0 to 255.</summary>
    /// <param name="stream">The source.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="code">Their type in NumPy's notation without the byte order, such as <c>i4</c>.</param>
    /// <param name="bigEndian">Whether the first byte is the most significant.</param>
    /// <exception cref="FormatException">
    /// They are not real numbers, are out of range, too many, or the stream ends early; the message completes a sentence.
    /// </exception>
    public static byte[] Read(Stream stream, long count, string code, bool bigEndian)
    {
        if (code is "u1" or "b1")
        {
            return BoundedRead.Exactly(stream, count);
        }

        var (size, read) =
            NpyElement.Find(code)
            ?? throw new FormatException(
                $"its elements are {NpyElement.Describe(code)} ('{code}'), and only whole numbers from 0 to 255 are read"
            );
        BoundedRead.Check(count * size);
        var values = new List<byte>((int)Math.Min(count, Piece));
        while (values.Count < count)
        {
            int next = (int)Math.Min(count - values.Count, Piece);
            byte[] raw = BoundedRead.Exactly(stream, (long)next * size);
            for (int i = 0; i < next; i++)
            {
                var element = raw.AsSpan(i * size, size);
                if (bigEndian)
                {
                    element.Reverse();
                }

                double value = read(element);
                values.Add(
                    value is >= 0 and <= 255 && value == Math.Floor(value)
                        ? (byte)value
                        : throw new FormatException(
                            $"element {values.Count} is {value}, and only whole numbers from 0 to 255 are read"
                        )
                );
            }
        }

        return [.. values];
    }
}
