using System.Buffers.Binary;
using Likeness.Data.Parquet.Codecs;
using Likeness.Data.Parquet.Encodings;
using Likeness.Data.Parquet.Metadata;
using Likeness.Interop;

namespace Likeness.Data.Parquet.Writing;

/// <summary>Collects the rows of one column, encodes them page by page, and keeps the pages until their row group is written.</summary>
/// <param name="element">The column in the schema.</param>
/// <param name="pageRows">The largest number of rows per page.</param>
#pragma warning disable CA1001 // Streams over memory hold nothing to release.
internal abstract class ColumnWriter(SchemaElement element, int pageRows)
#pragma warning restore CA1001
{
    private readonly int[] levels = new int[pageRows];
    private readonly MemoryStream pages = new();
    private readonly MemoryStream body = new();
    private readonly MemoryStream compressed = new();
    private int pageCount;
    private long values;
    private long uncompressed;

    /// <summary>The column in the schema.</summary>
    public SchemaElement Element => element;

    /// <summary>The bytes of the encoded pages.</summary>
    public virtual long Bytes => pages.Length;

    /// <summary>The encoding of the data pages.</summary>
    protected abstract ParquetEncoding Encoding { get; }

    /// <summary>Appends rows; the page has room for them.</summary>
    /// <param name="column">A column of a part.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <exception cref="LikenessException">A value is out of the range of the column's type.</exception>
    public abstract void Append(ParquetColumn column, int start, int count);

    /// <summary>Encodes the rows since the last page, if any.</summary>
    public void EndPage()
    {
        if (pageCount == 0)
        {
            return;
        }

        body.SetLength(0);
        body.Write(stackalloc byte[sizeof(int)]);
        HybridWriter.Write(body, levels.AsSpan(0, pageCount), 1);
        BinaryPrimitives.WriteInt32LittleEndian(body.GetBuffer(), (int)body.Length - sizeof(int));
        WriteValues(body);
        uncompressed += WritePage(pages, PageType.Data, pageCount, Encoding);
        values += pageCount;
        pageCount = 0;
    }

    /// <summary>Writes all pages, and begins the next row group.</summary>
    /// <param name="stream">Receives the pages.</param>
    /// <param name="position">The position in the file.</param>
    public ColumnChunk EndChunk(Stream stream, long position)
    {
        var before = new MemoryStream();
        body.SetLength(0);
        if (WriteDictionary(body) is int entries)
        {
            uncompressed += WritePage(before, PageType.Dictionary, entries, ParquetEncoding.Plain);
        }

        before.WriteTo(stream);
        pages.WriteTo(stream);
        bool hasDictionary = before.Length > 0;
        var chunk = new ColumnChunk
        {
            Type = element.Type!.Value,
            Name = element.Name,
            Encodings = hasDictionary
                ? [ParquetEncoding.Plain, ParquetEncoding.Rle, Encoding]
                : [ParquetEncoding.Rle, Encoding],
            Codec = ParquetCodec.Snappy,
            Values = values,
            UncompressedBytes = uncompressed,
            Bytes = before.Length + pages.Length,
            DataPage = position + before.Length,
            DictionaryPage = hasDictionary ? position : 0,
        };
        pages.SetLength(0);
        values = 0;
        uncompressed = 0;
        return chunk;
    }

    /// <summary>Notes whether the next row has a value.</summary>
    protected void AddLevel(bool isPresent) => levels[pageCount++] = isPresent ? 1 : 0;

    /// <summary>Writes the values of the page that are not missing, and forgets them.</summary>
    protected abstract void WriteValues(Stream stream);

    /// <summary>Writes the dictionary and forgets it.</summary>
    /// <returns>The number of its entries; null for none.</returns>
    protected virtual int? WriteDictionary(Stream stream) => null;

    // Returns the bytes that the page would take without compression.
    private long WritePage(MemoryStream stream, PageType type, int count, ParquetEncoding encoding)
    {
        long start = stream.Length;
        compressed.SetLength(0);
        SnappyEncoder.Encode(body.GetBuffer().AsSpan(0, (int)body.Length), compressed);
        var page = compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
        var header = new PageHeader
        {
            Type = type,
            UncompressedBytes = (int)body.Length,
            Bytes = page.Length,
            Crc = (int)~Crc32.Extend(uint.MaxValue, page),
            Values = count,
            Encoding = encoding,
        };
        header.Write(stream);
        long headerBytes = stream.Length - start;
        stream.Write(page);
        return headerBytes + body.Length;
    }
}
