using System.Globalization;
using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>How a file writes the numbers of a column.</summary>
/// <param name="Decimals">Digits behind the decimal separator, in every number; null where they vary.</param>
/// <param name="DecimalSeparator">A point or a comma.</param>
/// <param name="GroupSeparator">Between thousands: a comma, point, apostrophe or space; null for none.</param>
/// <param name="Prefix">Text before every number, such as a currency sign; may be empty.</param>
/// <param name="Suffix">Text behind every number, such as a percent sign; may be empty.</param>
public sealed record NumberFormat(
    int? Decimals = null,
    char DecimalSeparator = '.',
    char? GroupSeparator = null,
    string Prefix = "",
    string Suffix = ""
)
{
    private const int MaxExactDigits = 15;
    private const int LongestNumeral = 400;

    // Beyond these, zeros take too long to count.
    private const double Smallest = 1e-20;
    private const double Largest = 1e25;

    private static readonly double[] Powers =
    [
        .. Enumerable.Range(0, 23).Select(power => double.Parse($"1e{power}", CultureInfo.InvariantCulture)),
    ];

    /// <summary>The fewest digits behind the decimal separator where their number varies: 1 if the file writes 22.0 and 0.42.</summary>
    public int MinDecimals { get; init; }

    /// <summary>The most digits behind the decimal separator where their number varies; null for as many as the number needs.</summary>
    public int? MaxDecimals { get; init; }

    /// <summary>The most significant digits, where the most decimals do not say it: 15 in files of R; null for as many as the number needs.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal int? MaxDigits { get; init; }

    /// <summary>Whether numbers between −1 and 1 have no digit before the decimal separator: .489.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LeavesZeroOut { get; init; }

    /// <summary>How signs are written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public NumberSigns Signs { get; init; }

    /// <summary>The pattern of numbers with an exponent, such as <c>0.00e+00</c>; null for numbers without.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Scientific { get; init; }

    /// <summary>The letter before exponents, which the smallest and largest numbers have; null where none has one.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal char? Exponent { get; init; }

    /// <summary>Whether only whole numbers lack decimals, of which others have the most: 7 and 7.50.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal bool LeavesWholes { get; init; }

    /// <summary>Reads a number in this format.</summary>
    /// <param name="text">The cell, without surrounding spaces.</param>
    /// <param name="value">The finite number.</param>
    public bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        bool isNegative = Signs == NumberSigns.Parentheses && text is ['(', _, .., ')'];
        bool isSigned = isNegative;
        if (isNegative)
        {
            text = text[1..^1];
        }
        else if (Prefix.Length > 0 && text is ['-' or '+', ..] && !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            (isSigned, isNegative) = (true, text[0] == '-');
            text = text[1..];
        }

        if (
            text.Length < Prefix.Length + Suffix.Length
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !text.EndsWith(Suffix, StringComparison.Ordinal)
        )
        {
            return false;
        }

        text = text[Prefix.Length..^Suffix.Length];
        if (isSigned && text is ['-' or '+', ..])
        {
            return false;
        }

        bool read =
            (GroupSeparator is null && DecimalSeparator == '.') || text.Length > LongestNumeral
                ? TryReadPlain(text, out value)
                : TryReadNormalised(text, out value);
        value = isNegative ? -value : value;
        return read;
    }

    /// <summary>Writes a number in this format, rounded to its most decimals.</summary>
    public string Write(double value)
    {
        string digits =
            Scientific is { } pattern ? ScientificNotation.Write(value, pattern)
            : (Decimals ?? MaxDecimals) is int most && Math.Abs(value) < 1e15
                ? value.ToString($"F{most}", CultureInfo.InvariantCulture)
            : Shortest(value);
        bool isNegative = digits[0] == '-';
        digits = isNegative ? digits[1..] : digits;
        bool isZero = value == 0;
        if (digits.IndexOfAny(['e', 'E']) < 0)
        {
            int point = digits.IndexOf('.', StringComparison.Ordinal);
            string whole = point < 0 ? digits : digits[..point];
            string decimals = point < 0 ? "" : digits[(point + 1)..];
            decimals = decimals.TrimEnd('0');
            decimals = decimals.PadRight(
                Decimals ?? (LeavesWholes && decimals.Length > 0 ? MaxDecimals : null) ?? MinDecimals,
                '0'
            );
            // A number that is rounded to zero has no sign.
            isZero = !whole.Concat(decimals).Any(digit => digit != '0');
            isNegative &= !isZero || value == 0;
            whole = LeavesZeroOut && whole == "0" && decimals.Length > 0 ? "" : whole;
            digits = Grouped(whole) + (decimals.Length > 0 ? DecimalSeparator + decimals : "");
        }
        else if (DecimalSeparator != '.')
        {
            digits = digits.Replace('.', DecimalSeparator);
        }

        return Signs switch
        {
            NumberSigns.Parentheses when isNegative => $"({Prefix}{digits}{Suffix})",
            NumberSigns.MinusBehindPrefix when isNegative => $"{Prefix}-{digits}{Suffix}",
            NumberSigns.Always when !isNegative => $"+{Prefix}{digits}{Suffix}",
            NumberSigns.AlwaysExceptZero when !isNegative && !isZero => $"+{Prefix}{digits}{Suffix}",
            _ => $"{(isNegative ? "-" : "")}{Prefix}{digits}{Suffix}",
        };
    }

    // Sums of rounded numbers have more digits than these.
    private string Shortest(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        text =
            text.Length > MaxDigits
                ? SignificantDigits.Round(value, MaxDigits.Value).ToString("R", CultureInfo.InvariantCulture)
                : text;
        return Exponent is { } letter ? text.Replace('E', letter)
            : text.Contains('E', StringComparison.Ordinal) && Math.Abs(value) is > Smallest and < Largest
                ? WithoutExponent(text)
            : text;
    }

    // 1.23E-09 is 0.00000000123.
    private static string WithoutExponent(string text)
    {
        string[] parts = text.TrimStart('-').Split('E');
        int power = int.Parse(parts[1], CultureInfo.InvariantCulture);
        string digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        int whole = parts[0].Split('.')[0].Length + power;
        string number =
            whole <= 0 ? $"0.{new string('0', -whole)}{digits}"
            : whole >= digits.Length ? digits.PadRight(whole, '0')
            : $"{digits[..whole]}.{digits[whole..]}";
        return text[0] == '-' ? $"-{number}" : number;
    }

    /// <summary>Reads a number with a decimal point and without groups.</summary>
    internal static bool TryReadPlain(ReadOnlySpan<char> text, out double value)
    {
        // At most 15 digits over at most 22 decimals: both are exact doubles, and one division rounds once.
        int at = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        long mantissa = 0;
        int digits = 0;
        int point = -1;
        for (; at < text.Length && digits <= MaxExactDigits; at++)
        {
            char c = text[at];
            if (char.IsAsciiDigit(c))
            {
                mantissa = (10 * mantissa) + (c - '0');
                digits++;
            }
            else if (c == '.' && point < 0)
            {
                point = at;
            }
            else
            {
                break;
            }
        }

        if (at == text.Length && digits is > 0 and <= MaxExactDigits)
        {
            value = point < 0 ? mantissa : mantissa / Powers[text.Length - point - 1];
            value = text[0] == '-' ? -value : value;
            return true;
        }

        return double.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out value
            ) && double.IsFinite(value);
    }

    // Leaves out the groups and writes a decimal point.
    private bool TryReadNormalised(ReadOnlySpan<char> text, out double value)
    {
        Span<char> plain = stackalloc char[text.Length];
        int count = 0;
        foreach (char c in text)
        {
            if (c != GroupSeparator)
            {
                if (c == '.' && DecimalSeparator != '.')
                {
                    value = double.NaN;
                    return false;
                }

                plain[count++] = c == DecimalSeparator ? '.' : c;
            }
        }

        return TryReadPlain(plain[..count], out value);
    }

    private string Grouped(string whole)
    {
        if (GroupSeparator is not { } separator || whole.Length <= 3)
        {
            return whole;
        }

        int first = whole.Length % 3;
        var groups = Enumerable.Range(0, whole.Length / 3).Select(i => whole.Substring(first + (3 * i), 3));
        return string.Join(separator, first > 0 ? groups.Prepend(whole[..first]) : groups);
    }
}
