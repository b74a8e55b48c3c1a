using Likeness.Data.Parquet.Thrift;

namespace Likeness.Data.Parquet.Metadata;

/// <summary>The meaning of a column's values, with its parameters. Source: <c>LogicalType</c> in parquet.thrift of Apache Parquet.</summary>
/// <param name="Kind">The case of the union.</param>
internal sealed record LogicalType(LogicalKind Kind)
{
    /// <summary>The digits after the decimal point.</summary>
    public int Scale { get; init; }

    /// <summary>The digits of a decimal.</summary>
    public int Precision { get; init; }

    /// <summary>Whether a time is in UTC rather than a local one.</summary>
    public bool IsUtc { get; init; }

    /// <summary>The unit of a time.</summary>
    public ParquetTimeUnit Unit { get; init; }

    /// <summary>The bits of an integer.</summary>
    public int Bits { get; init; }

    /// <summary>Whether an integer may be negative.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Reads the union.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static LogicalType Read(ref ThriftReader reader)
    {
        var type = new LogicalType(LogicalKind.None);
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            ThriftReader.Struct(field);
            type = ReadParameters(ref reader, new LogicalType((LogicalKind)field.Id));
        }

        return type;
    }

    /// <summary>Writes the union as a field.</summary>
    public void Write(ThriftWriter writer, int id)
    {
        writer.Struct(id);
        writer.Struct((int)Kind);
        switch (Kind)
        {
            case LogicalKind.Decimal:
                writer.Int32(1, Scale);
                writer.Int32(2, Precision);
                break;
            case LogicalKind.Integer:
                writer.Byte(1, (sbyte)Bits);
                writer.Boolean(2, IsSigned);
                break;
            case LogicalKind.Time or LogicalKind.Timestamp:
                writer.Boolean(1, IsUtc);
                writer.Struct(2);
                writer.EmptyStruct((int)Unit);
                writer.End();
                break;
        }

        writer.End();
        writer.End();
    }

    private static LogicalType ReadParameters(ref ThriftReader reader, LogicalType type)
    {
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            switch (type.Kind, field.Id)
            {
                case (LogicalKind.Decimal, 1):
                    type = type with { Scale = reader.Int32(field) };
                    break;
                case (LogicalKind.Decimal, 2):
                    type = type with { Precision = reader.Int32(field) };
                    break;
                case (LogicalKind.Integer, 1):
                    type = type with { Bits = reader.Int32(field) };
                    break;
                case (LogicalKind.Integer, 2):
                    type = type with { IsSigned = ThriftReader.Boolean(field) };
                    break;
                case (LogicalKind.Time or LogicalKind.Timestamp, 1):
                    type = type with { IsUtc = ThriftReader.Boolean(field) };
                    break;
                case (LogicalKind.Time or LogicalKind.Timestamp, 2):
                    ThriftReader.Struct(field);
                    type = type with { Unit = ReadUnit(ref reader) };
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        return type;
    }

    private static ParquetTimeUnit ReadUnit(ref ThriftReader reader)
    {
        var unit = default(ParquetTimeUnit);
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            unit = (ParquetTimeUnit)field.Id;
            reader.Skip(field);
        }

        return unit;
    }
}
