using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>The formats of days, times and durations that one cell may be written in, the strictest first.</summary>
internal static class TimeCandidates
{
    private const int LongestText = 48;
    private const int LongestPeriod = 8;

    // Other numbers of four digits before a letter are those of things: 4521Q2.
    private static readonly double FirstPeriod = (new DateTime(1500, 1, 1) - DateTime.UnixEpoch).TotalSeconds;
    private static readonly double LastPeriod = (new DateTime(2200, 1, 1) - DateTime.UnixEpoch).TotalSeconds;

    private static readonly string[] YearFirst =
    [
        "yyyy-MM-dd",
        "yyyy/MM/dd",
        "yyyy.MM.dd",
        "yyyy-M-d",
        "yyyy/M/d",
        "yyyy.M.d",
        "yyyyMMdd",
    ];

    // Where no row distinguishes day from month, the first reading is taken: day first, except between slashes.
    private static readonly string[] Padded =
    [
        "dd.MM.yyyy",
        "MM.dd.yyyy",
        "MM/dd/yyyy",
        "dd/MM/yyyy",
        "dd-MM-yyyy",
        "MM-dd-yyyy",
    ];

    private static readonly string[] PaddedOnce =
    [
        "dd.M.yyyy",
        "MM.d.yyyy",
        "MM/d/yyyy",
        "dd/M/yyyy",
        "dd-M-yyyy",
        "MM-d-yyyy",
        "d.MM.yyyy",
        "M.dd.yyyy",
        "M/dd/yyyy",
        "d/MM/yyyy",
        "d-MM-yyyy",
        "M-dd-yyyy",
    ];

    private static readonly string[] YearLast =
    [
        "d.M.yyyy",
        "M.d.yyyy",
        "M/d/yyyy",
        "d/M/yyyy",
        "d-M-yyyy",
        "M-d-yyyy",
        "dd.MM.yy",
        "MM.dd.yy",
        "MM/dd/yy",
        "dd/MM/yy",
        "dd-MM-yy",
        "MM-dd-yy",
        "d.M.yy",
        "M.d.yy",
        "M/d/yy",
        "d/M/yy",
        "d-M-yy",
        "M-d-yy",
        "yyyy-MM",
        "yyyy/MM",
        "MM/yyyy",
        "MM-yyyy",
    ];

    private static readonly string[] Named =
    [
        "dd MMM yyyy",
        "dd-MMM-yyyy",
        "dd-MMM-yy",
        "dd/MMM/yyyy",
        "dd/MMM/yy",
        "d/MMM/yyyy",
        "d/MMM/yy",
        "dd MMM yy",
        "d MMM yy",
        "dd.MMM.yyyy",
        "ddMMMyyyy",
        "ddMMMyy",
        "d MMM yyyy",
        "d-MMM-yyyy",
        "d-MMM-yy",
        "MMM dd, yyyy",
        "MMM d, yyyy",
        "MMM dd yyyy",
        "MMM d yyyy",
        "MMM yyyy",
        "MMM-yyyy",
        "MMM-yy",
        "dd MMMM yyyy",
        "d MMMM yyyy",
        "MMMM dd, yyyy",
        "MMMM d, yyyy",
        "MMMM dd yyyy",
        "MMMM d yyyy",
        "MMMM yyyy",
        "yyyy-MMM-dd",
        "yyyy MMM",
    ];

    private static readonly string[] NamedAbroad =
    [
        "dd. MMMM yyyy",
        "d. MMMM yyyy",
        "dd. MMM yyyy",
        "d. MMM yyyy",
        "dd. MMM. yyyy",
        "d. MMM. yyyy",
        "dd MMMM yyyy",
        "d MMMM yyyy",
        "dd MMM yyyy",
        "d MMM yyyy",
        "dd MMM. yyyy",
        "d MMM. yyyy",
        "dd 'de' MMMM 'de' yyyy",
        "d 'de' MMMM 'de' yyyy",
        "dd-MMM-yyyy",
        "dd-MMM-yy",
        "dd/MMM/yyyy",
        "MMMM yyyy",
        "MMM yyyy",
        "MMM. yyyy",
        "MMM-yy",
    ];

    private static readonly string[] Periods =
    [
        "yyyy'Q'Q",
        "yyyy-'Q'Q",
        "yyyy 'Q'Q",
        "yyyy/'Q'Q",
        "yyyy_'Q'Q",
        "yyyy'q'Q",
        "yyyy-'q'Q",
        "'Q'Q yyyy",
        "'Q'Q-yyyy",
        "'Q'Q/yyyy",
        "'Q'Qyyyy",
        "'Q'Q-yy",
        "'Q'Q yy",
        "Q'Q'yyyy",
        "Q'Q'yy",
        "yyyy-'W'ww",
        "yyyy'W'ww",
        "yyyy 'W'ww",
        "yyyy-'W'w",
        "yyyy'W'w",
        "yyyy'M'MM",
        "yyyy-'M'MM",
        "yyyy'm'MM",
        "yyyy'M'M",
        "yyyy'm'M",
    ];

