using Likeness.Data.Kinds;

namespace Likeness.Data.Csv;

/// <summary>Writes one column in a dialect.</summary>
internal sealed class CsvCellWriter
{
    private readonly Column column;
    private readonly CsvDialect dialect;
    private readonly bool isQuoted;
    private readonly string missing;
    private readonly string[] levels;
    private readonly string[] codes;
    private readonly LevelFormats? formats;

    /// <summary>Writers of the columns of a table.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="isOnly">Whether a line has no further cells.</param>
    public static CsvCellWriter[] Create(IReadOnlyList<Column> columns, CsvDialect dialect, bool isOnly) =>
        [.. columns.Select(column => new CsvCellWriter(column, columns, dialect, isOnly && columns.Count == 1))];

    /// <summary>Prepares a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="columns">The columns of its table.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="isOnly">Whether it is the only column: an empty cell is quoted then, as a blank line is no row.</param>
    private CsvCellWriter(Column column, IReadOnlyList<Column> columns, CsvDialect dialect, bool isOnly)
    {
        (this.column, this.dialect) = (column, dialect);
        formats = LevelDecimals.Formats(column, columns);
        isQuoted = CsvMarks.AreQuoted(dialect.Quoting, column.Storage, column.Kind is NumberKind);
        string text = Quote(column.Missing ?? "", dialect, isQuoted: false);
        missing = isOnly && text.Length == 0 ? "\"\"" : text;
        codes = [.. (column.Codes?.Texts ?? []).Select(code => Quote(code, dialect, isQuoted: false))];
        levels =
        [
            .. Enumerable
                .Range(0, column.Kind.LevelCount)
                .Select(level => Quote(column.Kind.Write(level), dialect, isQuoted)),
        ];
    }

    /// <summary>The text of a cell.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="row">Its row.</param>
    /// <param name="at">The place of the column.</param>
    public string Text(Table rows, int row, int at)
    {
        double value = rows[row, at];
        return double.IsNaN(value) ? (column.Codes?.CodeOf(value) is >= 0 and var code ? codes[code] : missing)
            : levels.Length > 0 ? levels[(int)value]
            : Quote(formats?.Write(value, rows[row, formats.By]) ?? column.Kind.Write(value), dialect, isQuoted);
    }

    /// <summary>The text of a cell that is written already.</summary>
    public string Quoted(string text) => Quote(text, dialect, isQuoted);

    /// <summary>A text between quotation marks, if it must be, or if all such cells are.</summary>
    public static string Quote(string text, CsvDialect dialect, bool isQuoted)
    {
        bool must =
            text.AsSpan().IndexOfAny(['"', '\n', '\r', dialect.Delimiter]) >= 0
            || (text.Length > 0 && (text[0] is ' ' or '\t' || text[^1] is ' ' or '\t'));
        return must || isQuoted ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
