using Likeness.Data.Parquet.Thrift;

namespace Likeness.Data.Parquet.Metadata;

/// <summary>
/// The pages of one column in one row group. Source: <c>ColumnChunk</c> and <c>ColumnMetaData</c> in parquet.thrift of Apache Parquet.
/// </summary>
internal sealed record ColumnChunk
{
    /// <summary>Whether the pages are in another file.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Whether the pages are encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>How values are stored.</summary>
    public PhysicalType Type { get; init; }

    /// <summary>The column's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The encodings of the pages; used for writing only.</summary>
    public IReadOnlyList<ParquetEncoding> Encodings { get; init; } = [];

    /// <summary>The compression of the pages.</summary>
    public ParquetCodec Codec { get; init; }

    /// <summary>The number of values, missing ones included.</summary>
    public long Values { get; init; }

    /// <summary>The bytes of all pages before compression, with their headers.</summary>
    public long UncompressedBytes { get; init; }

    /// <summary>The bytes of all pages in the file, with their headers.</summary>
    public long Bytes { get; init; }

    /// <summary>The position of the first data page.</summary>
    public long DataPage { get; init; }

    /// <summary>The position of the dictionary page; 0 or less for none.</summary>
    public long DictionaryPage { get; init; }

    /// <summary>The position of the first page.</summary>
    public long Start => DictionaryPage > 0 ? Math.Min(DictionaryPage, DataPage) : DataPage;

    /// <summary>Reads the struct.</summary>
    /// <exception cref="FormatException">It is damaged, or has no metadata.</exception>
    public static ColumnChunk Read(ref ThriftReader reader)
    {
        ColumnChunk? chunk = null;
        bool isElsewhere = false;
        bool isEncrypted = false;
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            switch (field.Id)
            {
                case 3:
                    ThriftReader.Struct(field);
                    chunk = ReadMetadata(ref reader);
                    continue;
                case 1:
                    isElsewhere = true;
                    break;
                case 8 or 9:
                    isEncrypted = true;
                    break;
            }

            reader.Skip(field);
        }

        chunk ??= isEncrypted ? new ColumnChunk() : throw new FormatException("a part of a column has no metadata");
        return chunk with { IsElsewhere = isElsewhere, IsEncrypted = isEncrypted };
    }

    /// <summary>Writes the struct as an element of a list.</summary>
    public void Write(ThriftWriter writer)
    {
        writer.StructElement();
        writer.Int64(2, 0); // the position of a copy of the metadata, of which there is none
        writer.Struct(3);
        writer.Int32(1, (int)Type);
        writer.List(2, ThriftType.Int32, Encodings.Count);
        foreach (var encoding in Encodings)
        {
            writer.Int32Element((int)encoding);
        }

        writer.List(3, ThriftType.Binary, 1);
        writer.TextElement(Name);
        writer.Int32(4, (int)Codec);
        writer.Int64(5, Values);
        writer.Int64(6, UncompressedBytes);
        writer.Int64(7, Bytes);
        writer.Int64(9, DataPage);
        if (DictionaryPage > 0)
        {
            writer.Int64(11, DictionaryPage);
        }

        writer.End();
        writer.End();
    }

    private static ColumnChunk ReadMetadata(ref ThriftReader reader)
    {
        var chunk = new ColumnChunk();
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            switch (field.Id)
            {
                case 1:
                    chunk = chunk with { Type = (PhysicalType)reader.Int32(field) };
                    break;
                case 4:
                    chunk = chunk with { Codec = (ParquetCodec)reader.Int32(field) };
                    break;
                case 5:
                    chunk = chunk with { Values = reader.Int64(field) };
                    break;
                case 7:
                    chunk = chunk with { Bytes = reader.Int64(field) };
                    break;
                case 9:
                    chunk = chunk with { DataPage = reader.Int64(field) };
                    break;
                case 11:
                    chunk = chunk with { DictionaryPage = reader.Int64(field) };
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        return chunk;
    }
}
