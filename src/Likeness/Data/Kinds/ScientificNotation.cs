using System.Globalization;
using System.Text.RegularExpressions;

namespace Likeness.Data.Kinds;

/// <summary>
/// Numbers with an exponent, after a pattern of .NET: <c>0.00e+00</c> has two decimals, a small e, a sign before every exponent and at least two digits of it;
/// <c>0.0##E0</c> has one to three decimals.
/// </summary>
internal static partial class ScientificNotation
{
    // Beyond these, a pattern of .NET rounds.
    private const int MaxDecimals = 14;
    private const int DigitAndPoint = 2;

    /// <summary>Whether a text is such a pattern.</summary>
    public static bool IsPattern(string text) => Pattern().IsMatch(text);

    /// <summary>The pattern.</summary>
    /// <param name="minDecimals">The fewest decimals.</param>
    /// <param name="maxDecimals">The most decimals.</param>
    /// <param name="letter">Before the exponent: e or E.</param>
    /// <param name="hasPlus">Whether exponents above 0 have a sign.</param>
    /// <param name="minDigits">The fewest digits of an exponent.</param>
    public static string Create(int minDecimals, int maxDecimals, char letter, bool hasPlus, int minDigits)
    {
        string decimals = new string('0', minDecimals) + new string('#', maxDecimals - minDecimals);
        return $"0{(maxDecimals > 0 ? "." : "")}{decimals}{letter}{(hasPlus ? "+" : "")}{new string('0', minDigits)}";
    }

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="pattern">The pattern.</param>
    public static string Write(double value, string pattern)
    {
        int letter = pattern.IndexOfAny(['e', 'E']);
        return letter - DigitAndPoint <= MaxDecimals
            ? value.ToString(pattern, CultureInfo.InvariantCulture)
            : InFull(value, pattern, letter);
    }

    // As many digits as the number needs.
    private static string InFull(double value, string pattern, int letter)
    {
        string[] parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        string whole = parts[0].Split('.')[0];
        string digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        int zeros = digits.Length - digits.TrimStart('0').Length;
        digits = digits[zeros..].TrimEnd('0').PadRight(1, '0');
        int power = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        power = value == 0 ? 0 : power + whole.Length - 1 - zeros;
        string decimals = digits[1..].PadRight(pattern.AsSpan(DigitAndPoint..letter).Count('0'), '0');
        string sign =
            power < 0 ? "-"
            : pattern[letter + 1] == '+' ? "+"
            : "";
        string exponent = Math.Abs(power)
            .ToString(pattern[(letter + 1)..].TrimStart('+'), CultureInfo.InvariantCulture);
        return $"{(value < 0 ? "-" : "")}{digits[0]}{(decimals.Length > 0 ? "." : "")}{decimals}{pattern[letter]}{sign}{exponent}";
    }

    [GeneratedRegex("^0(\\.0*#*)?[eE]\\+?0{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
