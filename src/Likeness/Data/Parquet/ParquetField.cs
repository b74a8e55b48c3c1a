namespace Likeness.Data.Parquet;

/// <summary>A column of a file's schema.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The meaning of its values.</param>
internal sealed record ParquetField(string Name, ParquetType Type);
