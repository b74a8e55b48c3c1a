namespace Likeness.Data.Parquet.Encodings;

/// <summary>
/// The encoding BYTE_STREAM_SPLIT: the first bytes of all values, then the second bytes, and so on. Source: Encodings.md of Apache Parquet.
/// </summary>
/// <param name="bytes">The streams.</param>
/// <param name="width">The bytes per value.</param>
internal sealed class SplitValues(ReadOnlyMemory<byte> bytes, int width) : FixedValues
{
    private readonly int total = bytes.Length / width;
    private byte[] decoded = [];
    private int position;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Next(int count)
    {
        if (count > total - position)
        {
            throw Short();
        }

        decoded = decoded.Length >= count * width ? decoded : new byte[count * width];
        for (int stream = 0; stream < width; stream++)
        {
            var source = bytes.Span.Slice((stream * total) + position, count);
            for (int i = 0; i < count; i++)
            {
                decoded[(i * width) + stream] = source[i];
            }
        }

        position += count;
        return decoded.AsSpan(0, count * width);
    }
}
