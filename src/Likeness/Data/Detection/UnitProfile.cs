namespace Likeness.Data.Detection;

/// <summary>
/// A column whose numbers all have the same words before and behind them: 83.7 kg, 120 km/h, USD 545.63. Codes such as A12, Room 12 and 3B are none.
/// </summary>
internal sealed class UnitProfile
{
    private const int LongestAffix = 24;
    private const int LongestCell = 64;

    // Fewer different texts are levels: 36 months and 60 months.
    private const int MinDifferent = 3;

    // Decimals behind words may be versions, which are few: Version 2.0.
    private const int MinDifferentBehindWords = 20;

    private static readonly HashSet<string> Currencies =
    [
        .. "USD EUR GBP JPY CNY RMB CHF AUD CAD NZD HKD SGD INR KRW BRL MXN ZAR SEK NOK DKK ISK PLN CZK HUF".Split(' '),
        .. "RON TRY ILS AED SAR THB IDR MYR PHP VND TWD ARS CLP COP PEN EGP NGN KES PKR BDT LKR UAH BTC ETH US$ A$ C$ NZ$ HK$ S$ R$ Rs Rs. kr kr. Fr Fr. zł Kč Ft RM Rp".Split(
            ' '
        ),
    ];

    private static readonly HashSet<string> Units =
    [
        .. "kg g mg µg lb lbs oz t ml mL cl dl l L km m cm mm mi ft in kB KB MB GB TB KiB MiB GiB TiB ms min kW MW kWh MWh W V A Hz kHz MHz GHz bhp hp cc rpm kmpl".Split(
            ' '
        ),
    ];

    // What stands behind amounts of money, and sizes of files.
    private static readonly HashSet<string> Magnitudes = [.. "K M B T G k m bn mn Mio Mrd".Split(' ')];

    // Of a table with many columns, hardly any have units: what they need is created late, and let go of at once.
    private NumberProfile? numbers;
    private HashSet<string>? markers;
    private HashSet<string>? different;
    private string? prefix;
    private string suffix = "";
    private int shortest = int.MaxValue;
    private int longest;
    private bool isAlive = true;

    /// <summary>Markers of missing values among the cells.</summary>
    public IReadOnlyCollection<string> Markers => markers ?? [];

    /// <summary>What the numbers have in common; null if some cell is none, or if they are codes.</summary>
    public NumberProfile? Numbers => different?.Count >= MinDifferent && IsPrefix() && IsSuffix() ? numbers : null;

    /// <summary>Whether a cell would be one of the numbers.</summary>
    public bool Fits(string cell) => Numbers?.Format(CommaEvidence.None).TryRead(cell, out _) == true;

    /// <summary>Adds a cell.</summary>
    public void Add(ReadOnlySpan<char> cell)
    {
        if (!isAlive)
        {
            return;
        }

        // A space around a cell would be lost.
        bool isCell = cell.Length is > 0 and <= LongestCell && cell[0] != ' ' && cell[^1] != ' ';
        bool isMarker = isCell && !HasDigit(cell) && MissingMarkers.IsMarker(cell.ToString());
        if (isMarker)
        {
            (markers ??= new(StringComparer.Ordinal)).Add(cell.ToString());
            return;
        }

        isAlive = isCell && HasDigit(cell) && AddNumber(cell);
        if (!isAlive)
        {
            (numbers, markers, different) = (null, null, null);
        }
    }

    private bool AddNumber(ReadOnlySpan<char> cell)
    {
        numbers ??= new(hasUnits: true);
        if (!numbers.Add(cell) || !numbers.IsConsistent || numbers.LeadingZeros > 0 || numbers.TooLong > 0)
        {
            return false;
        }

        if (prefix is null)
        {
            (prefix, suffix) = (numbers.Prefix, numbers.Suffix);
            if (!(prefix + suffix).Any(char.IsLetter) || !IsAffix(prefix) || !IsAffix(suffix))
            {
                return false;
            }
        }

        if ((different ??= new(StringComparer.Ordinal)).Count < MinDifferentBehindWords)
        {
            different.Add(cell.ToString());
        }

        (shortest, longest) = (Math.Min(shortest, cell.Length), Math.Max(longest, cell.Length));
        return true;
    }

    private static bool HasDigit(ReadOnlySpan<char> cell) => cell.IndexOfAnyInRange('0', '9') >= 0;

    /// <summary>Whether a text may stand before or behind a number.</summary>
    public static bool IsAffix(string text) =>
        text.Length <= LongestAffix
        && text.All(c =>
            char.IsLetter(c)
            || NumberSyntax.IsSymbol(c)
            || NumberSyntax.IsSpace(c)
            || c is '/' or '.' or '^' or '(' or ')' or '·' or '²' or '³' or '"'
        );

    /// <summary>Whether letters next to digits are a unit or a magnitude: 155lbs, 5M.</summary>
    public static bool IsKnown(string letters) => Units.Contains(letters) || Magnitudes.Contains(letters);

    /// <summary>Whether what stands before a number, without spaces, is nothing or a currency.</summary>
    public static bool IsMoney(string words) =>
        Currencies.Contains(words) || words.Length == 0 || words.All(NumberSyntax.IsSymbol);

    // Words need decimals of a fixed number: Room 12 is a name, and so is Version 2.0.
    private bool IsPrefix()
    {
        string words = prefix!.Trim();
        bool isMoney = IsMoney(words);
        bool isApart = prefix.Length == 0 || !char.IsLetter(prefix[^1]);
        return isApart
            && (isMoney || (different!.Count >= MinDifferentBehindWords && numbers!.Format(default).Decimals > 0));
    }

    // Letters next to digits may be codes: 3B, 12A, 10th, 1990s.
    private bool IsSuffix()
    {
        bool isPrice = prefix!.Length > 0 && (suffix is ['/', _, ..] || Magnitudes.Contains(suffix));
        bool isUnit = suffix.Length > 1 && Units.Contains(suffix);
        if (
            suffix.Length == 0
            || NumberSyntax.IsSpace(suffix[0])
            || NumberSyntax.IsSymbol(suffix[0])
            || isPrice
            || isUnit
        )
        {
            return true;
        }

        bool isCode =
            suffix is "th" or "st" or "nd" or "rd"
            || suffix.ToUpperInvariant() is "AM" or "PM"
            || (suffix.Length == 1 && char.IsUpper(suffix[0]));
        return char.IsLetter(suffix[0]) && (numbers!.Format(default).Decimals != 0 || (shortest < longest && !isCode));
    }
}
