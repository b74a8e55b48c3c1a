using Likeness.Data.Csv;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>A column whose numbers have units that differ from cell to cell, such as 27.24 EUR and 19.99 USD, €1.2M and €565K, 12 kg and 500 g. See <see cref="Quantity"/>.</summary>
internal sealed class QuantityProfile
{
    private const int LongestCell = 64;
    private const int LongestUnit = 24;
    private const int MaxUnits = 40;

    // Fewer different cells are levels: 2 years, 3 months.
    private const int MaxLevels = 50;
    private const int MinDifferent = 20;
    private const double MinDifferentPerRow = 0.1;

    // A unit that counts has a few different numbers, and most cells have one that does.
    private const int MinRows = 3;
    private const int MinNumbers = 2;
    private const double Most = 0.8;

    private static readonly HashSet<string> NoUnits = new(StringComparer.OrdinalIgnoreCase)
    {
        "am",
        "pm",
        "st",
        "nd",
        "rd",
        "th",
    };

    private readonly Dictionary<string, UnitCount> counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> different = new(StringComparer.Ordinal);
    private int rows;

    private QuantityProfile(IReadOnlyCollection<string> declared) => (Numbers, Units) = (new(declared), new(declared));

    /// <summary>The numbers; where a cell has none, its text.</summary>
    public ColumnProfile Numbers { get; }

    /// <summary>The units.</summary>
    public ColumnProfile Units { get; }

    /// <summary>Whether the column has such numbers.</summary>
    public bool IsFound =>
        !Numbers.IsText
        && Numbers.Numbers is { LeadingZeros: 0, TooLong: 0 }
        && different.Count > Math.Max(MinDifferent, Math.Min(MaxLevels, MinDifferentPerRow * rows))
        && counts.Values.Where(one => one.Rows >= MinRows && one.Numbers.Count >= MinNumbers).ToList()
            is { Count: > 1 } often
        && often.Sum(one => one.Rows) >= Most * rows
        && counts.All(one => IsUnit(one.Key, one.Value.HasDecimals));

    /// <summary>How the file writes the numbers of each unit.</summary>
    /// <param name="commas">What speaks for decimal commas.</param>
    public IReadOnlyDictionary<string, UnitFormat> Formats(CommaEvidence commas)
    {
        commas = Numbers.Numbers.HasDecimalCommas ? CommaEvidence.Columns : commas;
        var exponents = UnitScales.Find(counts.Keys);
        return counts.ToDictionary(
            one => one.Key,
            one => new UnitFormat(exponents[one.Key], one.Value.Profile.Format(commas)),
            StringComparer.Ordinal
        );
    }

    /// <summary>Begins a column with its first cell.</summary>
    /// <param name="cell">The first cell that is not missing.</param>
    /// <param name="declared">Texts that the user declares as missing.</param>
    /// <param name="missing">The number of missing cells before it.</param>
    /// <returns>Null if the cell has no unit.</returns>
    public static QuantityProfile? Begin(ReadOnlySpan<char> cell, IReadOnlyCollection<string> declared, int missing)
    {
        if (
            cell.Length > LongestCell
            || !Quantity.TrySplit(cell, out int first, out int length)
            || length == cell.Length
            || !IsUnit(Quantity.UnitOf(cell, first, length), hasDecimals: true)
        )
        {
            return null;
        }

        var profile = new QuantityProfile(declared);
        for (int i = 0; i < missing; i++)
        {
            profile.AddMissing();
        }

        return profile;
    }

    /// <summary>Adds a cell that is not missing.</summary>
    /// <returns>Whether the column may still have such numbers.</returns>
    public bool Add(ReadOnlySpan<char> cell, long line)
    {
        if (cell.Length > LongestCell)
        {
            return false;
        }

        if (!Quantity.TrySplit(cell, out int first, out int length))
        {
            Numbers.Add(cell, line);
            Units.AddMissing();
            return cell.IndexOfAnyInRange('0', '9') < 0 && !Numbers.IsText;
        }

        var number = cell.Slice(first, length);
        string unit = Quantity.UnitOf(cell, first, length);
        Numbers.Add(number, line);
        Units.Add(unit, line);
        rows++;
        if (different.Count <= MaxLevels)
        {
            different.Add(cell.ToString());
        }

        if (!counts.TryGetValue(unit, out var count))
        {
            counts[unit] = count = new UnitCount();
        }

        count.Add(number);
        return !Numbers.IsText && counts.Count <= MaxUnits && unit.Length <= LongestUnit;
    }

    /// <summary>Adds a missing cell.</summary>
    public void AddMissing()
    {
        Numbers.AddMissing();
        Units.AddMissing();
    }

    private static bool IsUnit(string unit, bool hasDecimals)
    {
        int at = unit.IndexOf(Quantity.Place, StringComparison.Ordinal);
        string before = unit[..at].TrimStart('-', '+');
        string behind = unit[(at + 1)..];
        return UnitProfile.IsAffix(before)
            && UnitProfile.IsAffix(behind)
            && UnitProfile.IsMoney(before.Trim())
            && IsBehind(behind, hasDecimals);
    }

    // Letters next to digits may be codes: 3B, 12a, 10th.
    private static bool IsBehind(string behind, bool hasDecimals)
    {
        string words = behind.Trim();
        return behind.Length == 0
            || (
                !NoUnits.Contains(words)
                && !MonthNames.AreIn(words)
                && (
                    NumberSyntax.IsSpace(behind[0])
                    || NumberSyntax.IsSymbol(behind[0])
                    || UnitProfile.IsKnown(words)
                    || (char.IsLetter(behind[0]) && (hasDecimals || (words.Length > 1 && !words.All(char.IsUpper))))
                )
            );
    }

    private sealed class UnitCount
    {
        public int Rows { get; private set; }

        public bool HasDecimals { get; private set; }

        public HashSet<string> Numbers { get; } = new(StringComparer.Ordinal);

        public NumberProfile Profile { get; } = new();

        public void Add(ReadOnlySpan<char> number)
        {
            Rows++;
            Profile.Add(number);
            HasDecimals |= number.ContainsAny('.', ',');
            if (Numbers.Count < MinNumbers)
            {
                Numbers.Add(number.ToString());
            }
        }
    }
}
