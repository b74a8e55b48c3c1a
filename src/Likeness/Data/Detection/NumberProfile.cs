using System.Numerics;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>What the numbers of a column have in common.</summary>
/// <param name="hasUnits">Whether words may stand before and behind the numbers, besides symbols.</param>
internal sealed class NumberProfile(bool hasUnits = false)
{
    // Whole numbers of more digits do not all have a double.
    private const int MaxWholeDigits = 15;

    // More decimals come from arithmetic, not from a precision that someone chose.
    private const int MaxWrittenDecimals = 9;

    private const int YearDigits = 4;

    private static readonly string[] DigitTimes = ["yyyyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss"];

    private readonly Decimals points = new();
    private readonly Decimals commas = new();
    private readonly SentinelProfile sentinels = new();
    private readonly SignProfile signs = new();
    private readonly ExponentProfile exponents = new();
    private ClockProfile? clocks = hasUnits ? null : new();
    private bool hasNoZero; // .489
    private bool hasZero; // 0.489
    private int ways = NumberSyntax.All;
    private int maxDigits; // significant ones
    private int grouped; // the ways in which a cell has a separator of thousands
    private string? prefix;
    private string? suffix;
    private string[] timeFormats = DigitTimes;

    /// <summary>Cells that look like numbers.</summary>
    public int Count { get; private set; }

    /// <summary>Cells of digits alone that begin with a zero, such as 007.</summary>
    public int LeadingZeros { get; private set; }

    /// <summary>Whole numbers with more digits than a double holds.</summary>
    public int TooLong { get; private set; }

    /// <summary>The digits of the shortest whole number.</summary>
    public int FewestDigits { get; private set; } = int.MaxValue;

    /// <summary>The text before every number.</summary>
    public string Prefix => prefix ?? "";

    /// <summary>The text behind every number.</summary>
    public string Suffix => suffix ?? "";

    /// <summary>Whether all are whole numbers of four digits, as years are.</summary>
    public bool HaveFourDigits => AreWhole && FewestDigits == YearDigits && maxDigits == YearDigits;

    /// <summary>Whether no cell has decimals or an exponent.</summary>
    public bool AreWhole => points is { Min: 0, Max: 0, HasExponents: false };

    /// <summary>Whether some cells have separators of thousands.</summary>
    public bool AreGrouped => (ways & grouped) != 0;

    /// <summary>The format by which every cell so far is a day or time, such as 20230623 and 20230623174500; null for none.</summary>
    public string? TimeFormat => timeFormats is [var format] ? format : null;

    /// <summary>Whether all cells can be read in one way.</summary>
    public bool IsConsistent => ways != 0 && signs.IsConsistent;

    /// <summary>Whether some cell has a decimal comma or point in every way that is left.</summary>
    public bool HasDecimalCommas => Count > 0 && ways != 0 && (ways & NumberSyntax.Points) == 0;

    /// <summary>Whether numbers are surely written with a decimal point.</summary>
    public bool HasDecimalPoints => Count > 0 && ways != 0 && (ways & NumberSyntax.Commas) == 0;

    /// <summary>Whether zeros end the decimals of some cells, beyond those that all have.</summary>
    public bool HasPaddedDecimals => points.Padded > Math.Max(0, points.Min) || commas.Padded > Math.Max(0, commas.Min);

    /// <summary>Adds a cell.</summary>
    /// <returns>False if it does not look like a number.</returns>
    public bool Add(ReadOnlySpan<char> text)
    {
        clocks = clocks?.Add(text) == true ? clocks : null;
        int sign = text[0] is '-' or '+' ? 1 : 0;
        int whole = NumberSyntax.Digits(text[sign..]);
        int at = sign + whole;
        if (at == text.Length && whole > 0)
        {
            sentinels.Add(text, whole);
            AddWhole(text[sign..]);
            AddDigits(text[sign..], whole);
            signs.Add(text, text[0]);
            AddAffixes("", "");
            return true;
        }

        if (
            at < text.Length
            && text[at] == '.'
            && NumberSyntax.Digits(text[(at + 1)..]) is var decimals
            && at + 1 + decimals == text.Length
            && whole + decimals > 0
        )
        {
            AddZero(text[sign..]);
            bool isGroup = decimals == 3 && whole is >= 1 and <= 3 && text[sign] != '0';
            AddDecimals(points, decimals, text);
            AddDecimals(commas, 0);
            AddDigits(text[sign..], whole + decimals);
            sentinels.AddOther(whole);
            ways &= NumberSyntax.Points | (isGroup ? 1 << 3 : 0);
            grouped |= isGroup ? 1 << 3 : 0;
            signs.Add(text, text[0]);
            AddAffixes("", "");
            return true;
        }

        return AddOther(text);
    }

