using Likeness.Data.Parquet.Thrift;

namespace Likeness.Data.Parquet.Metadata;

/// <summary>The header of a page. Source: <c>PageHeader</c> in parquet.thrift of Apache Parquet.</summary>
internal sealed record PageHeader
{
    /// <summary>What the page holds.</summary>
    public PageType Type { get; init; }

    /// <summary>The size of the page before compression, in bytes.</summary>
    public int UncompressedBytes { get; init; }

    /// <summary>The size of the page in the file, in bytes, without this header.</summary>
    public int Bytes { get; init; }

    /// <summary>The CRC-32 of the page in the file, or null.</summary>
    public int? Crc { get; init; }

    /// <summary>The number of values, missing ones included; of entries in a dictionary.</summary>
    public int Values { get; init; }

    /// <summary>The encoding of the values.</summary>
    public ParquetEncoding Encoding { get; init; }

    /// <summary>The encoding of the definition levels in version 1.</summary>
    public ParquetEncoding LevelEncoding { get; init; } = ParquetEncoding.Rle;

    /// <summary>The bytes of the definition levels in version 2.</summary>
    public int DefinitionBytes { get; init; }

    /// <summary>The bytes of the repetition levels in version 2.</summary>
    public int RepetitionBytes { get; init; }

    /// <summary>Whether the values are compressed in version 2.</summary>
    public bool IsCompressed { get; init; } = true;

    /// <summary>Reads the struct.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static PageHeader Read(ref ThriftReader reader)
    {
        var header = new PageHeader();
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            switch (field.Id)
            {
                case 1:
                    header = header with { Type = (PageType)reader.Int32(field) };
                    break;
                case 2:
                    header = header with { UncompressedBytes = reader.Int32(field) };
                    break;
                case 3:
                    header = header with { Bytes = reader.Int32(field) };
                    break;
                case 4:
                    header = header with { Crc = reader.Int32(field) };
                    break;
                case 5 or 7:
                    ThriftReader.Struct(field);
                    header = ReadVersion1(ref reader, header);
                    break;
                case 8:
                    ThriftReader.Struct(field);
                    header = ReadVersion2(ref reader, header);
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        return header;
    }

    /// <summary>Writes the header of a dictionary page or of a data page of version 1.</summary>
    public void Write(Stream stream)
    {
        var writer = new ThriftWriter(stream);
        writer.Int32(1, (int)Type);
        writer.Int32(2, UncompressedBytes);
        writer.Int32(3, Bytes);
        if (Crc is { } crc)
        {
            writer.Int32(4, crc);
        }

        writer.Struct(Type == PageType.Dictionary ? 7 : 5);
        writer.Int32(1, Values);
        writer.Int32(2, (int)Encoding);
        if (Type == PageType.Data)
        {
            writer.Int32(3, (int)ParquetEncoding.Rle);
            writer.Int32(4, (int)ParquetEncoding.Rle);
        }

        writer.End();
        writer.End();
    }

    // The headers of dictionary pages have the same first two fields.
    private static PageHeader ReadVersion1(ref ThriftReader reader, PageHeader header)
    {
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            switch (field.Id)
            {
                case 1:
                    header = header with { Values = reader.Int32(field) };
                    break;
                case 2:
                    header = header with { Encoding = (ParquetEncoding)reader.Int32(field) };
                    break;
                case 3 when field.Type == ThriftType.Int32:
                    header = header with { LevelEncoding = (ParquetEncoding)reader.Int32(field) };
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        return header;
    }

    private static PageHeader ReadVersion2(ref ThriftReader reader, PageHeader header)
    {
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            switch (field.Id)
            {
                case 1:
                    header = header with { Values = reader.Int32(field) };
                    break;
                case 4:
                    header = header with { Encoding = (ParquetEncoding)reader.Int32(field) };
                    break;
                case 5:
                    header = header with { DefinitionBytes = reader.Int32(field) };
                    break;
                case 6:
                    header = header with { RepetitionBytes = reader.Int32(field) };
                    break;
                case 7:
                    header = header with { IsCompressed = ThriftReader.Boolean(field) };
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        return header;
    }
}