    // Before a clock that the year follows, as in logs of version control, or none, as in those of systems: Thu Sep 15 18:27:21 2022, Nov  1 00:02:11.
    private static readonly string[] Yearless = ["MMM dd", "MMM e", "MMM d"];

    private const string At = " at"; // Jul 4, 2022 at 7:58 PM
    private const int LongestHour = 13; // 2023-11-04 17
    private const int LongestStamp = 15; // 20231104-173035

    private static readonly string[] CompactClocks =
    [
        "'T'HHmmss'Z'",
        "'T'HHmmss",
        "'T'HHmmsszzzz",
        "'T'HHmm'Z'",
        "'T'HHmm",
    ];

    private static readonly string[] Durations = ["hh:mm:ss", "hh:mm", "h:mm:ss", "h:mm"];

    /// <summary>The kinds whose formats read a cell; none if it is neither a time nor a duration.</summary>
    public static IEnumerable<ColumnKind> Of(string text)
    {
        // Around times of day of logs only: [12/Oct/2026:08:11:02 +0000].
        if (text is ['[', .., ']'] && text.Contains(':', StringComparison.Ordinal))
        {
            return Of(text[1..^1]).OfType<TimeKind>().Where(kind => !kind.IsDay).Select(InBrackets);
        }

        if (text.Length > LongestText || !text.Any(char.IsAsciiDigit) || !text.All(IsPossible))
        {
            return [];
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        colon = colon < 0 ? text.IndexOf('h', StringComparison.Ordinal) : colon;
        bool isDuration =
            colon > 0 && (text.IndexOfAny(['/', '+']) < 0) && text.AsSpan(1, colon - 1).IndexOfAny('-', '.') < 0;
        return isDuration
            ? DurationsOf(text)
                .Concat(ShortDurations(text))
                .Concat(TimesOf(text))
                .Where(kind => kind.TryRead(text, out _))
            : TimesOf(text).Concat(WithPoints(text)).Where(kind => kind.TryRead(text, out _));
    }

    private static TimeKind InBrackets(TimeKind kind)
    {
        int start = MonthNames.Of(kind.Format).Start;
        string format = $"{kind.Format[..start]}'['{kind.Format[start..]}']'";
        return new TimeKind(format, kind.IsDay, kind.HasZone, kind.Offset);
    }

    /// <summary>Whether a format pads only one of day and month with zeros.</summary>
    public static bool IsPaddedOnce(string format) =>
        Array.Exists(PaddedOnce, one => format.StartsWith(one, StringComparison.Ordinal));

    private static IEnumerable<ColumnKind> DurationsOf(string text)
    {
        int point = text.LastIndexOf('.');
        string[] fractions =
            point < 0
                ? ["", ".F"]
                : [$".{new string('f', Math.Min(9, NumberSyntax.Digits(text.AsSpan(point + 1))))}", ".F"];
        string days = text.Contains(" day", StringComparison.Ordinal) ? "d days " : "";
        string half =
            text.EndsWith('M') ? "tt"
            : text.EndsWith('m') ? "am"
            : "";
        half = half.Length > 0 && text.Contains(' ', StringComparison.Ordinal) ? " " + half : half;
        string clock = text.EndsWith(" Uhr", StringComparison.Ordinal) ? " 'Uhr'" : "";
        return !text.Contains(':', StringComparison.Ordinal)
            ? [new DurationKind("hh'h'mm"), new DurationKind("h'h'mm")]
            : from layout in Durations
            from fraction in fractions
            where fraction.Length == 0 || layout.EndsWith("ss", StringComparison.Ordinal)
            where fraction != "."
            select (ColumnKind)new DurationKind(days + layout + fraction + half + clock);
    }

    // 18.00.00, which is a date, too, where all three numbers may be.
    private static IEnumerable<ColumnKind> WithPoints(string text) =>
        text.Length == DurationKind.Points.Length && text[2] == '.' && text[5] == '.'
            ? [new DurationKind(DurationKind.Points)]
            : [];

    private static IEnumerable<ColumnKind> ShortDurations(string text) =>
        text.Any(c => !(char.IsAsciiDigit(c) || c is ':' or '.' or ',' or '-'))
            ? []
            : ShortDuration.Candidates(text).Select(format => new DurationKind(format));

    private static readonly string[] OfNames =
    [
        .. InCapitals(Named),
        .. Named,
        .. Yearless,
        .. MonthNames.Tags.SelectMany(tag =>
            InCapitals(NamedAbroad).Concat(NamedAbroad).Select(format => tag + format)
        ),
    ];

    private static readonly string[] WithYearFirst = [.. YearFirst, "yyyy-MM", "yyyy/MM"];
    private static readonly string[] WithYearLast = [.. Padded, .. PaddedOnce, .. YearLast];

    private static IEnumerable<ColumnKind> TimesOf(string text)
    {
        string weekday = WeekdayNames.FormatOf(text);
        // Names of months have three letters or more.
        bool hasName =
            HasWord(text)
            && text.AsSpan(0, text.Length - ClockEnds.ZoneName(text))
                .ToString()
                .Replace($"{At} ", " ", StringComparison.Ordinal)
                .Any(c =>
                    char.IsLetter(c)
                    && c is not ('T' or 'Z' or 'U' or 'C' or 'G' or 'M' or 'A' or 'P' or 'a' or 'm' or 'p')
                );
        string[] days =
            IsPeriod(text) ? Periods
            : ClockEnds.YearBehind(text) is not null ? [.. Yearless.Select(format => weekday + format)]
            : weekday.Length > 0
                ? [.. Named.Concat(YearFirst).Concat(Padded).Concat(YearLast).Select(format => weekday + format)]
            : hasName || text.Contains("AUG", StringComparison.Ordinal) ? OfNames
            : NumberSyntax.Digits(text) >= 4 ? WithYearFirst
            : WithYearLast;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        // 06/May/2024:00:02:47
        colon +=
            colon >= 4 && text.Length > colon + 3 && text[colon + 3] == ':' && AreDigits(text[(colon - 4)..colon])
                ? 3
                : 0;
        string[] clocks =
            ClockEnds.YearBehind(text) is var (behind, end)
                ? [.. ClocksOf(text[..behind], colon).Select(clock => clock + end)]
            : colon >= 0 ? [.. ClocksOf(text, colon)]
            : text.Length == LongestHour && text[10] is ' ' or 'T' ? [$"{text[10]}HH"]
            : text.Length > 8 && text[8] == 'T' ? CompactClocks
            : text.Length == LongestStamp && text[8] is '-' or '_' ? [$"'{text[8]}'HHmmss"]
            : text.Length > LongestStamp && text[10] == '_' ? ["'_'HH-mm-ss"]
            : [""];
        foreach (string day in days)
        {
            foreach (string clock in clocks)
            {
                string format = day + clock;
                if (
                    TimePattern.Find(format) is { } pattern
                    && pattern.TryRead(text, out double seconds, out int offset)
                    && (days != Periods || (seconds >= FirstPeriod && seconds < LastPeriod))
                )
                {
                    yield return new TimeKind(
                        format,
                        pattern.IsDay,
                        pattern.HasZone || ClockEnds.IsUtc(format),
                        TimeSpan.FromMinutes(offset)
                    );
                }
            }
        }
    }

    // One letter beside the digits of a year.
    private static bool IsPeriod(string text) =>
        text.Length <= LongestPeriod
        && text.Count(char.IsLetter) == 1
        && text.IndexOfAny(['Q', 'q', 'W', 'M', 'm']) >= 0;

    private static IEnumerable<string> InCapitals(IEnumerable<string> formats) =>
        formats.Select(format => format.Replace('M', 'N'));

    private static bool AreDigits(string text) => text.All(char.IsAsciiDigit);

    private static bool HasWord(string text)
    {
        int letters = 0;
        foreach (char c in text)
        {
            letters = char.IsLetter(c) ? letters + 1 : 0;
            if (letters == 3)
            {
                return true;
            }
        }

        return false;
    }

    // The formats of the part from the separator before the hours to the end.
    private static IEnumerable<string> ClocksOf(string text, int colon)
    {
        int hour = colon;
        while (hour > 0 && char.IsAsciiDigit(text[hour - 1]))
        {
            hour--;
        }

        int separator = hour;
        while (separator > 0 && text[separator - 1] is ' ' or 'T' or ',' or ':')
        {
            separator--;
        }

        string between = text[separator..hour];
        if (between == " " && text[..separator].EndsWith(At, StringComparison.Ordinal))
        {
            between = $"'{At} '";
        }

        bool hasSeconds = text.Length > colon + 3 && text[colon + 3] == ':';
        int at = colon + (hasSeconds ? 6 : 3);
        int digits = at < text.Length && text[at] is '.' or ',' ? NumberSyntax.Digits(text.AsSpan(at + 1)) : 0;
        string[] fractions =
            !hasSeconds ? [""]
            : digits > 0 ? [$"{text[at]}{new string('f', digits)}", $"{text[at]}F"]
            : ["", ".F"];
        string rest = text[Math.Min(text.Length, at + (digits > 0 ? digits + 1 : 0))..];
        foreach (string hours in ClockEnds.HasHalf(rest) ? (string[])["hh", "h"] : ["HH", "H"])
        {
            foreach (string fraction in fractions)
            {
                foreach (string zone in ClockEnds.Zones(rest))
                {
                    yield return $"{between}{hours}:mm{(hasSeconds ? ":ss" : "")}{fraction}{zone}";
                }
            }
        }
    }

    private static bool IsPossible(char c) =>
        char.IsLetter(c) || char.IsAsciiDigit(c) || c is ' ' or '-' or '/' or '.' or ':' or ',' or '+' or '_';
}
