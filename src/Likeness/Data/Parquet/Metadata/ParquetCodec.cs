namespace Likeness.Data.Parquet.Metadata;

/// <summary>How the pages of a column are compressed. Source: <c>CompressionCodec</c> in parquet.thrift of Apache Parquet.</summary>
internal enum ParquetCodec
{
    Uncompressed = 0,
    Snappy = 1,
    Gzip = 2,
    Lzo = 3,
    Brotli = 4,
    Lz4 = 5,
    Zstd = 6,
    Lz4Raw = 7,
}
