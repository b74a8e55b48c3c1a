namespace Likeness.Data.Parquet.Metadata;

/// <summary>The meaning of a column's values, by its field in the union <c>LogicalType</c> of parquet.thrift; 0 for none.</summary>
internal enum LogicalKind
{
    None = 0,
    Text = 1,
    Map = 2,
    List = 3,
    Enum = 4,
    Decimal = 5,
    Date = 6,
    Time = 7,
    Timestamp = 8,
    Integer = 10,
    Null = 11,
    Json = 12,
    Bson = 13,
    Uuid = 14,
    Float16 = 15,
    Variant = 16,
    Geometry = 17,
    Geography = 18,
}
