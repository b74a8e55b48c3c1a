namespace Likeness.Data.Parquet.Metadata;

/// <summary>Translates between the older and the newer way to state the meaning of a column. Source: LogicalTypes.md of Apache Parquet.</summary>
internal static class ConvertedTypes
{
    /// <summary>The meaning of a column for which only the older way is used, if any.</summary>
    /// <exception cref="NotSupportedException">It is an interval.</exception>
    public static LogicalType ToLogical(SchemaElement element) =>
        element.Converted switch
        {
            null => new(LogicalKind.None),
            ConvertedType.Utf8 => new(LogicalKind.Text),
            ConvertedType.Map or ConvertedType.MapKeyValue => new(LogicalKind.Map),
            ConvertedType.List => new(LogicalKind.List),
            ConvertedType.Enum => new(LogicalKind.Enum),
            ConvertedType.Json => new(LogicalKind.Json),
            ConvertedType.Bson => new(LogicalKind.Bson),
            ConvertedType.Date => new(LogicalKind.Date),
            ConvertedType.Decimal => new(LogicalKind.Decimal) { Scale = element.Scale, Precision = element.Precision },
            ConvertedType.TimeMilliseconds => Utc(LogicalKind.Time, ParquetTimeUnit.Milliseconds),
            ConvertedType.TimeMicroseconds => Utc(LogicalKind.Time, ParquetTimeUnit.Microseconds),
            ConvertedType.TimestampMilliseconds => Utc(LogicalKind.Timestamp, ParquetTimeUnit.Milliseconds),
            ConvertedType.TimestampMicroseconds => Utc(LogicalKind.Timestamp, ParquetTimeUnit.Microseconds),
            >= ConvertedType.UInt8 and <= ConvertedType.Int64 => Integer(element.Converted.Value),
            ConvertedType.Interval => throw new NotSupportedException(
                "it has the type Interval, which Likeness does not read (leave the column out, or write it as text)"
            ),
            _ => throw new FormatException($"it has the unknown type {element.Converted}"),
        };

    /// <summary>The older way to state a meaning; null where there is none.</summary>
    public static ConvertedType? FromLogical(LogicalType type) =>
        type.Kind switch
        {
            LogicalKind.Text => ConvertedType.Utf8,
            LogicalKind.Decimal => ConvertedType.Decimal,
            LogicalKind.Date => ConvertedType.Date,
            LogicalKind.Integer => (type.IsSigned ? ConvertedType.Int8 : ConvertedType.UInt8) + int.Log2(type.Bits / 8),
            LogicalKind.Time when type.IsUtc => type.Unit switch
            {
                ParquetTimeUnit.Milliseconds => ConvertedType.TimeMilliseconds,
                ParquetTimeUnit.Microseconds => ConvertedType.TimeMicroseconds,
                _ => null,
            },
            LogicalKind.Timestamp when type.IsUtc => type.Unit switch
            {
                ParquetTimeUnit.Milliseconds => ConvertedType.TimestampMilliseconds,
                ParquetTimeUnit.Microseconds => ConvertedType.TimestampMicroseconds,
                _ => null,
            },
            _ => null,
        };

    private static LogicalType Utc(LogicalKind kind, ParquetTimeUnit unit) => new(kind) { Unit = unit, IsUtc = true };

    private static LogicalType Integer(ConvertedType type)
    {
        bool isSigned = type >= ConvertedType.Int8;
        int power = type - (isSigned ? ConvertedType.Int8 : ConvertedType.UInt8);
        return new(LogicalKind.Integer) { Bits = 8 << power, IsSigned = isSigned };
    }
}
