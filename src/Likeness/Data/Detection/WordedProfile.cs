using System.Text;
using System.Text.RegularExpressions;

namespace Likeness.Data.Detection;

/// <summary>Cells that are durations of numbers and units, such as 1h 08m, 55m and 2d 3h: which units there are, and which parts are left out.</summary>
internal sealed partial class WordedProfile
{
    private const int LongestCell = 40;
    private const string Letters = "dhms";

    private static readonly string[][] Units =
    [
        ["d", "day", "days", "T", "Tage", "j", "jours"],
        ["h", "hr", "hrs", "H", "Std", "Std.", "std"],
        ["m", "min", "mins", "min.", "Min", "Min."],
        ["s", "sec", "secs", "sek", "Sek", "Sek."],
    ];

    private readonly string?[] units = new string?[Letters.Length]; // with what stands behind, up to the next part
    private readonly bool[] isMissing = new bool[Letters.Length];
    private readonly bool[] isPadded = [true, true, true, true];
    private readonly bool[] hasZeros = new bool[Letters.Length]; // before a digit
    private readonly HashSet<string> markers = new(StringComparer.Ordinal);
    private readonly HashSet<(int First, int Last, int Count)> parts = []; // of which cells consist
    private int smallest;
    private string? separator;
    private bool hasSeveral;

    /// <summary>Markers of missing values among the cells.</summary>
    public IReadOnlyCollection<string> Markers => markers;

    /// <summary>The format; null where no cell has several parts.</summary>
    public string? Format
    {
        get
        {
            int[] used = [.. Enumerable.Range(0, Letters.Length).Where(size => units[size] is not null)];
            if (!hasSeveral || used.Length < 2)
            {
                return null;
            }

            bool leavesZerosOut = parts.Any(one => one.Last < smallest || one.Count < one.Last - one.First + 1);
            var format = new StringBuilder();
            foreach (int size in used)
            {
                bool isFirst = size == used[0];
                bool isLast = size == used[^1];
                bool isLeftOut = leavesZerosOut || (isMissing[size] && !isLast);
                string part = new(Letters[size], !isFirst && isPadded[size] && hasZeros[size] ? 2 : 1);
                string unit = $"{part}'{units[size]}{(isLast ? "" : separator)}'";
                format.Append(isLeftOut ? $"[{unit}]" : unit);
            }

            return format.ToString();
        }
    }

    /// <summary>Adds a cell.</summary>
    /// <returns>Whether all cells so far may be such durations.</returns>
    public bool Add(string cell)
    {
        if (MissingMarkers.IsMarker(cell))
        {
            markers.Add(cell);
            return true;
        }

        if (cell.Length > LongestCell || !char.IsAsciiDigit(cell[0]))
        {
            return false;
        }

        var found = new List<int>();
        int at = 0;
        foreach (Match match in Part().Matches(cell))
        {
            string unit = match.Groups["unit"].Value;
            string digits = match.Groups["digits"].Value;
            int size = Array.FindIndex(Units, one => one.Contains(unit.Trim(' ')));
            bool isLast = match.Index + match.Length == cell.Length;
            string between = match.Groups["between"].Value;
            if (
                match.Index != at
                || size < 0
                || (found.Count > 0 && found[^1] >= size)
                || (units[size] ?? unit) != unit
                || (isLast ? between.Length > 0 : (separator ?? between) != between)
            )
            {
                return false;
            }

            (units[size], separator) = (unit, isLast ? separator : between);
            isPadded[size] &= found.Count == 0 || digits.Length == 2;
            hasZeros[size] |= found.Count > 0 && digits is ['0', _];
            found.Add(size);
            at += match.Length;
        }

        if (at != cell.Length || found.Count == 0)
        {
            return false;
        }

        hasSeveral |= found.Count > 1;
        Leave(found);
        return true;
    }

    // What is left out before the first part is zero; behind it, zeros are left out wherever they are.
    private void Leave(List<int> found)
    {
        for (int size = 0; size < found[0]; size++)
        {
            isMissing[size] = true;
        }

        smallest = Math.Max(smallest, found[^1]);
        parts.Add((found[0], found[^1], found.Count));
    }

    [GeneratedRegex(@"(?<digits>[0-9]{1,9})(?<unit> ?\p{L}+\.?)(?<between>,? ?)", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
