namespace Likeness.Data.Parquet.Encodings;

/// <summary>Values of a fixed number of bytes in an encoding of byte strings (DELTA_BYTE_ARRAY).</summary>
/// <param name="strings">The byte strings.</param>
/// <param name="width">The bytes per value.</param>
internal sealed class FixedFromStrings(ByteStrings strings, int width) : FixedValues
{
    private byte[] decoded = [];

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Next(int count)
    {
        decoded = decoded.Length >= count * width ? decoded : new byte[count * width];
        for (int i = 0; i < count; i++)
        {
            var value = strings.Next();
            if (value.Length != width)
            {
                throw new FormatException($"a value has {value.Length} instead of {width} bytes");
            }

            value.CopyTo(decoded.AsSpan(i * width));
        }

        return decoded.AsSpan(0, count * width);
    }
}
