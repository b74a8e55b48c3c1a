using System.Globalization;
using System.Text;

namespace Likeness.Data;

/// <summary>Distinguishes a table in text form from a plain text.</summary>
internal static class TableText
{
    private const int Looked = 20;
    private const int MinRecords = 3;
    private static readonly char[] Delimiters = ['\t', ';', '|', ','];
    private static readonly char[] Separators = [',', ';', '\t', '|', ' '];

    /// <summary>
    /// Whether most of a file's first lines are numbers, or all of them (3 or more) have the same number of cells between tabs, semicolons, bars, or commas
    /// without spaces behind them. The first line may be a heading, and lines with # are skipped.
    /// </summary>
    /// <param name="start">The file's first bytes.</param>
    public static bool IsTable(ReadOnlySpan<byte> start)
    {
        using var reader = new StreamReader(new MemoryStream(start.ToArray()), Encoding.UTF8);
        var lines = new List<string>();
        while (lines.Count <= Looked && reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line) && !line.StartsWith('#'))
            {
                lines.Add(line);
            }
        }

        var looked = lines.Count > 1 ? lines[1..] : lines;
        return (looked.Count > 0 && 2 * looked.Count(IsRow) >= looked.Count) || AreRecords(lines);
    }

    private static bool AreRecords(List<string> lines) =>
        lines.Count >= MinRecords
        && Array.Exists(
            Delimiters,
            delimiter =>
                Cells(lines[0], delimiter) is > 1 and var cells
                && lines.TrueForAll(line => Cells(line, delimiter) == cells)
        );

    // 0 where a space follows a comma, as in sentences. A delimiter between quotation marks separates nothing.
    private static int Cells(string line, char delimiter)
    {
        int cells = 1;
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            isQuoted ^= line[i] == '"';
            if (line[i] == delimiter && !isQuoted)
            {
                if (delimiter == ',' && i + 1 < line.Length && line[i + 1] == ' ')
                {
                    return 0;
                }

                cells++;
            }
        }

        return cells;
    }

    // A word or an empty cell among the numbers may be a missing value.
    private static bool IsRow(string line)
    {
        string[] cells = line.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int numbers = cells.Count(cell =>
            double.TryParse(cell.Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        );
        return numbers > 0 && 2 * numbers >= cells.Length;
    }
}
