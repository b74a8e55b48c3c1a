using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Likeness.Data.Kinds;

/// <summary>
/// A compiled format of days and times. Its letters are those of .NET's custom formats: <c>yyyy yy MMMM MMM MM M dddd ddd dd d HH H hh h mm ss f… F… tt zzz K</c>,
/// <c>NNNN NNN</c> for months in capitals, <c>Q</c> for quarters, <c>ww w</c> for weeks of ISO 8601 (the year is then that of the week), <c>ttt</c> for am and pm, <c>e</c> for a day padded by a space, and <c>zzzz</c> for an offset without a colon; <c>[de]</c> before it for German months (<see cref="MonthNames"/>); text between apostrophes, and any other character, stands for itself. Times of day of months without a year are those of 2000, which has a 29 February.
/// </summary>
internal sealed class TimePattern
{
    private const string Letters = "yMNQwdeHhmsfFtzK";
    private const int MaxFraction = 9;
    private const double SecondsPerDay = 86400;

    private const int YearOfNone = 2000;

    // Years of two digits: 00 to 49 are 2000 to 2049, as in .NET.
    private const int LastShortYear = 49;

    private static readonly ConcurrentDictionary<string, TimePattern?> Compiled = new(StringComparer.Ordinal);
    private static readonly DateTimeFormatInfo Names = CultureInfo.InvariantCulture.DateTimeFormat;

    private readonly (char Letter, int Count)[] parts; // a letter '\0' stands for the character Count

    private readonly MonthNames months;

    private readonly bool isOfWeeks;

    // As in logs: Nov  1 00:02:11.
    private readonly bool isYearless;

    private TimePattern((char Letter, int Count)[] parts, MonthNames months)
    {
        (this.parts, this.months) = (parts, months);
        isOfWeeks = Has('w');
        bool hasDay = Has('d') || Has('e');
        isYearless = !Has('y') && (Has('M') || Has('N')) && hasDay && !IsDay;
        Period =
            hasDay || !IsDay || !IsDate ? null
            : isOfWeeks ? CalendarPeriod.Week
            : Has('M') || Has('N') ? CalendarPeriod.Month
            : CalendarPeriod.Quarter;
    }

    /// <summary>Whether the format has a year and a month, quarter or week, or a month, a day and a time of day.</summary>
    public bool IsDate => isYearless || (Has('y') && (Has('M') || Has('N') || Has('Q') || Has('w')));

    /// <summary>Whether the format has no time of day.</summary>
    public bool IsDay => !Has('H') && !Has('h');

    /// <summary>The period that the format names, if it has no days; null otherwise.</summary>
    public CalendarPeriod? Period { get; }

    /// <summary>Whether the format has a zone.</summary>
    public bool HasZone => Has('z') || Has('K');

    /// <summary>The compiled format; null if it is not understood.</summary>
    public static TimePattern? Find(string format) => Compiled.GetOrAdd(format, Compile);

