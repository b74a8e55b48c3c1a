using Likeness.Data.Parquet.Conversions;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Reading;

/// <summary>Finds the meaning of a column in the schema of a file. Source: LogicalTypes.md of Apache Parquet.</summary>
internal static class ColumnLayouts
{
    private const int HalfBytes = 2;
    private const int UuidBytes = 16;
    private const int MaxScale = 300;

    /// <summary>The layout of a column that is not nested.</summary>
    /// <exception cref="NotSupportedException">Its type is not read; the message completes a sentence.</exception>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static ColumnLayout Find(SchemaElement element)
    {
        var physical =
            element.Type is { } known && Enum.IsDefined(known)
                ? known
                : throw new FormatException($"it has the unknown type {element.Type}");
        var logical = element.Logical is { Kind: not LogicalKind.None } stated
            ? stated
            : ConvertedTypes.ToLogical(element);
        int width = Width(physical, element.TypeLength);
        return new ColumnLayout(
            new ParquetField(element.Name, Find(physical, logical, width)),
            physical,
            width,
            element.Repetition == SchemaElement.Optional
        );
    }

    private static ParquetType Find(PhysicalType physical, LogicalType logical, int width) =>
        (physical, logical.Kind) switch
        {
            (PhysicalType.Boolean, _) => new(ParquetKind.Boolean),
            (PhysicalType.Int96, _) => new(ParquetKind.Timestamp) { Unit = ParquetTimeUnit.Nanoseconds },
            (PhysicalType.Float or PhysicalType.Double, _) => new(ParquetKind.Number) { Bits = 8 * width },
            (PhysicalType.FixedLengthByteArray, LogicalKind.Float16) when width == HalfBytes => new(ParquetKind.Number)
            {
                Bits = 16,
            },
            (PhysicalType.FixedLengthByteArray, LogicalKind.Uuid) when width == UuidBytes => new(ParquetKind.Text),
            (not PhysicalType.Boolean, LogicalKind.Decimal) => FindDecimal(logical),
            (PhysicalType.ByteArray, LogicalKind.Text or LogicalKind.Enum or LogicalKind.Json or LogicalKind.None) =>
                new(ParquetKind.Text),
            (PhysicalType.ByteArray, LogicalKind.Null) => new(ParquetKind.Text),
            (PhysicalType.Int32 or PhysicalType.Int64, _) => FindInteger(logical, width),
            _ => throw Unread(logical.Kind, physical),
        };

    private static ParquetType FindInteger(LogicalType logical, int width) =>
        (logical.Kind, width) switch
        {
            (LogicalKind.None, _) => new(ParquetKind.Integer) { Bits = 8 * width },
            (LogicalKind.Null, _) => new(ParquetKind.Number),
            (LogicalKind.Integer, _) when logical.Bits is 8 or 16 or 32 or 64 && logical.Bits <= 8 * width => new(
                ParquetKind.Integer
            )
            {
                Bits = logical.Bits,
                IsSigned = logical.IsSigned,
            },
            (LogicalKind.Date, sizeof(int)) => new(ParquetKind.Date),
            (LogicalKind.Time, sizeof(int)) when logical.Unit == ParquetTimeUnit.Milliseconds => FindTime(logical),
            (LogicalKind.Time or LogicalKind.Timestamp, sizeof(long)) when Enum.IsDefined(logical.Unit) => FindTime(
                logical
            ),
            _ => throw new FormatException($"integers of {8 * width} bits are said to be of the kind {logical.Kind}"),
        };

    private static ParquetType FindTime(LogicalType logical) =>
        new(logical.Kind == LogicalKind.Time ? ParquetKind.Time : ParquetKind.Timestamp)
        {
            Unit = logical.Unit,
            IsUtc = logical.IsUtc,
        };

    private static ParquetType FindDecimal(LogicalType logical) =>
        logical.Scale is >= 0 and <= MaxScale && logical.Precision >= 1
            ? new(ParquetKind.Decimal) { Scale = logical.Scale, Precision = logical.Precision }
            : throw new FormatException(
                $"it has decimals of {logical.Precision} digits, {logical.Scale} of them after the point"
            );

    private static int Width(PhysicalType physical, int length) =>
        physical switch
        {
            PhysicalType.Boolean => 1,
            PhysicalType.Int32 or PhysicalType.Float => sizeof(int),
            PhysicalType.Int64 or PhysicalType.Double => sizeof(long),
            PhysicalType.Int96 => Int96Conversion.Bytes,
            PhysicalType.ByteArray => 0,
            _ when length is > 0 and <= short.MaxValue => length,
            _ => throw new FormatException($"it has values of {length} bytes"),
        };

    private static NotSupportedException Unread(LogicalKind kind, PhysicalType physical)
    {
        string name = kind == LogicalKind.None ? physical.ToString() : kind.ToString();
        return new NotSupportedException(
            $"it has the type {name}, which Likeness does not read (leave the column out, or write it as text)"
        );
    }
}
