using System.Globalization;
using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>Durations, and times of day: a cell is a number of seconds.</summary>
/// <param name="Format">
/// The file's format: <c>h:mm</c>, <c>hh:mm</c>, <c>h:mm:ss</c>, <c>hh:mm:ss</c> or <c>hh.mm.ss</c>, the first four with <c>.fff</c> for digits of a second or <c>.F</c> for a
/// varying number of them, and <c>d days </c> before it where days are written apart. Hours without days may exceed 23. With <c> tt</c> behind,
/// times of day of 12 hours, with AM or PM; with <c> am</c> behind, with am or pm. <c>h'h'mm</c> is 17h30, and text between apostrophes at the end stands behind all.
/// Durations of minutes are <c>m:ss.ff</c>; brackets are around parts that are left out where they are zero: <c>[m:]s.ff</c> for 24.16 and 1:23.45,
/// <c>[h:]m:ss</c> for 40:30 and 1:02:57. Times of day of digits alone are <c>hhmm</c> for 0805 and <c>hmm</c> for 805 and 5, or <c>hmm.0</c>.
/// Durations with units are <c>h'h 'mm'm'</c> for 1h 08m, <c>[h'h ']mm'm'</c> where 55m has no hours, and <c>[d'd'][h'h'][m'm']</c> where any part that is zero is left out.
/// </param>
public sealed record DurationKind(string Format) : ColumnKind
{
    private const int MaxFraction = 9;
    private const int HalfDay = 12;

    /// <summary>The format of times of day with points: 18.00.00.</summary>
    internal const string Points = "hh.mm.ss";

    private readonly IDurationFormat? brief = OtherFormat(Format);
    private readonly Layout layout = OtherFormat(Format) is null ? Layout.Parse(Format) : Layout.None;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "duration";

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsNumeric => true;

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        if (brief is not null)
        {
            return brief.TryRead(text, out value);
        }

        if (!text.EndsWith(layout.Behind, StringComparison.Ordinal))
        {
            return false;
        }

        text = text[..^layout.Behind.Length];
        int at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        int sign = at == 1 ? -1 : 1;
        double seconds = 0;
        if (layout.Days.Length > 0)
        {
            int digits = Number(text[at..], out double days);
            at += digits;
            // One day is written "1 days" by pandas and "1 day" by others.
            int mark =
                text[at..].StartsWith(layout.Days, StringComparison.Ordinal) ? layout.Days.Length
                : text[at..].StartsWith(" day ", StringComparison.Ordinal) ? 5
                : -1;
            if (digits == 0 || mark < 0)
            {
                return false;
            }

            (at, seconds) = (at + mark, 86400 * days);
        }

        int hourDigits = Number(text[at..], out double hours);
        at += hourDigits;
        if (layout.Halves is { } halves)
        {
            bool isAfternoon = text.EndsWith(halves.After, StringComparison.Ordinal);
            if (
                hourDigits > 2
                || hours is 0 or > 12
                || sign < 0
                || !text.EndsWith(halves.Of(isAfternoon), StringComparison.Ordinal)
            )
            {
                return false;
            }

            text = text[..^halves.After.Length];
            hours = (hours % HalfDay) + (isAfternoon ? HalfDay : 0);
        }

        if (hourDigits < layout.HourDigits || !Field(text, ref at, layout.Mark, out double minutes))
        {
            return false;
        }

        double rest = 0;
        if (layout.HasSeconds && !Field(text, ref at, layout.SecondMark, out rest))
        {
            return false;
        }

        if (layout.Fraction != 0 && at < text.Length && text[at] == '.')
        {
            int digits = Number(text[(at + 1)..], out double fraction);
            if (digits is 0 or > MaxFraction || (layout.Fraction > 0 && digits != layout.Fraction))
            {
                return false;
            }

            rest += fraction / Math.Pow(10, digits);
            at += 1 + digits;
        }
        else if (layout.Fraction > 0)
        {
            return false;
        }

