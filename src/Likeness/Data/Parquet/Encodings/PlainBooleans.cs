namespace Likeness.Data.Parquet.Encodings;

/// <summary>The encoding PLAIN of booleans: one bit each, the lowest first. They are decoded to one byte each.</summary>
internal sealed class PlainBooleans(ReadOnlyMemory<byte> bytes) : FixedValues
{
    private byte[] decoded = [];
    private long bit;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Next(int count)
    {
        if (bit + count > bytes.Length * 8L)
        {
            throw Short();
        }

        decoded = decoded.Length >= count ? decoded : new byte[count];
        var span = bytes.Span;
        for (int i = 0; i < count; i++, bit++)
        {
            decoded[i] = (byte)((span[(int)(bit >> 3)] >> (int)(bit & 7)) & 1);
        }

        return decoded.AsSpan(0, count);
    }
}
