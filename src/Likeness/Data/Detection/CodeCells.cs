using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>Cells without a value of their kind: missing ones, and codes in place of numbers. Each is NaN, whose payload says which text it has.</summary>
/// <param name="declared">Texts that are codes.</param>
internal sealed class CodeCells(IReadOnlyCollection<string> declared)
{
    private const int MostCodes = 8;
    private const int RowsOfEach = 3; // on average: codes repeat
    private const int FewestNumbers = 20; // different ones
    private const double MostlyNumbers = 0.9;
    private const double HalfNumbers = 0.5; // beside words
    private const int MinRows = 5; // of one of several ways to write missing values

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<(string Text, int Rows)> all = [];
    private readonly HashSet<string> values = [.. declared];

    /// <summary>The number of missing cells.</summary>
    public int Missing => all.Where(one => !values.Contains(one.Text)).Sum(one => one.Rows);

    /// <summary>Whether some missing cells are empty.</summary>
    public bool HasEmpty => places.ContainsKey("");

    /// <summary>Adds rows of a text.</summary>
    /// <returns>Their cell.</returns>
    public double Add(string text, int rows = 1)
    {
        if (!places.TryGetValue(text, out int place))
        {
            place = places[text] = all.Count;
            all.Add((text, 0));
        }

        all[place] = (text, all[place].Rows + rows);
        return NumberCodes.Cell(Math.Min(place, ushort.MaxValue - 1));
    }

    /// <summary>Adds a code.</summary>
    /// <returns>Its cell.</returns>
    public double AddCode(string text, int rows)
    {
        values.Add(text);
        return Add(text, rows);
    }

    /// <summary>
    /// Whether texts are numbers, or durations, and a few codes, such as results below the limit of detection: most rows have numbers, many different ones, and the few others repeat; half of the rows, where these are words. Bounds, such as &lt;0.05, may be as
    /// many as they like.
    /// </summary>
    /// <param name="numbers">How numbers are read.</param>
    /// <param name="texts">The different texts that are not missing.</param>
    /// <param name="counts">The rows of each.</param>
    public static bool Are(ColumnKind numbers, IReadOnlyList<string> texts, IReadOnlyList<int> counts)
    {
        var (codes, coded, different, rows, bounded) = (0, 0, 0, 0, 0);
        bool areWords = true;
        for (int i = 0; i < texts.Count; i++)
        {
            bool isNumber = numbers.TryRead(texts[i].Trim(' '), out _);
            (codes, coded) = isNumber ? (codes, coded) : (codes + 1, coded + counts[i]);
            (different, rows) = isNumber ? (different + 1, rows + counts[i]) : (different, rows);
            areWords &= isNumber || !texts[i].Any(char.IsDigit);
            bounded += !isNumber && IsBound(numbers, texts[i]) ? counts[i] : 0;
        }

        return codes is > 0 and <= MostCodes
            && coded >= RowsOfEach * codes
            && different >= FewestNumbers
            && rows >= (areWords ? HalfNumbers : MostlyNumbers) * (rows + coded - bounded);
    }

    private static bool IsBound(ColumnKind numbers, string text) =>
        text.AsSpan().Trim(' ') is ['<' or '>' or '≤' or '≥', .. var bound] && numbers.TryRead(bound.Trim(' '), out _);

    /// <summary>The codes of a finished column, and the text of its missing cells; null without such cells.</summary>
    /// <param name="cells">All cells, whose payloads become those of the codes.</param>
    /// <param name="areNumbers">Whether codes are kept: other kinds have one way to write missing values.</param>
    public (NumberCodes? Codes, string? Missing) Finish(double[] cells, bool areNumbers)
    {
        var missing = all.Where(one => !values.Contains(one.Text)).ToList();
        string? main = missing.Count == 0 ? null : missing.MaxBy(one => (one.Rows, one.Text.Length == 0 ? 1 : 0)).Text;
        var codes = new NumberCodes(
            [.. all.Select(one => one.Text).Where(values.Contains).Order(StringComparer.Ordinal)],
            [
                .. missing
                    .Where(one => one.Text != main && one.Rows >= MinRows)
                    .OrderByDescending(one => one.Rows)
                    .Take(MostCodes)
                    .Select(one => one.Text)
                    .Order(StringComparer.Ordinal),
            ]
        );
        double[] coded =
        [
            .. all.Select(one => areNumbers && codes.TryRead(one.Text, out double? cell) ? cell.Value : double.NaN),
        ];
        foreach (ref double cell in cells.AsSpan())
        {
            cell = NumberCodes.Of(cell) is >= 0 and var place ? coded[place] : cell;
        }

        return (areNumbers && codes.Count > 0 ? codes : null, main);
    }

    /// <summary>The ways to write missing values that samples do not distinguish, the empty one first.</summary>
    public IReadOnlyList<string> Alike(NumberCodes? codes) =>
        [
            .. all.Select(one => one.Text)
                .Where(text => !values.Contains(text) && codes?.Missing.Contains(text) != true)
                .OrderBy(text => text.Length > 0),
        ];

    /// <summary>The codes in a few words, the most frequent first.</summary>
    public string Why()
    {
        string[] codes =
        [
            .. all.Where(one => values.Contains(one.Text)).OrderByDescending(one => one.Rows).Select(one => one.Text),
        ];
        return $"{codes.Length} code{(codes.Length == 1 ? "" : "s")}: {string.Join(", ", codes)}";
    }
}
