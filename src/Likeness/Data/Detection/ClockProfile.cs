using System.Numerics;

namespace Likeness.Data.Detection;

/// <summary>
/// Whole numbers that are times of day, such as 805 for 08:05: the last two digits are minutes in all of them, in several hours. By chance two digits are below 60 in six of ten numbers; on the quarters of an hour, the
/// column's name must say so, too.
/// </summary>
internal sealed class ClockProfile
{
    private const int MinHours = 5;
    private const int MinMinutes = 41; // different ones: 0.6⁴¹ is 10⁻⁹
    private const int MinNamedMinutes = 15;
    private const int Minutes = 60;
    private const int Hundred = 100;
    private const int Midnight = 2400;
    private const int Digits = 4;
    private const ulong Fives = 0x0084210842108421; // the multiples of five below 60

    private static readonly HashSet<string> Words =
    [
        .. "time dep arr departure arrival hhmm hmm clock start end begin finish crs sched scheduled wheels zeit uhrzeit abfahrt ankunft beginn ende heure depart arrivee hora salida llegada opens closes".Split(
            ' '
        ),
    ];

    private ulong minutes;
    private int hours;
    private int fewestDigits = int.MaxValue;
    private bool hasZeros; // before some number of fewer than four digits
    private bool hasDecimals;
    private bool isWhole;

    /// <summary>Adds a number.</summary>
    /// <param name="text">Its digits, with <c>.0</c> behind or not.</param>
    /// <returns>Whether all numbers so far may be times.</returns>
    public bool Add(ReadOnlySpan<char> text)
    {
        bool isDecimal = text.EndsWith(".0", StringComparison.Ordinal);
        text = isDecimal ? text[..^2] : text;
        if (text.Length is 0 or > Digits || !int.TryParse(text, out int number) || number < 0)
        {
            return false;
        }

        (hasDecimals, isWhole) = (hasDecimals || isDecimal, isWhole || !isDecimal);
        fewestDigits = Math.Min(fewestDigits, text.Length);
        hasZeros |= text.Length is > 1 and < Digits && text[0] == '0';
        minutes |= 1UL << Math.Min(Minutes, number % Hundred);
        hours |= 1 << Math.Min(number / Hundred, 24);
        return number % Hundred < Minutes
            && number <= Midnight
            && !(hasDecimals && isWhole)
            && !hasZeros
            && (text[0] != '0' || number == 0 || fewestDigits == Digits);
    }

    /// <summary>How the times are written; null if the numbers are none.</summary>
    /// <param name="name">The column's name.</param>
    public string? Format(string name)
    {
        int different = BitOperations.PopCount(minutes);
        bool isNamed = SubjectNames.WordsOf(name).Any(Words.Contains);
        bool areTimes =
            BitOperations.PopCount((uint)hours) >= MinHours
            && (
                different >= MinMinutes
                || (isNamed && (different >= MinNamedMinutes || ((minutes & ~Fives) == 0 && different > 2)))
            );
        return !areTimes ? null
            : hasDecimals ? "hmm.0"
            : fewestDigits == Digits ? "hhmm"
            : "hmm";
    }
}
