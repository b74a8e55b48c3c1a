namespace Likeness.Data.Parquet.Thrift;

/// <summary>The header of a field: its number within the struct, and its type.</summary>
internal readonly record struct ThriftField(int Id, ThriftType Type);
