using Likeness.Data.Parquet.Codecs;
using Likeness.Data.Parquet.Encodings;
using Likeness.Data.Parquet.Metadata;
using Likeness.Data.Parquet.Thrift;
using Likeness.Interop;

namespace Likeness.Data.Parquet.Reading;

/// <summary>Reads the pages of a column in one row group.</summary>
/// <param name="chunk">The column's metadata.</param>
/// <param name="layout">How the column is stored.</param>
/// <param name="decoder">Receives the values.</param>
internal sealed class ChunkReader(ColumnChunk chunk, ColumnLayout layout, ColumnDecoder decoder)
{
    /// <summary>Reads all pages.</summary>
    /// <param name="bytes">The chunk.</param>
    /// <exception cref="FormatException">It is damaged.</exception>
    /// <exception cref="InvalidDataException">Its compression is damaged.</exception>
    /// <exception cref="NotSupportedException">It uses what is not read.</exception>
    public void Read(ReadOnlyMemory<byte> bytes)
    {
        decoder.BeginChunk();
        for (long left = chunk.Values; left > 0; )
        {
            var reader = new ThriftReader(bytes.Span);
            var header = PageHeader.Read(ref reader);
            bytes = bytes[reader.Position..];
            if (header.Bytes < 0 || header.Bytes > bytes.Length || header.UncompressedBytes < 0 || header.Values < 0)
            {
                throw new FormatException($"a page claims {header.Bytes} bytes, and {bytes.Length} are left");
            }

            var page = bytes[..header.Bytes];
            bytes = bytes[header.Bytes..];
            Verify(page.Span, header.Crc);
            if (header.Type is PageType.Data or PageType.DataV2 && header.Values > left)
            {
                throw new FormatException($"a page claims {header.Values} values, and {left} are left");
            }

            left -= ReadPage(header, page);
        }
    }

    private int ReadPage(PageHeader header, ReadOnlyMemory<byte> page)
    {
        switch (header.Type)
        {
            case PageType.Dictionary:
                decoder.ReadDictionary(header.Values, Decompress(page, header.UncompressedBytes));
                return 0;
            case PageType.Data:
                ReadVersion1(header, Decompress(page, header.UncompressedBytes));
                return header.Values;
            case PageType.DataV2:
                ReadVersion2(header, page);
                return header.Values;
            default:
                return 0;
        }
    }

    private void ReadVersion1(PageHeader header, ReadOnlyMemory<byte> page)
    {
        HybridReader? levels = null;
        if (layout.IsOptional)
        {
            levels =
                header.LevelEncoding == ParquetEncoding.Rle
                    ? new HybridReader(LengthPrefix.Take(ref page), 1)
                    : throw new NotSupportedException(
                        $"its definition levels have the encoding {header.LevelEncoding}, which Likeness does not read (write the file with a newer program)"
                    );
        }

        decoder.ReadData(header.Values, levels, header.Encoding, page);
    }

    private void ReadVersion2(PageHeader header, ReadOnlyMemory<byte> page)
    {
        int levelBytes = header.DefinitionBytes;
        if (
            header.RepetitionBytes != 0
            || levelBytes < 0
            || levelBytes > Math.Min(page.Length, header.UncompressedBytes)
        )
        {
            throw new FormatException($"a page of {page.Length} bytes claims {levelBytes} bytes of levels");
        }

        var levels = layout.IsOptional ? new HybridReader(page[..levelBytes], 1) : null;
        var body = page[levelBytes..];
        decoder.ReadData(
            header.Values,
            levels,
            header.Encoding,
            header.IsCompressed ? Decompress(body, header.UncompressedBytes - levelBytes) : body
        );
    }

    private ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> bytes, int length) =>
        PageCompression.Decompress(bytes, chunk.Codec, length);

    private static void Verify(ReadOnlySpan<byte> page, int? crc)
    {
        if (crc is { } expected && ~Crc32.Extend(uint.MaxValue, page) != (uint)expected)
        {
            throw new FormatException("the checksum of a page differs");
        }
    }
}