    /// <summary>Reads seconds since 1970, in UTC if the text has a zone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="seconds">The seconds.</param>
    /// <param name="offset">The zone of the text, in minutes; 0 for none.</param>
    public bool TryRead(ReadOnlySpan<char> text, out double seconds, out int offset)
    {
        (int year, int month, int day, int hour, int minute, int second) = (
            isYearless ? YearOfNone : 1970,
            1,
            1,
            0,
            0,
            0
        );
        double fraction = 0;
        bool? isAfternoon = null;
        int weekday = -1;
        int quarter = 0;
        int week = 0;
        (seconds, offset) = (double.NaN, 0);
        int at = 0;
        foreach (var (letter, count) in parts)
        {
            bool read = (letter, count) switch
            {
                ('\0', _) => at < text.Length && text[at] == count && ++at > 0,
                ('y', 2) => Number(text, ref at, 2, 2, ref year) && (year += year <= LastShortYear ? 2000 : 1900) > 0,
                ('y', _) => Number(text, ref at, 4, 4, ref year) && year > 0,
                ('M', > 2) => months.TryRead(text, ref at, count, areCapitals: false, ref month),
                ('N', > 2) => InCapitals(text, at) && months.TryRead(text, ref at, count, areCapitals: true, ref month),
                ('N', _) => false,
                ('M', _) => Number(text, ref at, count, 2, ref month) && month is >= 1 and <= 12,
                ('Q', _) => Number(text, ref at, 1, 1, ref quarter) && quarter is >= 1 and <= 4,
                ('w', _) => Number(text, ref at, count, 2, ref week) && week is >= 1 and <= 53,
                ('d', > 2) => Name(text, ref at, count == 3 ? Names.AbbreviatedDayNames : Names.DayNames, ref weekday),
                ('d', _) => Number(text, ref at, count, 2, ref day) && day is >= 1 and <= 31,
                ('e', _) => PaddedDay(text, ref at, ref day) && day is >= 1 and <= 31,
                ('H', _) => Number(text, ref at, count, 2, ref hour) && hour < 24,
                ('h', _) => Number(text, ref at, count, 2, ref hour) && hour is >= 1 and <= 12,
                ('m', _) => Number(text, ref at, count, 2, ref minute) && minute < 60,
                ('s', _) => Number(text, ref at, count, 2, ref second) && second < 60,
                ('f', _) => Fraction(text, ref at, count, count, ref fraction),
                ('F', _) => at >= text.Length
                    || text[at] != count
                    || Fraction(text, ref at, 1, MaxFraction, ref fraction, skipped: 1),
                ('t', _) => Half(text, ref at, isSmall: count == 3, ref isAfternoon),
                _ => Zone(text, ref at, hasColon: count != 4, mayBeZ: letter == 'K', ref offset),
            };
            if (!read)
            {
                return false;
            }
        }

        month = quarter > 0 ? CalendarPeriod.FirstMonth(quarter) : month;
        if (at != text.Length || day > DateTime.DaysInMonth(year, month) || (week > 0 && week > WeeksOf(year)))
        {
            return false;
        }

        hour = isAfternoon is { } afternoon ? (hour % 12) + (afternoon ? 12 : 0) : hour;
        var date =
            week > 0
                ? DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday))
                : new DateOnly(year, month, day);
        int days = date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        if (weekday >= 0 && weekday != (int)date.DayOfWeek)
        {
            return false;
        }

        seconds = (days * SecondsPerDay) + (60 * ((60.0 * hour) + minute - offset)) + second + fraction;
        return true;
    }

    /// <summary>Writes seconds since 1970, in the zone.</summary>
    /// <param name="seconds">The seconds; rounded to the format's last digit.</param>
    /// <param name="offset">The zone.</param>
    public string Write(double seconds, TimeSpan offset)
    {
        int digits = Math.Min(
            7,
            parts.Max(part =>
                part.Letter == 'f' ? part.Count
                : part.Letter == 'F' ? 6
                : 0
            )
        );
        double first = (DateTime.MinValue - DateTime.UnixEpoch).TotalSeconds;
        double last = Math.Ceiling((DateTime.MaxValue - DateTime.UnixEpoch).TotalSeconds) - 1;
        double local = Math.Clamp(seconds + offset.TotalSeconds, first, last);
        long tick = (long)Math.Pow(10, 7 - digits);
        long ticks = (long)Math.Floor(local) * TimeSpan.TicksPerSecond;
        ticks += (long)Math.Round((local - Math.Floor(local)) * TimeSpan.TicksPerSecond / tick) * tick;
        var time = DateTime.UnixEpoch.AddTicks(ticks);
        var text = new StringBuilder();
        foreach (var (letter, count) in parts)
        {
            text.Append(Part(time, offset, letter, count));
        }

        return text.ToString();
    }

    private static int WeeksOf(int year) => year < DateTime.MaxValue.Year ? ISOWeek.GetWeeksInYear(year) : 0;

    private bool Has(char letter) => Array.Exists(parts, part => part.Letter == letter);

    private string Part(DateTime time, TimeSpan offset, char letter, int count) =>
        (letter, count) switch
        {
            ('\0', _) => $"{(char)count}",
            ('M', > 2) => months.Write(time.Month, count),
            ('Q', _) => $"{CalendarPeriod.QuarterOf(time)}",
            ('w', _) => ISOWeek.GetWeekOfYear(time).ToString(new string('0', count), CultureInfo.InvariantCulture),
            ('y', _) when isOfWeeks => $"{ISOWeek.GetYear(time):0000}"[^count..],
            ('N', _) => Part(time, offset, 'M', count).ToUpperInvariant(),
            ('e', _) => $"{time.Day, 2}",
            ('t', 3) => Part(time, offset, 't', 2).ToLowerInvariant(),
            ('f', > 7) => time.ToString("fffffff", CultureInfo.InvariantCulture).PadRight(count, '0'),
            ('F', _) => time.ToString("FFFFFF", CultureInfo.InvariantCulture) is { Length: > 0 } digits
                ? $"{(char)count}{digits}"
                : "",
            ('K', _) when offset == TimeSpan.Zero => "Z",
            ('z' or 'K', _) =>
                $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset.ToString(count == 4 ? "hhmm" : count == 2 ? "hh" : @"hh\:mm", CultureInfo.InvariantCulture)}",
            _ => time.ToString(new string(letter, count) + "''", CultureInfo.InvariantCulture),
        };

    private static TimePattern? Compile(string format)
    {
        var parts = new List<(char, int)>();
        bool isQuoted = false;
        var (months, start) = MonthNames.Of(format);
        for (int at = start; at < format.Length; at++)
        {
            char c = format[at];
            if (c == '\'')
            {
                isQuoted = !isQuoted;
            }
            else if (c == '\\' && at + 1 < format.Length)
            {
                parts.Add(('\0', format[++at]));
            }
            else if (isQuoted || !char.IsAsciiLetter(c) || c == 'T')
            {
                parts.Add(('\0', c));
            }
            else if (!Letters.Contains(c))
            {
                return null;
            }
            else
            {
                int count = 1;
                for (; at + 1 < format.Length && format[at + 1] == c; at++)
                {
                    count++;
                }

                // A fraction of varying length, whose count is its point, may be absent together with it.
                if (c == 'F' && parts is [.., ('\0', '.' or ',') point])
                {
                    parts.RemoveAt(parts.Count - 1);
                    count = point.Item2;
                }

                parts.Add((c, count));
            }
        }

        return isQuoted || parts.Count == 0 ? null : new TimePattern([.. parts], months);
    }

    private static bool Number(ReadOnlySpan<char> text, ref int at, int min, int max, ref int number)
    {
        int first = at;
        int found = 0;
        for (; at < text.Length && at - first < max && char.IsAsciiDigit(text[at]); at++)
        {
            found = (10 * found) + (text[at] - '0');
        }

        number = found;
        return at - first >= min;
    }

    private static bool PaddedDay(ReadOnlySpan<char> text, ref int at, ref int day)
    {
        int spaces = at < text.Length && text[at] == ' ' ? 1 : 0;
        at += spaces;
        return Number(text, ref at, 2 - spaces, 2 - spaces, ref day);
    }

    private static bool Fraction(
        ReadOnlySpan<char> text,
        ref int at,
        int min,
        int max,
        ref double fraction,
        int skipped = 0
    )
    {
        at += skipped;
        int first = at;
        long digits = 0;
        for (; at < text.Length && at - first < max && char.IsAsciiDigit(text[at]); at++)
        {
            digits = (10 * digits) + (text[at] - '0');
        }

        fraction = digits / Math.Pow(10, at - first);
        return at - first >= min;
    }

    private static bool Name(ReadOnlySpan<char> text, ref int at, string[] names, ref int index)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && text[at..].StartsWith(names[i], StringComparison.OrdinalIgnoreCase))
            {
                at += names[i].Length;
                index = i;
                return true;
            }
        }

        return false;
    }

    private static bool InCapitals(ReadOnlySpan<char> text, int at) =>
        at + 2 < text.Length && char.IsUpper(text[at + 1]) && char.IsUpper(text[at + 2]);

    private static bool Half(ReadOnlySpan<char> text, ref int at, bool isSmall, ref bool? isAfternoon)
    {
        if (
            at + 2 > text.Length
            || (text[at + 1] | 0x20) != 'm'
            || (text[at] | 0x20) is not ('a' or 'p')
            || char.IsAsciiLetterLower(text[at + 1]) != isSmall
        )
        {
            return false;
        }

        isAfternoon = (text[at] | 0x20) == 'p';
        at += 2;
        return true;
    }

    private static bool Zone(ReadOnlySpan<char> text, ref int at, bool hasColon, bool mayBeZ, ref int offset)
    {
        if (mayBeZ && at < text.Length && text[at] == 'Z')
        {
            at++;
            return true;
        }

        if (at >= text.Length || text[at] is not ('+' or '-'))
        {
            return false;
        }

        int sign = text[at++] == '-' ? -1 : 1;
        int hours = 0;
        int minutes = 0;
        if (!Number(text, ref at, 2, 2, ref hours) || hours > 14)
        {
            return false;
        }

        if (at < text.Length)
        {
            at += hasColon && text[at] == ':' ? 1 : 0;
            if (!Number(text, ref at, 2, 2, ref minutes) || minutes >= 60)
            {
                return false;
            }
        }

        offset = sign * ((60 * hours) + minutes);
        return true;
    }
}
