using Likeness.Data.Detection;

namespace Likeness.Data.Csv;

/// <summary>Lines above the names of the columns: titles, notes, and titles of groups of columns. They are no rows, and samples have them, too.</summary>
internal static class CsvTitles
{
    private const int MaxRecords = 200;
    private const int MaxTitles = 20;
    private const int MinColumnsOfPadded = 3;
    private const int MinNumbers = 2; // columns of which the names stand above numbers
    private const double MostlyNumbers = 0.9;
    private const int FewestNamed = 3; // columns for each one without a title
    private const int FirstYear = 1000;
    private const int LastYear = 3000;

    /// <summary>The lines as they are; none where the file begins with its names, or with a row.</summary>
    /// <param name="sample">The beginning of the file.</param>
    /// <param name="dialect">Its dialect.</param>
    /// <param name="file">The file's name in messages.</param>
    public static IReadOnlyList<string> Find(string sample, CsvDialect dialect, string file)
    {
        var records = Records(sample, dialect, file);
        int columns =
            records.Count == 0 ? 0 : records.CountBy(one => one.Cells.Length).MaxBy(one => (one.Value, one.Key)).Key;
        int names = records.FindIndex(one => one.Cells.Length == columns);
        if (columns < 2 || names < 0 || names > MaxTitles)
        {
            return [];
        }

        bool areShort = names > 0;
        while (
            names < records.Count
            && names <= MaxTitles
            && records[names].Cells.Length == columns
            && IsPadded(records, names, areShort)
        )
        {
            names++;
        }

        bool isAbove =
            names > 0
            && names + 1 < records.Count
            && AreNames(records, names, areShort)
            && AreNumbersBelow(records, names, columns) >= (areShort ? 1 : MinNumbers);
        int first = dialect.NamesDelimiter ? 1 : 0;
        return isAbove
            ?
            [
                .. sample
                    .Split('\n')
                    .Take((int)records[names].Line - 1)
                    .Skip(first)
                    .Select(text => Harmless(text.TrimEnd('\r'))),
            ]
            : [];
    }

    // Control characters but for tabs between cells would reach the terminal.
    private static string Harmless(string line) =>
        string.Join('\t', line.Split('\t').Select(ControlCharacters.Replace));

    private static List<(string[] Cells, long Line)> Records(string sample, CsvDialect dialect, string file)
    {
        // The last line of the sample may be a part of one.
        int end = sample.LastIndexOf('\n') + 1;
        var records = new List<(string[], long)>();
        try
        {
            var tokens = CsvScan.Tokens(new StringReader(sample[..end]), dialect, file);
            while (records.Count < MaxRecords && tokens.Read())
            {
                records.Add(
                    ([.. Enumerable.Range(0, tokens.Count).Select(i => tokens.Cell(i).ToString())], tokens.Line)
                );
            }
        }
        catch (LikenessException)
        {
            // The reading of the whole file says what is wrong.
            return [];
        }

        return records;
    }

    // As many cells as names, most of them empty: a title of the table, or titles of groups above the names of all columns.
    private static bool IsPadded(List<(string[] Cells, long Line)> records, int at, bool areShort)
    {
        string[] cells = records[at].Cells;
        int empty = cells.Count(cell => cell.Length == 0);
        return cells.Length >= MinColumnsOfPadded
            && empty * FewestNamed >= cells.Length
            && !Array.Exists(cells, IsTyped)
            && at + 1 < records.Count
            && (
                empty >= cells.Length - 1
                || (
                    records[at + 1].Cells.Length == cells.Length
                    && Unnamed(records, at + 1) == 0
                    && AreNames(records, at + 1, areShort)
                )
            );
    }

    // Years may be names of columns, and columns without values need none.
    private static bool AreNames(List<(string[] Cells, long Line)> records, int at, bool areShort)
    {
        string[] cells = records[at].Cells;
        return Unnamed(records, at) <= (areShort ? 1 : 0)
            && cells.Where(IsTyped).All(cell => areShort && IsYear(cell))
            && Array.Exists(cells, cell => cell.Length > 0 && !IsTyped(cell));
    }

    // Empty cells above values.
    private static int Unnamed(List<(string[] Cells, long Line)> records, int at) =>
        records[at]
            .Cells.Index()
            .Count(one =>
                one.Item.Length == 0
                && records.Skip(at + 1).Any(row => row.Cells.Length > one.Index && row.Cells[one.Index].Length > 0)
            );

    private static int AreNumbersBelow(List<(string[] Cells, long Line)> records, int names, int columns)
    {
        int count = 0;
        for (int column = 0; column < columns; column++)
        {
            string[] below =
            [
                .. records
                    .Skip(names + 1)
                    .Where(one => one.Cells.Length == columns)
                    .Select(one => one.Cells[column])
                    .Where(cell => cell.Length > 0),
            ];
            count += below.Length > 0 && below.Count(IsTyped) >= MostlyNumbers * below.Length ? 1 : 0;
        }

        return count;
    }

    private static bool IsYear(string cell) => int.TryParse(cell, out int year) && year is > FirstYear and < LastYear;

    /// <summary>Whether a cell is a number, a bound or a time.</summary>
    public static bool IsTyped(string cell) => cell.Length > 0 && (IsNumber(cell) || TimeCandidates.Of(cell).Any());

    /// <summary>Whether a cell is a number or a bound.</summary>
    public static bool IsNumber(string cell) =>
        cell.TrimStart('<', '>', '≤', '≥', ' ') is { Length: > 0 } number && new NumberProfile().Add(number);
}
