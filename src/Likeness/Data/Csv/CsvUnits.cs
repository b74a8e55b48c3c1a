using Likeness.Data.Detection;

namespace Likeness.Data.Csv;

/// <summary>
/// A second line of units below the names of the columns, such as <c>mg/L</c> and <c>°C</c>: words above the numbers of several columns, none of them a number, and none of them again further down.
/// </summary>
internal static class CsvUnits
{
    private const int MinRows = 10;
    private const int MaxRows = 200;
    private const int MinUnits = 2;
    private const double MostlyNumbers = 0.9;

    /// <summary>The cells of the line; null if there is none.</summary>
    /// <param name="sample">The beginning of the file.</param>
    /// <param name="dialect">Its dialect.</param>
    /// <param name="file">The file's name in messages.</param>
    public static IReadOnlyList<string>? Find(string sample, CsvDialect dialect, string file)
    {
        // The last line of the sample may be a part of one.
        int end = sample.LastIndexOf('\n') + 1;
        var rows = new List<string[]>();
        try
        {
            var tokens = CsvScan.Tokens(new StringReader(sample[..end]), dialect, file);
            while (rows.Count < MaxRows && tokens.Read())
            {
                rows.Add([.. Enumerable.Range(0, tokens.Count).Select(i => tokens.Cell(i).ToString())]);
                if (rows[^1].Length != rows[0].Length)
                {
                    return null;
                }
            }
        }
        catch (LikenessException)
        {
            // The reading of the whole file says what is wrong.
            return null;
        }

        if (rows.Count < MinRows + 2 || rows[0].Any(CsvTitles.IsTyped) || rows[1].Any(CsvTitles.IsTyped))
        {
            return null;
        }

        int units = 0;
        for (int column = 0; column < rows[0].Length; column++)
        {
            string unit = rows[1][column];
            string[] below = [.. rows.Skip(2).Select(row => row[column]).Where(cell => cell.Length > 0)];
            if (unit.Length > 0 && !MissingMarkers.IsMarker(unit))
            {
                if (below.Contains(unit))
                {
                    return null;
                }

                units += below.Length > 0 && below.Count(CsvTitles.IsNumber) >= MostlyNumbers * below.Length ? 1 : 0;
            }
        }

        return units < MinUnits ? null : rows[1];
    }
}
