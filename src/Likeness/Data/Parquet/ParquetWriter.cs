using System.Buffers.Binary;
using Likeness.Data.Parquet.Metadata;
using Likeness.Data.Parquet.Reading;
using Likeness.Data.Parquet.Writing;

namespace Likeness.Data.Parquet;

/// <summary>
/// Writes flat tables as Parquet files, part by part: data pages of version 1, dictionaries for texts, and Snappy compression. Memory holds
/// at most the encoded pages of one row group. The bytes do not depend on how the rows are cut into parts. Source: the specification of
/// Apache Parquet, version 2.11.
/// </summary>
internal sealed class ParquetWriter
{
    /// <summary>The largest number of rows of a row group.</summary>
    public const int MaxRowGroupRows = 1_000_000;

    private const int PageRows = 50_000;
    private const long MaxRowGroupBytes = 64 << 20;

    private readonly Stream stream;
    private readonly IReadOnlyList<ParquetField> fields;
    private readonly ColumnWriter[] columns;
    private readonly List<RowGroup> groups = [];
    private long position;
    private int pageRows;
    private int groupRows;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Receives the file; stays open.</param>
    /// <param name="name">Names the file in errors.</param>
    /// <param name="fields">The columns; at least one.</param>
    public ParquetWriter(Stream stream, string name, IReadOnlyList<ParquetField> fields)
    {
        this.stream = stream;
        this.fields = fields;
        columns =
        [
            .. fields.Select(field =>
                field.Type.Kind == ParquetKind.Text
                    ? (ColumnWriter)new TextColumnWriter(field, PageRows)
                    : new NumberWriter(field, PageRows, name)
            ),
        ];
        stream.Write(FileLayout.Magic);
        position = FileLayout.Magic.Length;
    }

    /// <summary>Writes a file atomically.</summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="table">The rows.</param>
    /// <exception cref="LikenessException">A value is out of its type's range, or the file cannot be written; nothing is left of it.</exception>
    public static void Write(string path, ParquetTable table) =>
        Write(path, [.. table.Columns.Select(column => column.Field)], [table]);

    /// <summary>Writes a file atomically.</summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="fields">The columns; at least one.</param>
    /// <param name="parts">Rows of these columns, one part after another.</param>
    /// <exception cref="LikenessException">As above.</exception>
    public static void Write(string path, IReadOnlyList<ParquetField> fields, IEnumerable<ParquetTable> parts) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                var writer = new ParquetWriter(stream, path, fields);
                foreach (var part in parts)
                {
                    writer.Add(part);
                }

                writer.Finish();
            }
        );

    /// <summary>Appends rows.</summary>
    /// <param name="part">Rows of the file's columns.</param>
    /// <exception cref="ArgumentException">The columns differ.</exception>
    /// <exception cref="LikenessException">A value is out of its type's range.</exception>
    public void Add(ParquetTable part)
    {
        if (!part.Columns.Select(column => column.Field).SequenceEqual(fields))
        {
            throw new ArgumentException("The part has other columns than the file.", nameof(part));
        }

        for (int start = 0, count; start < part.RowCount; start += count)
        {
            count = Math.Min(part.RowCount - start, PageRows - pageRows);
            for (int i = 0; i < columns.Length; i++)
            {
                columns[i].Append(part.Columns[i], start, count);
            }

            pageRows += count;
            if (pageRows == PageRows)
            {
                EndPage();
            }
        }
    }

    /// <summary>Writes what is not written yet, and the footer. No rows may follow.</summary>
    public void Finish()
    {
        EndPage();
        EndRowGroup();
        var root = new SchemaElement { Name = "schema", Children = columns.Length };
        var schema = columns.Select(column => column.Element).Prepend(root);
        using var footer = new MemoryStream();
        new FileMetadata(groups.Sum(group => group.Rows), [.. schema], groups).Write(footer);
        footer.WriteTo(stream);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)footer.Length);
        stream.Write(length);
        stream.Write(FileLayout.Magic);
    }

    private void EndPage()
    {
        foreach (var column in columns)
        {
            column.EndPage();
        }

        groupRows += pageRows;
        pageRows = 0;
        if (groupRows == MaxRowGroupRows || columns.Sum(column => column.Bytes) >= MaxRowGroupBytes)
        {
            EndRowGroup();
        }
    }

    private void EndRowGroup()
    {
        if (groupRows == 0)
        {
            return;
        }

        var chunks = new List<ColumnChunk>();
        foreach (var column in columns)
        {
            chunks.Add(column.EndChunk(stream, position));
            position += chunks[^1].Bytes;
        }

        groups.Add(new RowGroup(groupRows, chunks));
        groupRows = 0;
    }
}
