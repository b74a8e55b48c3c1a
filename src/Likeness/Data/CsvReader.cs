using System.Text;
using CsvHelper;

namespace Likeness.Data;

/// <summary>Reads tables of numbers from text: cells separated by commas, semicolons or tabs (RFC 4180), with or without column names.</summary>
public static class CsvReader
{
    private const int ToldEvery = 4096;
    private const int DialectSample = 1 << 16;

    /// <summary>
    /// Reads a table. A first line without any number gives the column names; else they are x0, x1, …. The delimiter is the first of tab, semicolon and
    /// comma that occurs equally often in all of the first lines.
    /// </summary>
    /// <param name="path">The file, in UTF-8, or UTF-16 with a byte order mark.</param>
    /// <param name="missing">Markers of missing values, such as <c>n/a</c> or an empty text; rows with missing values are left out.</param>
    /// <param name="progress">Receives the fraction of the file that has been read.</param>
    /// <returns>The rows, the number of rows left out, and the columns without any value, which are left out too.</returns>
    /// <exception cref="LikenessException">
    /// The file cannot be read, has no rows, or has a line with too few or too many cells, a cell that is not a finite number, or a
    /// repeated column name; the message names the line (from 1) and the column.
    /// </exception>
    public static LoadedTable Read(
        string path,
        IReadOnlyCollection<string>? missing = null,
        Action<double>? progress = null
    )
    {
        TableSize.Require(path);
        return Read(InputFile.ReadAllBytes(path), path, missing ?? [], progress);
    }

    /// <summary>Reads a table from memory.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="name">The file's name in error messages.</param>
    /// <param name="missing">Markers of missing values.</param>
    /// <param name="progress">Receives the fraction of the file that has been read.</param>
    /// <exception cref="LikenessException">As in <see cref="Read(string, IReadOnlyCollection{string}, Action{double})"/>.</exception>
    internal static LoadedTable Read(
        byte[] data,
        string name,
        IReadOnlyCollection<string> missing,
        Action<double>? progress = null
    ) =>
        ReadLines(
            data,
            name,
            (lines, done) => Rows(lines, new CsvCells(name, missing), () => progress?.Invoke(done()))
        );

    /// <summary>Parses the lines of a text.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="name">The file's name in error messages.</param>
    /// <param name="read">Parses the lines from the beginning; its argument returns the fraction of the text that has been read.</param>
    /// <exception cref="LikenessException">The file is not text, or a quotation mark is misplaced.</exception>
    internal static T ReadLines<T>(byte[] data, string name, Func<CsvHelper.CsvReader, Func<double>, T> read)
    {
        string sample = Text(data).ReadChars(DialectSample);
        if (sample.Contains('\0'))
        {
            throw new LikenessException($"{name}: this is not a text file (save it as CSV in UTF-8)");
        }

        var options = new CsvReaderOptions
        {
            Separator = CsvDelimiter.Find(sample),
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        var stream = new MemoryStream(data);
        using var lines = CsvHelper.CsvReader.Create(stream, options, leaveOpen: false);
        try
        {
            return read(lines, () => stream.Position / (double)Math.Max(1, data.Length));
        }
        catch (CsvFormatException malformed)
        {
            throw new LikenessException(
                $"{name}, line {malformed.LineNumber}: a quotation mark is out of place (quote whole cells, and close each quote)",
                malformed
            );
        }
    }

    /// <summary>Reads the first line, and advances to the first row.</summary>
    /// <exception cref="LikenessException">There are no rows, or the first line is neither a header nor a row.</exception>
    internal static Column[] Header(CsvHelper.CsvReader lines, CsvCells cells)
    {
        if (!lines.Read())
        {
            throw new LikenessException($"{cells.File}: the file is empty (put rows of numbers into it)");
        }

        var columns = cells.Columns(Cells(lines), lines.LineNumber, out bool isHeader);
        return !isHeader || lines.Read()
            ? columns
            : throw new LikenessException($"{cells.File}: there are column names but no rows (add rows of numbers)");
    }

    private static LoadedTable Rows(CsvHelper.CsvReader lines, CsvCells cells, Action told)
    {
        var columns = Header(lines, cells);
        var values = new List<double>();
        var row = new double[columns.Length];
        do
        {
            cells.Row(Cells(lines), lines.LineNumber, columns, row);
            values.AddRange(row);
            if (lines.LineNumber % ToldEvery == 0)
            {
                told();
            }
        } while (lines.Read());

        cells.RefuseEmptyCells(
            MissingValues.Filled(columns.Length, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values))
        );
        return MissingValues.LeaveOut(columns, values, cells.File);
    }

    /// <summary>The cells of the reader's current line.</summary>
    internal static string[] Cells(CsvHelper.CsvReader lines)
    {
        var cells = new string[lines.FieldCount];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = lines.GetString(i);
        }

        return cells;
    }

    private static StreamReader Text(byte[] data) =>
        new(new MemoryStream(data), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);

    private static string ReadChars(this StreamReader reader, int count)
    {
        using (reader)
        {
            var buffer = new char[count];
            return new string(buffer, 0, reader.ReadBlock(buffer));
        }
    }
}
