using System.Globalization;

namespace Likeness.Data;

/// <summary>Converts cells of text to column names and numbers, and describes exactly what is wrong with a cell.</summary>
/// <param name="file">The file's name in messages.</param>
/// <param name="missing">Markers of missing values.</param>
internal sealed class CsvCells(string file, IReadOnlyCollection<string> missing)
{
    private const int ShownCharacters = 40;
    private static readonly string[] NotANumberWords = ["nan", "+nan", "-nan"];
    private static readonly string[] InfinityWords = ["inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"];

    // The first empty cell of each column. A column without any value is not an error.
    private readonly Dictionary<int, (long Line, LikenessException Fault)> emptyCells = [];

    /// <summary>The file's name in messages.</summary>
    public string File => file;

    /// <summary>The columns: named by a first line without any number, else x0, x1, ….</summary>
    /// <param name="cells">The first line.</param>
    /// <param name="line">The line number, from 1.</param>
    /// <param name="isHeader">Whether the line holds names instead of values.</param>
    /// <exception cref="LikenessException">Names and numbers are mixed, or a name is repeated.</exception>
    public Column[] Columns(string[] cells, long line, out bool isHeader)
    {
        if (cells.Length > TableSize.MaxColumns)
        {
            throw Error(
                line,
                $"{cells.Length} columns, and a table has at most {TableSize.MaxColumns} (give fewer columns)"
            );
        }

        string? name = Array.Find(cells, cell => !IsMissing(cell) && cell.Length > 0 && !IsNumeral(cell));
        string? number = Array.Find(cells, cell => !IsMissing(cell) && IsNumeral(cell));
        if (name is not null && number is not null)
        {
            throw Error(
                line,
                $"'{Shown(name)}' is not a number and '{Shown(number)}' is, so the line is neither column names nor a row "
                    + $"(give every column a name that is not a number, or {MissingOption(name)})"
            );
        }

        isHeader = name is not null;
        var columns = new Column[cells.Length];
        var places = new Dictionary<string, int>(cells.Length, StringComparer.Ordinal);
        for (int i = 0; i < cells.Length; i++)
        {
            string title = isHeader && cells[i].Length > 0 ? ControlCharacters.Replace(cells[i]) : $"x{i}";
            columns[i] = places.TryAdd(title, i)
                ? new Column(title)
                : throw Error(
                    line,
                    $"columns {places[title] + 1} and {i + 1} are both named '{Shown(title)}' (give each its own name)"
                );
        }

        return columns;
    }

    /// <summary>Reads the numbers of one line; NaN for missing values, and for empty cells until they are refused.</summary>
    /// <param name="cells">The line's cells.</param>
    /// <param name="line">The line number, from 1.</param>
    /// <param name="columns">The expected columns.</param>
    /// <param name="row">Receives the numbers: [columns].</param>
    /// <exception cref="LikenessException">The line is too short or too long, or a cell is not a finite number.</exception>
    public void Row(string[] cells, long line, IReadOnlyList<Column> columns, double[] row)
    {
        if (cells.Length < columns.Count)
        {
            throw Error(
                line,
                columns[cells.Length],
                $"the line ends after {cells.Length} of {columns.Count} cells (add the others)"
            );
        }

        if (cells.Length > columns.Count)
        {
            throw Error(
                line,
                columns[^1],
                $"the line has {cells.Length} cells, and the first line only {columns.Count} (remove what follows this column)"
            );
        }

        for (int i = 0; i < row.Length; i++)
        {
            row[i] = IsMissing(cells[i]) ? double.NaN : Number(cells[i], line, columns[i]);
            if (cells[i].Length == 0 && !IsMissing(cells[i]))
            {
                var error = Error(line, columns[i], $"the cell is empty ({MissingOption(cells[i])})");
                emptyCells.TryAdd(i, (line, error));
            }
        }
    }

    /// <summary>Throws for the first empty cell in one of these columns.</summary>
    /// <exception cref="LikenessException">There is an empty cell.</exception>
    public void RefuseEmptyCells(IEnumerable<int> columns)
    {
        var errors = columns.Where(emptyCells.ContainsKey).Select(column => emptyCells[column]).ToArray();
        if (errors.Length > 0)
        {
            throw errors.MinBy(entry => entry.Line).Fault;
        }
    }

    private double Number(string cell, long line, Column column)
    {
        if (cell.Length == 0)
        {
            return double.NaN;
        }

        double number = Parse(cell) ?? throw Error(line, column, $"'{Shown(cell)}' is not a number ({Advice(cell)})");
        return double.IsFinite(number)
            ? number
            : throw Error(line, column, $"'{Shown(cell)}' is not a finite number ({MissingOption(cell)})");
    }

    private static double? Parse(string cell)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return number;
        }

        return InfinityWords.Contains(cell, StringComparer.OrdinalIgnoreCase) ? double.PositiveInfinity
            : NotANumberWords.Contains(cell, StringComparer.OrdinalIgnoreCase) ? double.NaN
            : null;
    }

    /// <summary>Whether a cell is a marker of a missing value.</summary>
    public bool IsMissing(string cell) => missing.Contains(cell);

    private static string Advice(string cell) => IsNumeral(cell) ? "write decimals with a point" : MissingOption(cell);

    // A decimal comma is not a column name.
    private static bool IsNumeral(string cell) => Parse(cell.Replace(',', '.')) is not null;

    private static string MissingOption(string cell)
    {
        bool bare = cell.Length > 0 && cell.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_');
        string argument = bare ? cell : $"\"{Shown(cell)}\"";
        string separator = cell.StartsWith('-') ? "=" : " ";
        return cell.Length > ShownCharacters
            ? "every cell must be a number"
            : $"use --missing{separator}{argument} to treat it as missing";
    }

    private static string Shown(string cell)
    {
        string start = ControlCharacters.Replace(cell[..Math.Min(cell.Length, ShownCharacters)]);
        return cell.Length <= ShownCharacters ? start : start + "…";
    }

    private LikenessException Error(long line, Column column, string what) =>
        new($"{file}, line {line}, column '{Shown(column.Name)}': {what}");

    private LikenessException Error(long line, string what) => new($"{file}, line {line}: {what}");
}
