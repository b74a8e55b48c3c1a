using Likeness.Data.Csv;

namespace Likeness.Data;

/// <summary>Writes tables as CSV, atomically: each cell as its column's kind writes it, in the dialect of the file that the rows come from.</summary>
public static class CsvWriter
{
    private const int BufferCharacters = 1 << 15;

    /// <summary>Writes a table in its own dialect.</summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="table">The rows.</param>
    /// <exception cref="LikenessException">The file cannot be written; nothing is left of it.</exception>
    public static void Write(string path, Table table) => AtomicFile.Write(path, stream => Write(stream, table));

    /// <summary>Writes the rows to a stream, which stays open.</summary>
    public static void Write(Stream stream, Table table) => Write(stream, [table]);

    /// <summary>Writes the rows of all parts, which have the same columns, to a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="parts">The rows.</param>
    /// <param name="delimiter">The delimiter; null for that of the rows' dialect.</param>
    internal static void Write(Stream stream, IEnumerable<Table> parts, char? delimiter = null)
    {
        StreamWriter? text = null;
        CsvCellWriter[] cells = [];
        var dialect = CsvDialect.Default;
        IReadOnlyList<Column>? columns = null;
        foreach (var part in parts)
        {
            if (text is null)
            {
                dialect = (part.Dialect ?? dialect).WithDelimiter(delimiter);
            }

            if (!ReferenceEquals(columns, part.Columns))
            {
                columns = part.Columns;
                cells = CsvCellWriter.Create(columns, dialect, isOnly: true);
            }

            if (text is null)
            {
                text = Open(stream, dialect);
                WriteNames(text, [.. cells.Select(cell => cell.Name)], dialect);
            }

            for (int row = 0; row < part.RowCount; row++)
            {
                for (int column = 0; column < cells.Length; column++)
                {
                    WriteDelimiter(text, column, dialect);
                    text.Write(cells[column].Text(part, row));
                }

                text.Write(text.NewLine);
            }
        }

        text?.Flush();
    }

    /// <summary>A writer of text in a dialect; the stream stays open.</summary>
    internal static StreamWriter Open(Stream stream, CsvDialect dialect) =>
        new(stream, TextEncodings.Find(dialect.Encoding), BufferCharacters, leaveOpen: true)
        {
            NewLine = dialect.CarriageReturns ? "\r\n" : "\n",
        };

    /// <summary>Writes the line that names the delimiter, titles, that of column names and that of units, if the dialect has them.</summary>
    internal static void WriteNames(StreamWriter text, IReadOnlyCollection<string> names, CsvDialect dialect)
    {
        if (dialect.NamesDelimiter)
        {
            text.WriteLine($"{CsvDelimiter.NamingLine}{dialect.Delimiter}");
        }

        foreach (string title in dialect.Titles ?? [])
        {
            text.WriteLine(title);
        }

        if (dialect.HasHeader)
        {
            WriteLine(
                text,
                names.Select(name =>
                    CsvCellWriter.Quote(
                        dialect.Names?.GetValueOrDefault(name) ?? name,
                        dialect,
                        dialect.Quoting != CsvQuoting.Minimal
                    )
                ),
                dialect
            );
        }

        // Columns that are not the file's have no units: they stand before them.
        int further = names.Count - (dialect.Units?.Count ?? int.MaxValue);
        if (further >= 0)
        {
            WriteLine(
                text,
                Enumerable
                    .Repeat("", further)
                    .Concat(dialect.Units!)
                    .Select(unit => CsvCellWriter.Quote(unit, dialect, false)),
                dialect
            );
        }
    }

    /// <summary>Writes cells that are quoted already as a line.</summary>
    internal static void WriteLine(StreamWriter text, IEnumerable<string> cells, CsvDialect dialect)
    {
        int column = 0;
        foreach (string cell in cells)
        {
            WriteDelimiter(text, column++, dialect);
            text.Write(cell);
        }

        text.Write(text.NewLine);
    }

    private static void WriteDelimiter(StreamWriter text, int column, CsvDialect dialect)
    {
        if (column > 0)
        {
            text.Write(dialect.Delimiter);
            if (dialect.SpaceAfterDelimiter)
            {
                text.Write(' ');
            }
        }
    }
}
