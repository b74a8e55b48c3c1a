using Likeness.Data.Parquet.Reading;

namespace Likeness.Data.Parquet;

/// <summary>
/// Reads flat tables from Parquet files: one row group at a time, or all of them. Source: the specification of Apache Parquet
/// (parquet.thrift, Encodings.md, LogicalTypes.md), version 2.11.
/// </summary>
internal sealed class ParquetReader : IDisposable
{
    // The least number of rows for which memory is taken before they are read.
    private const int FreeRows = 1 << 16;
    private const int RowsPerByte = 16;

    private readonly Stream stream;
    private readonly string name;
    private readonly FileLayout layout;
    private byte[] buffer = [];

    /// <summary>Reads the footer.</summary>
    /// <param name="stream">The file; seekable. It is closed with the reader.</param>
    /// <param name="name">Names the file in errors.</param>
    /// <exception cref="LikenessException">
    /// It is not a Parquet file, is damaged, or has a column that is nested, encrypted or of a type or compression that is not read.
    /// </exception>
    public ParquetReader(Stream stream, string name)
    {
        this.stream = stream;
        this.name = name;
        layout = ReadErrors.Explain(name, null, () => FileLayout.Read(stream, name));
        Fields = [.. layout.Columns.Select(column => column.Field)];
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<ParquetField> Fields { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => layout.RowCount;

    /// <summary>The number of row groups.</summary>
    public int RowGroupCount => layout.RowGroups.Count;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="LikenessException">There is no such file, or as in the constructor.</exception>
    public static ParquetReader Open(string path)
    {
        InputFile.Check(path);
        FileStream? stream = null;
        try
        {
            stream = File.OpenRead(path);
            return new ParquetReader(stream, path);
        }
        catch (Exception failure)
        {
            stream?.Dispose();
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw InputFile.Describe(path, failure);
            }

            throw;
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Receives the fraction that is read, after each row group; or null.</param>
    /// <exception cref="LikenessException">As in <see cref="Open"/>, or the memory does not suffice.</exception>
    public static ParquetTable Read(string path, Action<double>? progress = null)
    {
        using var reader = Open(path);
        return reader.ReadAll(progress);
    }

    /// <summary>Reads all row groups; texts have one dictionary for all.</summary>
    /// <param name="progress">Receives the fraction that is read, after each row group; or null.</param>
    /// <exception cref="LikenessException">The file is damaged, or the memory does not suffice.</exception>
    public ParquetTable ReadAll(Action<double>? progress = null) => Read(0, RowGroupCount, RowCount, progress);

    /// <summary>Reads one row group; texts have a dictionary of their own.</summary>
    /// <param name="index">The row group, from 0.</param>
    /// <exception cref="LikenessException">The file is damaged, or the memory does not suffice.</exception>
    public ParquetTable ReadRowGroup(int index) => Read(index, 1, (int)layout.RowGroups[index].Rows, null);

    /// <summary>Reads one row group after another.</summary>
    /// <exception cref="LikenessException">As in <see cref="ReadRowGroup"/>.</exception>
    public IEnumerable<ParquetTable> ReadRowGroups() => Enumerable.Range(0, RowGroupCount).Select(ReadRowGroup);

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    private ParquetTable Read(int first, int count, int rows, Action<double>? progress)
    {
        AvailableMemory.Require(
            (double)rows * Fields.Sum(field => field.Type.Kind == ParquetKind.Text ? sizeof(int) : sizeof(double)),
            $"{name}: a table of {rows} rows and {Fields.Count} columns",
            "give fewer rows or columns"
        );
        int capacity = (int)Math.Min(rows, FreeRows + (RowsPerByte * stream.Length));
        ColumnDecoder[] decoders = [.. layout.Columns.Select(column => ColumnDecoder.Create(column, capacity))];
        for (int group = first; group < first + count; group++)
        {
            for (int column = 0; column < decoders.Length; column++)
            {
                ReadChunk(group, column, decoders[column]);
            }

            progress?.Invoke((double)decoders[0].Count / Math.Max(rows, 1));
        }

        return new ParquetTable([.. decoders.Select(decoder => decoder.ToColumn())]);
    }

    private void ReadChunk(int group, int column, ColumnDecoder decoder)
    {
        var chunk = layout.RowGroups[group].Chunks[column];
        var stored = layout.Columns[column];
        ReadErrors.Explain(
            name,
            stored.Field.Name,
            () =>
            {
                int length = (int)chunk.Bytes;
                buffer = buffer.Length >= length ? buffer : new byte[length];
                stream.Position = chunk.Start;
                stream.ReadExactly(buffer.AsSpan(0, length));
                new ChunkReader(chunk, stored, decoder).Read(buffer.AsMemory(0, length));
                return 0;
            }
        );
    }
}
