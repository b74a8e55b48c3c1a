using Likeness.Data.Parquet.Conversions;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Reading;

/// <summary>Finds the conversion of a column's stored values to doubles.</summary>
internal static class NumberConversions
{
    /// <summary>The conversion of a column of any kind but text.</summary>
    public static NumberConversion Create(ColumnLayout layout)
    {
        var type = layout.Field.Type;
        return layout.Physical switch
        {
            PhysicalType.Boolean => new BooleanConversion(),
            PhysicalType.Int96 => new Int96Conversion(),
            PhysicalType.Int32 or PhysicalType.Int64 => CreateInteger(layout.Width, type),
            _ when type.Kind == ParquetKind.Decimal => new DecimalConversion(layout.Width, type.Scale),
            _ => new FloatConversion(layout.Width),
        };
    }

    private static NumberConversion CreateInteger(int width, ParquetType type) =>
        type.Kind switch
        {
            ParquetKind.Time or ParquetKind.Timestamp when type.Unit == ParquetTimeUnit.Nanoseconds =>
                new NanosecondConversion(),
            ParquetKind.Time or ParquetKind.Timestamp => new IntegerConversion(
                width,
                true,
                type.Unit == ParquetTimeUnit.Milliseconds ? 1e3 : 1e6
            ),
            ParquetKind.Number => new NullConversion(width), // an integer is only a number where all are missing
            ParquetKind.Decimal => new IntegerConversion(width, true, DecimalConversion.PowerOfTen(type.Scale)),
            _ => new IntegerConversion(width, type.IsSigned, 1),
        };
}
