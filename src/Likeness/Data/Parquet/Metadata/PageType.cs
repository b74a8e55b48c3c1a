namespace Likeness.Data.Parquet.Metadata;

/// <summary>What a page holds. Source: <c>PageType</c> in parquet.thrift of Apache Parquet.</summary>
internal enum PageType
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}
