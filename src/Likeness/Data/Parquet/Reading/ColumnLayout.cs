using Likeness.Data.Parquet.Encodings;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Reading;

/// <summary>How a column is stored, and what its values mean.</summary>
/// <param name="Field">The name and meaning.</param>
/// <param name="Physical">How values are stored.</param>
/// <param name="Width">The bytes per value; 0 if they vary.</param>
/// <param name="IsOptional">Whether values can be missing.</param>
internal sealed record ColumnLayout(ParquetField Field, PhysicalType Physical, int Width, bool IsOptional)
{
    /// <summary>Values of a fixed number of bytes in a page.</summary>
    /// <exception cref="FormatException">The page is damaged, or the encoding does not exist for such values.</exception>
    public FixedValues OpenFixed(ParquetEncoding encoding, ReadOnlyMemory<byte> bytes) =>
        (encoding, Physical) switch
        {
            (ParquetEncoding.Plain, PhysicalType.Boolean) => new PlainBooleans(bytes),
            (ParquetEncoding.Rle, PhysicalType.Boolean) => new RunLengthBooleans(bytes),
            (_, PhysicalType.Boolean) => throw Unexpected(encoding),
            (ParquetEncoding.Plain, _) => new PlainValues(bytes, Width),
            (ParquetEncoding.ByteStreamSplit, not PhysicalType.Int96) => new SplitValues(bytes, Width),
            (ParquetEncoding.DeltaBinaryPacked, PhysicalType.Int32 or PhysicalType.Int64) => new DeltaValues(
                bytes,
                Width
            ),
            (ParquetEncoding.DeltaByteArray, PhysicalType.FixedLengthByteArray) => new FixedFromStrings(
                new DeltaStrings(bytes),
                Width
            ),
            _ => throw Unexpected(encoding),
        };

    /// <summary>Values of any number of bytes in a page.</summary>
    /// <exception cref="FormatException">As above.</exception>
    public ByteStrings OpenStrings(ParquetEncoding encoding, ReadOnlyMemory<byte> bytes) =>
        (encoding, Physical) switch
        {
            (_, PhysicalType.FixedLengthByteArray) => new UuidStrings(OpenFixed(encoding, bytes)),
            (ParquetEncoding.Plain, _) => new PlainStrings(bytes),
            (ParquetEncoding.DeltaLengthByteArray, _) => new DeltaLengthStrings(bytes),
            (ParquetEncoding.DeltaByteArray, _) => new DeltaStrings(bytes),
            _ => throw Unexpected(encoding),
        };

    private FormatException Unexpected(ParquetEncoding encoding) =>
        new($"its encoding {encoding} does not exist for values of the type {Physical}");
}
