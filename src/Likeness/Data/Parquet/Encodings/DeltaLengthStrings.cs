namespace Likeness.Data.Parquet.Encodings;

/// <summary>The encoding DELTA_LENGTH_BYTE_ARRAY: all lengths as differences, then all bytes. Source: Encodings.md of Apache Parquet.</summary>
internal sealed class DeltaLengthStrings : ByteStrings
{
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly List<int> lengths;
    private int position;
    private int next;

    /// <summary>Reads the lengths.</summary>
    /// <exception cref="FormatException">They are damaged.</exception>
    public DeltaLengthStrings(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;
        var reader = new DeltaReader(bytes);
        lengths = reader.ReadLengths(bytes.Length);
        position = reader.Position;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Next()
    {
        if (next == lengths.Count || lengths[next] > bytes.Length - position)
        {
            throw new FormatException("it ends before its last value");
        }

        int length = lengths[next++];
        position += length;
        return bytes.Span.Slice(position - length, length);
    }
}
