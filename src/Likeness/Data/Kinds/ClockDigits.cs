using System.Globalization;

namespace Likeness.Data.Kinds;

/// <summary>Times of day as a number of the hour and two digits of the minute: <c>hhmm</c> for 0805, <c>hmm</c> for 805 and 5, which is 00:05; with <c>.0</c> behind where a program wrote them as decimals. Midnight may be 2400.</summary>
internal sealed class ClockDigits : IDurationFormat
{
    private const int Hundred = 100;
    private const double Minute = 60;
    private const double Hour = 3600;
    private const string Decimal = ".0";

    private readonly bool isFilled;
    private readonly string behind;

    private ClockDigits(bool isFilled, string behind) => (this.isFilled, this.behind) = (isFilled, behind);

    /// <summary>The formats.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["hhmm", "hmm", "hmm" + Decimal];

    /// <inheritdoc/>
    public bool IsPadded => false;

    /// <inheritdoc/>
    public bool LeavesHoursOut => false;

    /// <summary>The format; null for another one.</summary>
    public static ClockDigits? Find(string format) =>
        Formats.Contains(format)
            ? new(
                format.StartsWith("hh", StringComparison.Ordinal),
                format.EndsWith(Decimal, StringComparison.Ordinal) ? Decimal : ""
            )
            : null;

    /// <inheritdoc/>
    public bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        if (!text.EndsWith(behind, StringComparison.Ordinal))
        {
            return false;
        }

        text = text[..^behind.Length];
        if (
            text.Length is 0 or > 4
            || text.IndexOfAnyExceptInRange('0', '9') >= 0
            || (isFilled ? text.Length < 4 : text.Length > 1 && text[0] == '0')
        )
        {
            return false;
        }

        int number = int.Parse(text, CultureInfo.InvariantCulture);
        value = (Hour * (number / Hundred)) + (Minute * (number % Hundred));
        return number % Hundred < Minute && value <= Clock.Day;
    }

    /// <inheritdoc/>
    public string Write(double value)
    {
        // What rules compute may lie before or behind the day.
        double minutes = Math.Round(value / Minute);
        minutes = value == Clock.Day ? minutes : minutes - (Clock.Day / Minute * Math.Floor(value / Clock.Day));
        double number = (Hundred * Math.Floor(minutes / Minute)) + (minutes % Minute);
        return number.ToString(isFilled ? "0000" : "0", CultureInfo.InvariantCulture) + behind;
    }
}
