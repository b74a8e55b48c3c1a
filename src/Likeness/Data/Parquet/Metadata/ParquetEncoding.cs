namespace Likeness.Data.Parquet.Metadata;

/// <summary>How the values of a page are encoded. Source: <c>Encoding</c> in parquet.thrift of Apache Parquet.</summary>
internal enum ParquetEncoding
{
    Plain = 0,
    PlainDictionary = 2,
    Rle = 3,
    BitPacked = 4,
    DeltaBinaryPacked = 5,
    DeltaLengthByteArray = 6,
    DeltaByteArray = 7,
    RleDictionary = 8,
    ByteStreamSplit = 9,
}
