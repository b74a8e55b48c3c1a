using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Writing;

/// <summary>How columns are stored in written files. Source: LogicalTypes.md of Apache Parquet.</summary>
internal static class StoredTypes
{
    private const int HalfBytes = 2;
    private const int WideBytes = 16;
    private const int MaxIntPrecision = 9;
    private const int MaxPrecision = 38; // of 16 bytes

    /// <summary>The element of the schema for a column.</summary>
    public static SchemaElement Describe(ParquetField field)
    {
        var (physical, logical) = Find(field.Type);
        return new SchemaElement
        {
            Name = field.Name,
            Type = physical,
            TypeLength = logical?.Kind == LogicalKind.Float16 ? HalfBytes : WideBytes,
            Repetition = SchemaElement.Optional,
            Logical = logical,
            Converted = logical is null ? null : ConvertedTypes.FromLogical(logical),
            Scale = field.Type.Scale,
            Precision = logical?.Precision ?? 0,
        };
    }

    private static (PhysicalType Physical, LogicalType? Logical) Find(ParquetType type) =>
        (type.Kind, type.Bits) switch
        {
            (ParquetKind.Boolean, _) => (PhysicalType.Boolean, null),
            (ParquetKind.Integer, 32) when type.IsSigned => (PhysicalType.Int32, null),
            (ParquetKind.Integer, 64) when type.IsSigned => (PhysicalType.Int64, null),
            (ParquetKind.Integer, 64) => (PhysicalType.Int64, Integer(type)),
            (ParquetKind.Integer, _) => (PhysicalType.Int32, Integer(type)),
            (ParquetKind.Number, 16) => (PhysicalType.FixedLengthByteArray, new(LogicalKind.Float16)),
            (ParquetKind.Number, 32) => (PhysicalType.Float, null),
            (ParquetKind.Number, _) => (PhysicalType.Double, null),
            (ParquetKind.Decimal, _) => Decimal(type),
            (ParquetKind.Text, _) => (PhysicalType.ByteArray, new(LogicalKind.Text)),
            (ParquetKind.Date, _) => (PhysicalType.Int32, new(LogicalKind.Date)),
            (ParquetKind.Time, _) when type.Unit == ParquetTimeUnit.Milliseconds => (
                PhysicalType.Int32,
                Time(LogicalKind.Time, type)
            ),
            (ParquetKind.Time, _) => (PhysicalType.Int64, Time(LogicalKind.Time, type)),
            _ => (PhysicalType.Int64, Time(LogicalKind.Timestamp, type)),
        };

    private static (PhysicalType Physical, LogicalType Logical) Decimal(ParquetType type)
    {
        var physical =
            type.Precision <= MaxIntPrecision ? PhysicalType.Int32
            : type.Precision <= ParquetType.MaxLongPrecision ? PhysicalType.Int64
            : PhysicalType.FixedLengthByteArray;
        int precision = Math.Min(type.Precision, MaxPrecision);
        return (physical, new LogicalType(LogicalKind.Decimal) { Scale = type.Scale, Precision = precision });
    }

    private static LogicalType Integer(ParquetType type) =>
        new(LogicalKind.Integer) { Bits = type.Bits, IsSigned = type.IsSigned };

    private static LogicalType Time(LogicalKind kind, ParquetType type) =>
        new(kind) { Unit = type.Unit, IsUtc = type.IsUtc };
}
