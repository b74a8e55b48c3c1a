using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Likeness.Data.Kinds;

/// <summary>
/// Formats of durations that begin with minutes, such as <c>m:ss.ff</c> of laps, whose decimals stand behind a comma, or whose first parts, in brackets, are left out where they are zero:
/// <c>[m:]s.ff</c> is <c>24.16</c> and <c>1:23.45</c>, and <c>[h:]m:ss</c> is <c>40:30</c> and <c>1:02:57</c>.
/// </summary>
internal sealed partial class ShortDuration : IDurationFormat
{
    private const int Most = 9; // digits of a part
    private readonly int[] widths; // of hours, minutes and seconds where they come first; 0 for none
    private readonly int fewest;
    private readonly int most;
    private readonly char point;
    private readonly int fraction; // digits; -1 where they vary

    private ShortDuration(Match format)
    {
        string hours = format.Groups["h"].Value;
        string minutes = format.Groups["m"].Value;
        string seconds = format.Groups["s"].Value;
        widths = [hours.Count(c => c == 'h'), minutes.Count(c => c == 'm'), seconds.Length];
        most =
            hours.Length > 0 ? 3
            : minutes.Length > 0 ? 2
            : 1;
        bool hasHours = hours.Length > 0 && hours[0] != '[';
        bool hasMinutes = minutes.Length > 0 && minutes[0] != '[';
        fewest =
            hasHours ? 3
            : hasMinutes ? 2
            : 1;
        point = format.Groups["point"].Value is [var mark] ? mark : '\0';
        fraction =
            format.Groups["fraction"].Value is not { Length: > 0 } digits ? 0
            : digits == "F" ? -1
            : digits.Length;
        // Parts that always stand behind others have two digits.
        IsKnown =
            minutes.Length > 0
            && (fewest == 1 || widths[2] == 2)
            && (!hasHours || (hasMinutes && widths[1] == 2 && point == ','));
        IsPadded = widths[^fewest] == 2 || (most == 3 && widths[0] == 2);
        LeavesHoursOut = most == 3 && fewest == 2 && fraction <= 0;
    }

    /// <inheritdoc/>
    public bool IsPadded { get; }

    /// <inheritdoc/>
    public bool LeavesHoursOut { get; }

    private bool IsKnown { get; }

    /// <summary>The format; null for another one.</summary>
    public static ShortDuration? Find(string format) =>
        Pattern().Match(format) is { Success: true } match && new ShortDuration(match) is { IsKnown: true } found
            ? found
            : null;

    /// <summary>The formats that may read a text, those that leave nothing out first.</summary>
    public static IEnumerable<string> Candidates(string text)
    {
        int at = text.AsSpan().LastIndexOfAny('.', ',');
        char mark = at < 0 ? '.' : text[at];
        int digits = at < 0 ? 0 : Math.Min(Most, text.Length - at - 1);
        string[] layouts = ["hh:mm:ss", "h:mm:ss", "mm:ss", "m:ss", "[hh:]mm:ss", "[h:]mm:ss", "[h:]m:ss"];
        string[] minutes = ["[m:]ss", "[m:]s", "[h:][m:]ss", "[h:][m:]s"];
        string[] fractions =
            at < 0 ? ["", $"{mark}F"]
            : digits == 0 ? []
            : [$"{mark}{new string('f', digits)}", $"{mark}F"];
        return from layout in layouts.Concat(minutes)
            from decimals in fractions
            // Without decimals, m:ss is h:mm, and 45 is no duration.
            where
                decimals.Length > 0
                || layout.StartsWith("[h:]m", StringComparison.Ordinal)
                || layout.StartsWith("[hh", StringComparison.Ordinal)
            select layout + decimals;
    }

    /// <inheritdoc/>
    public bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        bool isNegative = text.Length > 0 && text[0] == '-';
        text = isNegative ? text[1..] : text;
        int end = text.LastIndexOf(':') + 1;
        end += Digits(text[end..]);
        double rest = 0;
        if (end < text.Length || fraction > 0)
        {
            int digits = end < text.Length ? Digits(text[(end + 1)..]) : 0;
            if (
                digits is 0 or > Most
                || fraction == 0
                || text[end] != point
                || end + 1 + digits != text.Length
                || (fraction > 0 && digits != fraction)
            )
            {
                return false;
            }

            rest = Number(text[(end + 1)..]) / Math.Pow(10, digits);
        }

        text = text[..end];
        int parts = 1 + text.Count(':');
        if (parts < fewest || parts > most)
        {
            return false;
        }

        double sum = 0;
        for (int part = 3 - parts; part < 3; part++)
        {
            int length = Digits(text);
            bool isFirst = part == 3 - parts;
            double number = Number(text[..Math.Min(length, Most)]);
            if (
                length is 0 or > Most
                || !(isFirst ? FitsFirst(text[..length], number, parts) : length == 2 && number < 60)
                || (length < text.Length && text[length] != ':')
            )
            {
                return false;
            }

            sum = (60 * sum) + number;
            text = text[Math.Min(text.Length, length + 1)..];
        }

        value = isNegative ? -(sum + rest) : sum + rest;
        return true;
    }

    /// <inheritdoc/>
    public string Write(double value)
    {
        int digits = fraction >= 0 ? fraction : 6;
        double unit = Math.Pow(10, -digits);
        decimal seconds = (decimal)Math.Round(Math.Abs(value) / unit) * (decimal)unit;
        int parts = Math.Clamp(
            seconds >= 3600 ? 3
                : seconds >= 60 ? 2
                : 1,
            fewest,
            most
        );
        var text = new StringBuilder(value < 0 && seconds > 0 ? "-" : "");
        decimal left = Math.Floor(seconds);
        for (int part = 3 - parts; part < 3; part++)
        {
            bool isFirst = part == 3 - parts;
            decimal size =
                part == 0 ? 3600
                : part == 1 ? 60
                : 1;
            decimal number = Math.Floor(left / size);
            left -= size * number;
            text.Append(isFirst ? "" : ":")
                .Append(number.ToString(isFirst && widths[part] == 1 ? "0" : "00", CultureInfo.InvariantCulture));
        }

        string decimals = (seconds - Math.Floor(seconds)).ToString(
            fraction < 0 ? ".######" : $".{new string('0', digits)}",
            CultureInfo.InvariantCulture
        );
        return text.Append(digits == 0 ? "" : decimals.Replace('.', point)).ToString();
    }

    // What could be left out and is zero is not written.
    private bool FitsFirst(ReadOnlySpan<char> digits, double number, int parts)
    {
        int width = widths[3 - parts];
        bool isLargest = parts == most;
        return (
                width == 1
                    ? digits.Length == 1 || digits[0] != '0'
                    : digits.Length == 2 || (isLargest && digits[0] != '0' && digits.Length > 2)
            )
            && (isLargest || number < 60)
            && (parts == fewest || number > 0);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    private static double Number(ReadOnlySpan<char> digits)
    {
        double number = 0;
        foreach (char digit in digits)
        {
            number = (10 * number) + (digit - '0');
        }

        return number;
    }

    [GeneratedRegex(
        @"^(?<h>h{1,2}:|\[h{1,2}:\])?(?<m>m{1,2}:|\[m{1,2}:\])?(?<s>s{1,2})((?<point>[.,])(?<fraction>f{1,9}|F))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Pattern();
}
