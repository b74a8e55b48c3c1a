using System.Text;
using CsvHelper;

namespace Likeness.Data.Csv;

/// <summary>The lines of a table of numbers with missing values, as texts.</summary>
internal static class NumberLines
{
    private const int DialectSample = 1 << 16;

    /// <summary>Parses the lines of a text.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="name">The file's name in error messages.</param>
    /// <param name="read">Parses the lines from the beginning; its argument returns the fraction of the text that has been read.</param>
    /// <exception cref="LikenessException">The file is not text, or a quotation mark is misplaced.</exception>
    public static T ReadLines<T>(byte[] data, string name, Func<CsvHelper.CsvReader, Func<double>, T> read)
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
    public static Column[] Header(CsvHelper.CsvReader lines, CsvCells cells)
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

    /// <summary>The cells of the reader's current line.</summary>
    public static string[] Cells(CsvHelper.CsvReader lines)
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
