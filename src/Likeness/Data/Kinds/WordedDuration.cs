using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Likeness.Data.Kinds;

/// <summary>
/// Durations of numbers and units, such as <c>[h'h ']mm'm'</c> for 1h 08m and 55m: a part in brackets is left out where it and all parts before it are zero; where the last one is in brackets, wherever it is zero.
/// </summary>
internal sealed partial class WordedDuration : IDurationFormat
{
    private const int Most = 9; // digits of a number
    private const string Letters = "dhms";
    private static readonly double[] Seconds = [86_400, 3600, 60, 1];

    private readonly List<(int Size, bool IsPadded, string Unit, bool IsLeftOut)> parts = [];

    private WordedDuration() { }

    /// <inheritdoc/>
    public bool IsPadded => false;

    /// <inheritdoc/>
    public bool LeavesHoursOut => false;

    private bool LeavesZerosOut => parts[^1].IsLeftOut;

    /// <summary>The format; null for another one.</summary>
    public static WordedDuration? Find(string format)
    {
        var found = new WordedDuration();
        int at = 0;
        foreach (Match match in Part().Matches(format))
        {
            int size = Letters.IndexOf(match.Groups["part"].Value[0], StringComparison.Ordinal);
            bool isLeftOut = match.Value[0] == '[';
            if (
                match.Index != at
                || isLeftOut != match.Value.EndsWith(']')
                || (found.parts.Count > 0 && found.parts[^1].Size >= size)
            )
            {
                return null;
            }

            at += match.Length;
            found.parts.Add((size, match.Groups["part"].Length == 2, match.Groups["unit"].Value, isLeftOut));
        }

        return at == format.Length && found.parts.Count > 1 ? found : null;
    }

    /// <inheritdoc/>
    public bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        bool isFirst = true;
        foreach (var (size, isPadded, unit, isLeftOut) in parts)
        {
            int digits = text.IndexOfAnyExceptInRange('0', '9');
            // A space between parts is left out with what follows.
            bool isLast = text.EndsWith(unit.AsSpan().TrimEnd(' ')) && text.Length == digits + unit.TrimEnd(' ').Length;
            bool isHere = digits > 0 && (isLast || text[digits..].StartsWith(unit, StringComparison.Ordinal));
            if (!isHere)
            {
                if (!isLeftOut || (!isFirst && !LeavesZerosOut))
                {
                    value = double.NaN;
                    return false;
                }

                continue;
            }

            double number = digits > Most ? -1 : int.Parse(text[..digits], CultureInfo.InvariantCulture);
            bool fits = isPadded && !isFirst ? digits == 2 : digits == 1 || text[0] != '0';
            bool isZero = number == 0 && isLeftOut && (isFirst || LeavesZerosOut) && !(isFirst && isLast);
            double limit = isFirst ? double.PositiveInfinity : Seconds[size - 1] / Seconds[size];
            if (number < 0 || number >= limit || !fits || isZero)
            {
                value = double.NaN;
                return false;
            }

            value += Seconds[size] * number;
            text = text[Math.Min(text.Length, digits + unit.Length)..];
            isFirst = false;
        }

        return text.Length == 0 && !isFirst;
    }

    /// <inheritdoc/>
    public string Write(double value)
    {
        double left = Seconds[parts[^1].Size] * Math.Round(Math.Max(0, value) / Seconds[parts[^1].Size]);
        var text = new StringBuilder();
        foreach (var (i, (size, isPadded, unit, isLeftOut)) in parts.Index())
        {
            double number = Math.Floor(left / Seconds[size]);
            left -= number * Seconds[size];
            bool isFirst = text.Length == 0;
            bool isOnly = isFirst && i == parts.Count - 1;
            if (number > 0 || isOnly || !isLeftOut || !(isFirst || LeavesZerosOut))
            {
                text.Append(number.ToString(isPadded && !isFirst ? "00" : "0", CultureInfo.InvariantCulture))
                    .Append(unit);
            }
        }

        return text.ToString().TrimEnd(' ');
    }

    [GeneratedRegex(@"\[?(?<part>d|h|hh|m|mm|s|ss)'(?<unit>[^'\[\]]+)'\]?", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