    /// <summary>How numbers that are times of day are written; null for others.</summary>
    /// <param name="name">The column's name.</param>
    public string? Clock(string name) => clocks?.Format(name);

    /// <summary>The format of the numbers.</summary>
    /// <param name="evidence">What speaks for decimal commas.</param>
    public NumberFormat Format(CommaEvidence evidence)
    {
        int way = Choose(evidence);
        var (point, group) = NumberSyntax.Ways[way];
        var decimals = point == '.' ? points : commas;
        bool isPrecise = decimals.HasExponents || decimals.Max > MaxWrittenDecimals;
        bool isFixed = !isPrecise && decimals.Min == decimals.Max;
        // Zeros end some numbers only where all have as many decimals.
        bool isPadded =
            isPrecise
            && decimals is { HasExponents: false }
            && decimals.Min == decimals.Padded
            && decimals.Min == decimals.Max;
        return new NumberFormat(isFixed ? decimals.Max : null, point, group, Prefix, Suffix)
        {
            MinDecimals =
                isFixed || decimals.Max < 0 ? 0
                : isPadded ? decimals.Max
                : Math.Min(decimals.Min, MaxWrittenDecimals),
            LeavesZeroOut = hasNoZero && !hasZero,
            Signs = signs.Signs,
            Scientific = exponents.Pattern(Count),
            Exponent = exponents.Pattern(Count) is null ? exponents.Letter : null,
            LeavesWholes =
                !isPrecise
                && decimals is { Wholes: > 0, HasPaddedWholes: false }
                && decimals.Fewest == decimals.Max
                && decimals.Padded == decimals.Max,
            MaxDecimals = isFixed || (isPrecise && !isPadded) ? null : decimals.Max,
            MaxDigits =
                isPrecise && !isPadded && exponents.Pattern(Count) is null && maxDigits <= SignificantDigits.MaxExact
                    ? maxDigits
                    : null,
        };
    }

    /// <summary>A whole number that stands for no value, such as -999, beside numbers of as many decimals each, and the format of these; null for none.</summary>
    /// <param name="evidence">What speaks for decimal commas.</param>
    public (string Text, NumberFormat Format)? Sentinel(CommaEvidence evidence)
    {
        var (point, group) = NumberSyntax.Ways[Choose(evidence)];
        var decimals = point == '.' ? points : commas;
        return
            sentinels.Find(Count) is { } sentinel
            && decimals.Wholes == sentinel.Rows
            && decimals.Fewest == decimals.Max
            && decimals.Max <= MaxWrittenDecimals
            && exponents.Pattern(Count) is null
            ? (sentinel.Text, new NumberFormat(decimals.Max, point, group, Prefix, Suffix) { Signs = signs.Signs })
            : null;
    }

    /// <summary>Whether two readings are left, and which one is taken is a matter of custom.</summary>
    public bool IsAmbiguous => (ways & 0b11) != 0b01 && (ways & 0b10) != 0 && (ways & grouped & 0b100) != 0;

    private int Choose(CommaEvidence evidence)
    {
        int plain = ways & 0b11;
        int thousands = ways & grouped;
        return (plain & 1) != 0 && !(evidence == CommaEvidence.Columns && (thousands & 0b1000) != 0) ? 0
            : (plain & 2) != 0 && (evidence != CommaEvidence.None || (thousands & 0b100) == 0) ? 1
            : BitOperations.TrailingZeroCount(thousands != 0 ? thousands : ways);
    }

    private void AddWhole(ReadOnlySpan<char> digits)
    {
        AddDecimals(points, 0);
        AddDecimals(commas, 0);
        LeadingZeros += digits.Length > 1 && digits[0] == '0' ? 1 : 0;
        TooLong += digits.Length > MaxWholeDigits ? 1 : 0;
        FewestDigits = Math.Min(FewestDigits, digits.Length);
        if (timeFormats.Length > 0)
        {
            AddTime(digits);
        }
    }

