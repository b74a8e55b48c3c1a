namespace Likeness.Data.Detection;

/// <summary>
/// The texts that may stand for a missing value. An empty cell always does. Among numbers, times and durations every marker does. Among categories
/// a marker does if it is never a word, or if other columns of the file use it; else it is a level.
/// </summary>
internal static class MissingMarkers
{
    private const int MinCodes = 100;

    /// <summary>Markers that are no words of any language, and errors of formulas in spreadsheets.</summary>
    private static readonly HashSet<string> Certain = new(StringComparer.Ordinal)
    {
        "NaN",
        "nan",
        "null",
        "NULL",
        "N/A",
        "n/a",
        "#N/A",
        "<NA>",
        "\\N",
        "NaT",
        "(null)",
        "#NULL!",
        "#DIV/0!",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#NUM!",
        "0000-00-00", // a day that MySQL lacks
        "0000-00-00 00:00:00",
        "00.00.0000",
        "00/00/0000",
    };

    /// <summary>Markers that are also values: Namibia's code, no treatment, a minus sign.</summary>
    private static readonly HashSet<string> Possible = new(StringComparer.Ordinal)
    {
        "NA",
        "na",
        "Na",
        "?",
        "??",
        "None",
        "none",
        "NONE",
        "-",
        "--",
        "–",
        "—",
        ".",
        "Null",
        "nil",
        "NIL",
        "n.a.",
        "N.A.",
    };

    /// <summary>Whether a text stands for a missing value among numbers.</summary>
    public static bool IsMarker(string text) => Certain.Contains(text) || Possible.Contains(text);

    /// <summary>The levels of a column of texts that stand for missing values, each with its reason.</summary>
    /// <param name="levels">The texts.</param>
    /// <param name="usedElsewhere">Markers among the numbers and times of the file's other columns.</param>
    /// <param name="hasEmptyCells">Whether the column has empty cells: the file then writes its missing values so.</param>
    public static Dictionary<string, string> Among(
        IReadOnlyList<string> levels,
        IReadOnlySet<string> usedElsewhere,
        bool hasEmptyCells
    )
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string level in levels)
        {
            string? reason =
                usedElsewhere.Contains(level) && IsMarker(level) ? $"'{level}' is missing, as among the numbers"
                : Certain.Contains(level)
                    ? AreCodes(levels) ? null
                        : $"'{level}' is missing"
                : !Possible.Contains(level) || hasEmptyCells || Resembles(level, levels) ? null
                : level is "?" or "??" or "-" or "--" or "–" or "—" or "." or "NA" or "n.a." or "N.A."
                    ? $"'{level}' is missing"
                : null;
            if (reason is not null)
            {
                found.Add(level, reason);
            }
        }

        return found;
    }

    // nan among many codes of three letters is one: Min Nan Chinese in ISO 639-3.
    private static bool AreCodes(IReadOnlyList<string> levels) =>
        levels.Count >= MinCodes && levels.All(level => IsCode(level, levels[0]));

    private static bool IsCode(string level, string other) =>
        level.Length == other.Length
        && Enumerable
            .Range(0, level.Length)
            .All(i => char.IsLetter(level[i]) && ClassOf(level[i]) == ClassOf(other[i]));

    // NA among DE, FR and US is a level, and so is - among + and ~.
    private static bool Resembles(string marker, IReadOnlyList<string> levels)
    {
        const int Enough = 3;
        int alike = 0;
        foreach (string level in levels)
        {
            bool isAlike =
                level != marker
                && level.Length == marker.Length
                && Enumerable.Range(0, level.Length).All(i => ClassOf(level[i]) == ClassOf(marker[i]));
            alike += isAlike ? 1 : 0;
        }

        return alike >= (char.IsLetter(marker[0]) ? Enough : 1);
    }

    private static int ClassOf(char c) =>
        char.IsUpper(c) ? 0
        : char.IsLower(c) ? 1
        : char.IsDigit(c) ? 2
        : 3;
}
