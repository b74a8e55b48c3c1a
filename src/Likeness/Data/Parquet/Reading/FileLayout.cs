using System.Buffers.Binary;
using Likeness.Data.Parquet.Codecs;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Reading;

/// <summary>The columns and row groups of a file, checked against its length.</summary>
/// <param name="Columns">The columns, in order.</param>
/// <param name="RowGroups">The row groups, in order.</param>
/// <param name="RowCount">The number of rows.</param>
internal sealed record FileLayout(IReadOnlyList<ColumnLayout> Columns, IReadOnlyList<RowGroup> RowGroups, int RowCount)
{
    /// <summary>The bytes at the beginning and the end of every file.</summary>
    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    private static ReadOnlySpan<byte> EncryptedMagic => "PARE"u8;

    private const int TailBytes = 8; // the length of the footer, and the magic bytes
    private const long FreeRows = 1 << 20;
    private const long MaxRowsPerByte = 1 << 12; // runs of equal values take few bytes

    /// <summary>Reads the footer of a file.</summary>
    /// <exception cref="LikenessException">It has a column that is not read.</exception>
    /// <exception cref="FormatException">It is damaged, or not a Parquet file; the message completes a sentence.</exception>
    public static FileLayout Read(Stream stream, string name)
    {
        byte[] footer = ReadFooter(stream, name);
        var metadata = FileMetadata.Read(footer);
        var columns = FindColumns(metadata.Schema, name);
        long end = stream.Length - TailBytes - footer.Length;
        CheckRows(metadata, stream.Length);
        long total = 0;
        foreach (var group in metadata.RowGroups)
        {
            total += CheckGroup(group, columns, end, name);
        }

        return total <= end
            ? new FileLayout(columns, metadata.RowGroups, (int)metadata.Rows)
            : throw new FormatException($"its columns claim {total} bytes, and it has {stream.Length}");
    }

    private static byte[] ReadFooter(Stream stream, string name)
    {
        Span<byte> tail = stackalloc byte[TailBytes];
        Span<byte> head = stackalloc byte[Magic.Length];
        if (stream.Length < head.Length + TailBytes)
        {
            throw new LikenessException($"{name}: this is not a Parquet file (it has only {stream.Length} bytes)");
        }

        stream.Position = 0;
        stream.ReadExactly(head);
        stream.Position = stream.Length - TailBytes;
        stream.ReadExactly(tail);
        if (tail.EndsWith(EncryptedMagic))
        {
            throw new LikenessException($"{name}: the file is encrypted (write it without encryption)");
        }

        if (!head.SequenceEqual(Magic) || !tail.EndsWith(Magic))
        {
            throw new LikenessException(
                $"{name}: this is not a Parquet file, or it is cut off (it must begin and end with PAR1)"
            );
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > stream.Length - head.Length - TailBytes)
        {
            throw new FormatException($"its footer claims {length} bytes, and it has {stream.Length}");
        }

        var footer = new byte[length];
        stream.Position = stream.Length - TailBytes - length;
        stream.ReadExactly(footer);
        return footer;
    }

    private static List<ColumnLayout> FindColumns(IReadOnlyList<SchemaElement> schema, string name)
    {
        if (schema.Count == 0 || schema[0].Children != schema.Count - 1)
        {
            RefuseNested(schema, name);
        }

        var columns = new List<ColumnLayout>();
        foreach (var element in schema.Skip(1))
        {
            if (element.Children > 0 || element.Repetition > SchemaElement.Optional)
            {
                throw Nested(element.Name, name);
            }

            columns.Add(ReadErrors.Explain(name, element.Name, () => ColumnLayouts.Find(element)));
        }

        return columns.Count > 0 ? columns : throw new LikenessException($"{name}: the file has no columns");
    }

    private static void RefuseNested(IReadOnlyList<SchemaElement> schema, string name)
    {
        var group = schema.Skip(1).FirstOrDefault(element => element.Children > 0);
        throw group is null ? new FormatException("its schema is inconsistent") : Nested(group.Name, name);
    }

    private static LikenessException Nested(string column, string name) =>
        new(
            $"{name}, column '{ControlCharacters.Replace(column)}': the column is nested, which Likeness does not read (write each of its parts as a column, or leave it out)"
        );

    private static void CheckRows(FileMetadata metadata, long length)
    {
        long sum = 0;
        foreach (var group in metadata.RowGroups)
        {
            sum = group.Rows >= 0 && group.Rows <= Array.MaxLength - sum ? sum + group.Rows : -1;
            if (sum < 0)
            {
                throw new FormatException(
                    $"a row group claims {group.Rows} rows, and at most {Array.MaxLength} are read"
                );
            }
        }

        if (sum != metadata.Rows)
        {
            throw new FormatException($"it claims {metadata.Rows} rows, and its row groups {sum}");
        }

        if (sum > FreeRows && sum / MaxRowsPerByte > length)
        {
            throw new FormatException($"it claims {sum} rows in {length} bytes");
        }
    }

    private static long CheckGroup(RowGroup group, List<ColumnLayout> columns, long end, string name)
    {
        if (group.Chunks.Count != columns.Count)
        {
            throw new FormatException($"a row group has {group.Chunks.Count} columns instead of {columns.Count}");
        }

        long total = 0;
        for (int i = 0; i < columns.Count; i++)
        {
            var chunk = group.Chunks[i];
            var column = columns[i];
            ReadErrors.Explain(name, column.Field.Name, () => CheckChunk(chunk, column, group.Rows, end));
            total += chunk.Bytes;
        }

        return total;
    }

    private static long CheckChunk(ColumnChunk chunk, ColumnLayout column, long rows, long end)
    {
        if (chunk.IsEncrypted || chunk.IsElsewhere)
        {
            throw new NotSupportedException(
                chunk.IsEncrypted
                    ? "the column is encrypted (write it without encryption)"
                    : "the column is in another file (write one file)"
            );
        }

        PageCompression.Require(chunk.Codec);
        if (chunk.Type != column.Physical || chunk.Values != rows)
        {
            throw new FormatException($"it has {chunk.Values} values of the type {chunk.Type} in {rows} rows");
        }

        if (chunk.Start < Magic.Length || chunk.Bytes < 0 || chunk.Start > end || chunk.Bytes > end - chunk.Start)
        {
            throw new FormatException(
                $"it claims {chunk.Bytes} bytes at {chunk.Start}, and the file's columns end at {end}"
            );
        }

        return chunk.Bytes <= Array.MaxLength
            ? chunk.Bytes
            : throw new NotSupportedException("a row group has more than 2 GB of it (write smaller row groups)");
    }
}