        value = sign * (seconds + (3600 * hours) + (60 * minutes) + rest);
        return at == text.Length;
    }

    /// <inheritdoc/>
    public override string Write(double value)
    {
        if (brief is not null)
        {
            return brief.Write(value);
        }

        value -= layout.Halves is null ? 0 : Clock.Day * Math.Floor(value / Clock.Day);
        int digits = layout.Fraction >= 0 ? layout.Fraction : 6;
        double unit = layout.HasSeconds ? Math.Pow(10, -digits) : 60;
        decimal seconds = (decimal)Math.Round(Math.Abs(value) / unit) * (decimal)unit;
        string sign = value < 0 && seconds > 0 ? "-" : "";
        string days = "";
        if (layout.Days.Length > 0)
        {
            decimal whole = Math.Floor(seconds / 86400);
            (days, seconds) = ($"{whole}{layout.Days}", seconds - (86400 * whole));
        }

        int hours = (int)(seconds / 3600);
        string half = "";
        if (layout.Halves is { } halves)
        {
            half = halves.Of(isAfternoon: hours / HalfDay % 2 == 1);
            hours = hours % HalfDay == 0 ? HalfDay : hours % HalfDay;
        }

        int minutes = (int)(seconds / 60 % 60);
        string text =
            $"{sign}{days}{hours.ToString(new string('0', layout.HourDigits), CultureInfo.InvariantCulture)}{layout.Mark}{minutes:00}";
        if (layout.HasSeconds)
        {
            string format = layout.Fraction switch
            {
                0 => "00",
                < 0 => "00.######",
                int count => $"00.{new string('0', count)}",
            };
            text += layout.SecondMark + (seconds % 60).ToString(format, CultureInfo.InvariantCulture);
        }

        return text + half + layout.Behind;
    }

    /// <summary>Whether the format takes more to tell than the texts that it reads: zeros before them, or hours that are left out.</summary>
    /// <param name="hasZeros">Whether zeros stand before some texts.</param>
    /// <param name="hasManyMinutes">Whether more than 23 are before a single colon: no hours of a day.</param>
    internal bool IsCertain(bool hasZeros, bool hasManyMinutes) =>
        brief is null || ((hasZeros || !brief.IsPadded) && (hasManyMinutes || !brief.LeavesHoursOut));

    /// <inheritdoc/>
    public bool Equals(DurationKind? other) => other is not null && Format == other.Format;

    /// <inheritdoc/>
    public override int GetHashCode() => Format.GetHashCode(StringComparison.Ordinal);

    private static IDurationFormat? OtherFormat(string format) =>
        (IDurationFormat?)ClockDigits.Find(format)
        ?? (IDurationFormat?)ShortDuration.Find(format)
        ?? WordedDuration.Find(format);

    private static bool Field(ReadOnlySpan<char> text, ref int at, char mark, out double value)
    {
        value = 0;
        if (at + 3 > text.Length || text[at] != mark || Number(text.Slice(at + 1, 2), out value) != 2 || value >= 60)
        {
            return false;
        }

        at += 3;
        return true;
    }

    private static int Number(ReadOnlySpan<char> text, out double number)
    {
        int count = 0;
        number = 0;
        for (; count < text.Length && char.IsAsciiDigit(text[count]); count++)
        {
            number = (10 * number) + (text[count] - '0');
        }

        return count;
    }

    // The texts behind times before and after noon, with a space before them where the file has one.
    private sealed record DayHalves(string Before, string After)
    {
        public string Of(bool isAfternoon) => isAfternoon ? After : Before;

        public static DayHalves? Find(string format)
        {
            bool isUpper = format.EndsWith("tt", StringComparison.Ordinal);
            string space = format.Contains(' ', StringComparison.Ordinal) ? " " : "";
            return isUpper ? new DayHalves(space + "AM", space + "PM")
                : format.EndsWith("am", StringComparison.Ordinal) ? new DayHalves(space + "am", space + "pm")
                : null;
        }
    }

    // Fraction: the number of digits, or -1 where it varies.
    private sealed record Layout(string Days, int HourDigits, bool HasSeconds, int Fraction, DayHalves? Halves)
    {
        private const string HourMark = "'h'";

        public static Layout None { get; } = new("", 1, HasSeconds: true, 0, Halves: null);

        /// <summary>What stands between hours and minutes.</summary>
        public char Mark { get; init; } = ':';

        /// <summary>What stands between minutes and seconds.</summary>
        public char SecondMark { get; init; } = ':';

        /// <summary>What stands behind all: o'clock.</summary>
        public string Behind { get; init; } = "";

        public static Layout Parse(string format)
        {
            string plain = format.Replace("\\", "", StringComparison.Ordinal);
            if (plain == Points)
            {
                return new Layout("", 2, HasSeconds: true, 0, Halves: null) { Mark = '.', SecondMark = '.' };
            }

            char mark = plain.Contains(HourMark, StringComparison.Ordinal) ? 'h' : ':';
            plain = plain.Replace(HourMark, ":", StringComparison.Ordinal);
            string behind = "";
            if (
                plain.EndsWith('\'')
                && plain.IndexOf('\'', StringComparison.Ordinal) is var open
                && open < plain.Length - 1
            )
            {
                string left = plain[..open].TrimEnd(' ');
                behind = plain[left.Length..open] + plain[(open + 1)..^1];
                plain = left;
            }

            var halves = DayHalves.Find(plain);
            plain = halves is null ? plain : plain[..^halves.After.Length];
            int hours = plain.IndexOf('h', StringComparison.Ordinal);
            string days = hours > 0 && plain[0] == 'd' ? plain[1..hours] : "";
            string[] parts = plain[Math.Max(0, hours)..].Split('.');
            string[] fields = parts[0].Split(':');
            bool isKnown =
                hours >= 0
                && (hours == 0) == (days.Length == 0)
                && fields is ["h" or "hh", "mm"] or ["h" or "hh", "mm", "ss"]
                && (halves is null || days.Length == 0)
                && parts.Length <= 2
                && (parts.Length == 1 || (fields.Length == 3 && parts[1].Length is > 0 and <= MaxFraction));
            bool isFraction = parts.Length == 1 || parts[1].All(c => c == 'f') || parts[1].All(c => c == 'F');
            return isKnown && isFraction
                ? new Layout(
                    days,
                    fields[0].Length,
                    fields.Length == 3,
                    parts.Length == 1 ? 0
                        : parts[1][0] == 'F' ? -1
                        : parts[1].Length,
                    halves
                )
                {
                    Mark = mark,
                    Behind = behind,
                }
                : throw new ArgumentException($"'{format}' is not a format of durations.", nameof(format));
        }
    }
}
