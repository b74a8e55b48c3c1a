namespace Likeness.Data.Parquet.Encodings;

/// <summary>The encoding PLAIN of values of a fixed number of bytes.</summary>
/// <param name="bytes">The values.</param>
/// <param name="width">The bytes per value.</param>
internal sealed class PlainValues(ReadOnlyMemory<byte> bytes, int width) : FixedValues
{
    private int position;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Next(int count)
    {
        long length = (long)count * width;
        if (length > bytes.Length - position)
        {
            throw Short();
        }

        position += (int)length;
        return bytes.Span.Slice(position - (int)length, (int)length);
    }
}
