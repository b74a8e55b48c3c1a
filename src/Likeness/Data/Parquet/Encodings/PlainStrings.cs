namespace Likeness.Data.Parquet.Encodings;

/// <summary>The encoding PLAIN of byte strings: a length in 4 bytes, then the bytes.</summary>
internal sealed class PlainStrings(ReadOnlyMemory<byte> bytes) : ByteStrings
{
    private int position;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Next()
    {
        var span = bytes.Span;
        int length = LengthPrefix.Read(span, ref position);
        position += length;
        return span.Slice(position - length, length);
    }
}
