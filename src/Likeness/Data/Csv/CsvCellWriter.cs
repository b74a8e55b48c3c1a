using Likeness.Data.Kinds;

namespace Likeness.Data.Csv;

/// <summary>Writes one column in a dialect.</summary>
internal sealed class CsvCellWriter
{
    private readonly Column column;
    private readonly CsvDialect dialect;
    private readonly int at;
    private readonly CsvQuantity? quantity;
    private readonly int unit; // the place of the units, -1 for none
    private readonly bool isQuoted;
    private readonly bool isSpaced;
    private readonly int width; // with spaces before the text; 0 for any
    private readonly string missing;
    private readonly string[] levels;
    private readonly string[] codes;
    private readonly LevelFormats? formats;

    /// <summary>Writers of the columns of a file: numbers and their units are one.</summary>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="isOnly">Whether a line has no further cells.</param>
    public static CsvCellWriter[] Create(IReadOnlyList<Column> columns, CsvDialect dialect, bool isOnly)
    {
        int[] units = [.. columns.Select(column => UnitOf(column, columns, dialect))];
        int[] written = [.. Enumerable.Range(0, units.Length).Except(units)];
        return
        [
            .. written.Select(at => new CsvCellWriter(columns, at, units[at], dialect, isOnly && written.Length == 1)),
        ];
    }

    /// <summary>Prepares a column.</summary>
    /// <param name="columns">The columns of its table.</param>
    /// <param name="at">The place of the column.</param>
    /// <param name="unit">The place of its units; -1 for none.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="isOnly">Whether it is the only column: an empty cell is quoted then, as a blank line is no row.</param>
    private CsvCellWriter(IReadOnlyList<Column> columns, int at, int unit, CsvDialect dialect, bool isOnly)
    {
        (column, this.at, this.unit, this.dialect) = (columns[at], at, unit, dialect);
        quantity = QuantityOf(column, dialect);
        formats = LevelDecimals.Formats(column, columns);
        isSpaced = dialect.Spaced?.Contains(column.Name) == true;
        width = dialect.Widths?.GetValueOrDefault(column.Name) ?? 0;
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

    /// <summary>The name of the column.</summary>
    public string Name => column.Name;

    /// <summary>The text of a cell.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="row">Its row.</param>
    public string Text(Table rows, int row) => Spaced(Unspaced(rows, row));

    private string Spaced(string text) =>
        text.Length == 0 ? text
        : isQuoted ? (isSpaced ? $" {text}" : text)
        : (isSpaced ? $" {text}" : text).PadLeft(width);

    private string Unspaced(Table rows, int row)
    {
        double value = rows[row, at];
        return double.IsNaN(value) ? (column.Codes?.CodeOf(value) is >= 0 and var code ? codes[code] : missing)
            : levels.Length > 0 ? levels[(int)value]
            : Quote(Joined(rows, row, value).PadLeft(isQuoted ? width : 0), dialect, isQuoted);
    }

    /// <summary>The text of an observed cell as the file has it; another's as above.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="observed">The rows that are observed in part.</param>
    /// <param name="observedRow">The row among these.</param>
    /// <param name="texts">The cells of that row, as the file has them.</param>
    public string Text(Table rows, int row, Table observed, int observedRow, string[] texts) =>
        observed.Columns[at].IsMissing(observed[observedRow, at])
            ? Text(rows, row)
            : Spaced(Quote(unit < 0 ? texts[at] : Quantity.Join(texts[at], texts[unit]), dialect, isQuoted));

    private string Joined(Table rows, int row, double value)
    {
        string ofUnit = unit < 0 ? "" : rows.Columns[unit].Write(rows[row, unit]);
        return quantity?.Write(value, ofUnit)
            ?? Quantity.Join(formats?.Write(value, rows[row, formats.By]) ?? column.Kind.Write(value), ofUnit);
    }

    private static CsvQuantity? QuantityOf(Column column, CsvDialect dialect) =>
        dialect.Quantities?.FirstOrDefault(one => one.Name == column.Name);

    private static int UnitOf(Column column, IReadOnlyList<Column> columns, CsvDialect dialect) =>
        QuantityOf(column, dialect) is { } quantity
            ? columns.ToList().FindIndex(other => other.Name == Quantity.UnitOf(quantity.Name))
            : -1;

    /// <summary>A text between quotation marks, if it must be, or if all such cells are.</summary>
    public static string Quote(string text, CsvDialect dialect, bool isQuoted)
    {
        bool must =
            text.AsSpan().IndexOfAny(['"', '\n', '\r', dialect.Delimiter]) >= 0
            || (text.Length > 0 && (text[0] is ' ' or '\t' || text[^1] is ' ' or '\t'));
        return must || isQuoted ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
