using Likeness.Data.Parquet.Thrift;

namespace Likeness.Data.Parquet.Metadata;

/// <summary>A column, or a group of columns, of the schema. Source: <c>SchemaElement</c> in parquet.thrift of Apache Parquet.</summary>
internal sealed record SchemaElement
{
    /// <summary>The value of <see cref="Repetition"/> for columns without missing values.</summary>
    public const int Required = 0;

    /// <summary>The value of <see cref="Repetition"/> for columns with missing values.</summary>
    public const int Optional = 1;

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>How values are stored; null for a group.</summary>
    public PhysicalType? Type { get; init; }

    /// <summary>The bytes per value of <see cref="PhysicalType.FixedLengthByteArray"/>.</summary>
    public int TypeLength { get; init; }

    /// <summary><see cref="Required"/>, <see cref="Optional"/>, or 2 for repeated.</summary>
    public int Repetition { get; init; }

    /// <summary>The number of the following elements that belong to this group.</summary>
    public int Children { get; init; }

    /// <summary>The meaning as older writers state it, or null.</summary>
    public ConvertedType? Converted { get; init; }

    /// <summary>The scale of a decimal.</summary>
    public int Scale { get; init; }

    /// <summary>The precision of a decimal.</summary>
    public int Precision { get; init; }

    /// <summary>The meaning, or null.</summary>
    public LogicalType? Logical { get; init; }

    /// <summary>Reads the struct.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static SchemaElement Read(ref ThriftReader reader)
    {
        var element = new SchemaElement();
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            switch (field.Id)
            {
                case 1:
                    element = element with { Type = (PhysicalType)reader.Int32(field) };
                    break;
                case 2:
                    element = element with { TypeLength = reader.Int32(field) };
                    break;
                case 3:
                    element = element with { Repetition = reader.Int32(field) };
                    break;
                case 4:
                    element = element with { Name = reader.Text(field) };
                    break;
                case 5:
                    element = element with { Children = reader.Int32(field) };
                    break;
                case 6:
                    element = element with { Converted = (ConvertedType)reader.Int32(field) };
                    break;
                case 7:
                    element = element with { Scale = reader.Int32(field) };
                    break;
                case 8:
                    element = element with { Precision = reader.Int32(field) };
                    break;
                case 10:
                    ThriftReader.Struct(field);
                    element = element with { Logical = LogicalType.Read(ref reader) };
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        return element;
    }

    /// <summary>Writes the struct as an element of a list.</summary>
    public void Write(ThriftWriter writer)
    {
        writer.StructElement();
        if (Type is { } type)
        {
            writer.Int32(1, (int)type);
            if (type == PhysicalType.FixedLengthByteArray)
            {
                writer.Int32(2, TypeLength);
            }

            writer.Int32(3, Repetition);
        }

        writer.Text(4, Name);
        if (Type is null)
        {
            writer.Int32(5, Children);
        }

        if (Converted is { } converted)
        {
            writer.Int32(6, (int)converted);
        }

        if (Converted == ConvertedType.Decimal)
        {
            writer.Int32(7, Scale);
            writer.Int32(8, Precision);
        }

        Logical?.Write(writer, 10);
        writer.End();
    }
}
