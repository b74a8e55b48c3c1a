namespace Likeness.Data.Parquet.Metadata;

/// <summary>How the values of a column are stored. Source: <c>Type</c> in parquet.thrift of Apache Parquet.</summary>
internal enum PhysicalType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Int96 = 3,
    Float = 4,
    Double = 5,
    ByteArray = 6,
    FixedLengthByteArray = 7,
}