    // Each format has its own length.
    private void AddTime(ReadOnlySpan<char> digits)
    {
        foreach (string format in timeFormats)
        {
            if (format.Length == digits.Length && digits[0] is '1' or '2')
            {
                bool isTime = TimePattern.Find(format)!.TryRead(digits, out _, out _);
                timeFormats =
                    !isTime ? []
                    : timeFormats.Length == 1 ? timeFormats
                    : [format];
                return;
            }
        }

        timeFormats = [];
    }

    private bool AddOther(ReadOnlySpan<char> text)
    {
        char outer = text is ['(', _, .., ')'] or ['-' or '+', ..] ? text[0] : '\0';
        var unsigned =
            outer == '(' ? text[1..^1]
            : outer == '\0' ? text
            : text[1..];
        int before;
        int behind;
        var body = hasUnits
            ? NumberSyntax.BodyOfUnits(unsigned, out before, out behind)
            : NumberSyntax.Body(unsigned, out before, out behind);
        if (
            body.Length == 0
            || !(char.IsAsciiDigit(body[^1]) || body[^1] is '.' or ',')
            || (outer != '\0' && body[0] is '-' or '+')
        )
        {
            return false;
        }

        int fitting = 0;
        int found = 0;
        (int point, int comma) = (int.MaxValue, int.MaxValue);
        for (int way = 0; way < NumberSyntax.Ways.Length; way++)
        {
            if (NumberSyntax.Fits(body, way, out int decimals, out bool isGrouped))
            {
                fitting |= 1 << way;
                found |= isGrouped ? 1 << way : 0;
                (point, comma) = way % 2 == 0 ? (Math.Min(point, decimals), comma) : (point, Math.Min(comma, decimals));
            }
        }

        if (fitting == 0)
        {
            return false;
        }

        timeFormats = [];
        ways &= fitting;
        grouped |= found;
        AddDecimals(points, point, body);
        AddDecimals(commas, comma, body);
        signs.Add(body, outer);
        exponents.Add(body);
        AddZero(body.TrimStart("-+"));
        var mantissa = body[..(body.IndexOfAny('e', 'E') is >= 0 and var letter ? letter : body.Length)];
        AddDigits(mantissa, mantissa.Length);
        int whole = NumberSyntax.Digits(body.TrimStart("-+"));
        sentinels.AddOther(whole);
        TooLong += whole > MaxWholeDigits ? 1 : 0;
        LeadingZeros += whole > 1 && body.TrimStart("-+")[0] == '0' ? 1 : 0;
        AddAffixes(unsigned[..before].ToString(), unsigned[(unsigned.Length - behind)..].ToString());
        return true;
    }

    private void AddZero(ReadOnlySpan<char> number)
    {
        hasNoZero |= number is ['.' or ',', ..];
        hasZero |= number is ['0', '.' or ',', ..];
    }

    private void AddDigits(ReadOnlySpan<char> text, int most)
    {
        if (most <= maxDigits)
        {
            return;
        }

        int digits = 0;
        foreach (char c in text)
        {
            digits += char.IsAsciiDigit(c) && (digits > 0 || c != '0') ? 1 : 0;
        }

        maxDigits = Math.Max(maxDigits, digits);
    }

    private void AddAffixes(string before, string behind)
    {
        Count++;
        prefix ??= before;
        suffix ??= behind;
        ways = prefix == before && suffix == behind ? ways : 0;
    }

    private void AddDecimals(Decimals seen, int decimals, ReadOnlySpan<char> text = default)
    {
        timeFormats = decimals == 0 ? timeFormats : [];
        seen.HasExponents |= decimals < 0;
        if (decimals is >= 0 and < int.MaxValue)
        {
            seen.Min = Math.Min(seen.Min, decimals);
            seen.Max = Math.Max(seen.Max, decimals);
            seen.Wholes += decimals == 0 ? 1 : 0;
            seen.Fewest = decimals == 0 ? seen.Fewest : Math.Min(seen.Fewest, decimals);
            if (text is [.., '0'] && decimals > 0)
            {
                seen.Padded = Math.Max(seen.Padded, decimals);
                seen.HasPaddedWholes |= text[^decimals..].IndexOfAnyExcept('0') < 0;
            }
        }
    }

    private sealed class Decimals
    {
        public bool HasExponents { get; set; }

        public int Min { get; set; } = int.MaxValue; // of cells without

        public int Max { get; set; } = -1;

        public int Wholes { get; set; } // cells without decimals

        public int Fewest { get; set; } = int.MaxValue; // of the others

        public bool HasPaddedWholes { get; set; } // 7.00

        public int Padded { get; set; } // the most of a cell that ends in a zero
    }
}
