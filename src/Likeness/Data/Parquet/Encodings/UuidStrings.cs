namespace Likeness.Data.Parquet.Encodings;

/// <summary>UUIDs of 16 bytes, decoded to texts such as 00112233-4455-6677-8899-aabbccddeeff.</summary>
internal sealed class UuidStrings(FixedValues values) : ByteStrings
{
    private const int TextLength = 36;

    private readonly byte[] text = new byte[TextLength];

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Next()
    {
        new Guid(values.Next(1), bigEndian: true).TryFormat(text, out _);
        return text;
    }
}
