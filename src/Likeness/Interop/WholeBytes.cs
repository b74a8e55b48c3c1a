namespace Likeness.Interop;

/// <summary>Converts numbers to bytes, for images and labels in other formats.</summary>
internal static class WholeBytes
{
    private const int Piece = 1 << 16;

    /// <summary>Reads numbers that must be integers from 0 to 255, or, if they are fractions and those are accepted, from 0 (black) to 1.</summary>
    /// <param name="stream">The source.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="code">Their type in NumPy's notation without the byte order, such as <c>i4</c>.</param>
    /// <param name="bigEndian">Whether the first byte is the most significant.</param>
    /// <param name="acceptsFractions">Whether floats that all lie in [0, 1] are scaled to 0 … 255, rounded.</param>
    /// <exception cref="OtherNumbersException">They are no such numbers; the message completes a sentence.</exception>
    /// <exception cref="FormatException">They are too many, or the stream ends early; the message completes a sentence.</exception>
    public static byte[] Read(Stream stream, long count, string code, bool bigEndian, bool acceptsFractions = false)
    {
        if (code is "u1" or "b1")
        {
            return BoundedRead.Exactly(stream, count);
        }

        var (size, read) =
            NpyElement.Find(code)
            ?? throw new OtherNumbersException(
                $"its elements are {NpyElement.Describe(code)} ('{code}'), and only whole numbers from 0 to 255 are read (save such)"
            );
        bool mayBeFractions = acceptsFractions && code.StartsWith('f');
        bool mayBeWhole = true;
        BoundedRead.Check(count * size);
        var values = new List<byte>((int)Math.Min(count, Piece));
        var scaled = new List<byte>(mayBeFractions ? (int)Math.Min(count, Piece) : 0);
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
                mayBeWhole &= value is >= 0 and <= 255 && value == Math.Floor(value);
                mayBeFractions &= value is >= 0 and <= 1;
                if (!mayBeWhole && !mayBeFractions)
                {
                    throw Outside(values.Count, value, acceptsFractions && code.StartsWith('f'));
                }

                values.Add(mayBeWhole ? (byte)value : (byte)0);
                if (mayBeFractions)
                {
                    scaled.Add((byte)Math.Round(value * byte.MaxValue));
                }
            }
        }

        return [.. mayBeFractions ? scaled : values];
    }

    private static OtherNumbersException Outside(int place, double value, bool acceptsFractions) =>
        new(
            FormattableString.Invariant($"element {place} is {value}, and only ")
                + (
                    acceptsFractions
                        ? "images of whole numbers from 0 to 255, or of numbers from 0 to 1, are read (scale them; points are an array of rows and columns)"
                        : "whole numbers from 0 to 255 are read (save such)"
                )
        );
}
