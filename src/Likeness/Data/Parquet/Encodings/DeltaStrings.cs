namespace Likeness.Data.Parquet.Encodings;

/// <summary>
/// The encoding DELTA_BYTE_ARRAY: how many bytes each value has in common with the beginning of the previous one, then the other bytes.
/// Source: Encodings.md of Apache Parquet.
/// </summary>
internal sealed class DeltaStrings : ByteStrings
{
    // A few bytes can claim prefixes of any total length.
    private const long MaxDecoded = 1 << 30;

    private readonly List<int> prefixes;
    private readonly DeltaLengthStrings suffixes;
    private byte[] value = [];
    private int length;
    private int next;
    private long total;

    /// <summary>Reads the lengths.</summary>
    /// <exception cref="FormatException">They are damaged.</exception>
    public DeltaStrings(ReadOnlyMemory<byte> bytes)
    {
        var reader = new DeltaReader(bytes);
        prefixes = reader.ReadLengths(bytes.Length);
        suffixes = new DeltaLengthStrings(bytes[reader.Position..]);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Next()
    {
        var suffix = suffixes.Next();
        if (next == prefixes.Count || prefixes[next] > length)
        {
            throw new FormatException("a value refers to bytes that the previous one does not have");
        }

        int prefix = prefixes[next++];
        length = prefix + suffix.Length;
        total += length;
        if (total > MaxDecoded)
        {
            throw new FormatException($"a page decodes to more than {MaxDecoded} bytes");
        }

        if (length > value.Length)
        {
            Array.Resize(ref value, Math.Max(length, 2 * value.Length));
        }

        suffix.CopyTo(value.AsSpan(prefix));
        return value.AsSpan(0, length);
    }
}
