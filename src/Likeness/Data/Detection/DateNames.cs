using Likeness.Data.Times;

namespace Likeness.Data.Detection;

/// <summary>Names of columns that hold the year, the month or the day of a date, such as <c>birth_year</c>, <c>Monat</c> or <c>date_of_month</c>.</summary>
internal static class DateNames
{
    private static readonly string[] Years = [.. "year yr yyyy jahr annee année ano año anno jaar".Split(' ')];
    private static readonly string[] Months = [.. "month mon mo mm monat mois mes mês mese maand".Split(' ')];
    private static readonly string[] Days = [.. "day dy dd date dom mday tag jour dia día giorno dag".Split(' ')];
    private static readonly string[] Quarters = [.. "quarter qtr q quartal trimestre kwartaal".Split(' ')];
    private static readonly string[] Dates = [.. "date datum fecha data day tag jour dia".Split(' ')];
    private static readonly string[] Hours = [.. "hour hours hr hrs hh h stunde heure hora ora uur".Split(' ')];
    private static readonly string[] Minutes = [.. "minute minutes min mi minuto minuut".Split(' ')];
    private static readonly string[] Seconds = [.. "second seconds sec ss sekunde seconde segundo secondo".Split(' ')];
    private static readonly string[] Times = [.. "time tm clock hour zeit uhrzeit heure hora ora tijd".Split(' ')];
    private static readonly string[] DaysOfMonths = ["dayofmonth", "dateofmonth", "monthday"];
    private static readonly string[] Fillers = ["of", "the", "month"];

    /// <summary>Whether three names are those of the year, the month and the day of one date.</summary>
    /// <param name="year">The name of the column of years.</param>
    /// <param name="month">The name of the column of months.</param>
    /// <param name="day">The name of the column of days.</param>
    public static bool Are(string year, string month, string day) =>
        Rest(year, Years) is { } ofYear
        && Rest(month, Months) is { } ofMonth
        && RestOfDay(day) is { } ofDay
        && ofYear == ofMonth
        && ofMonth == ofDay;

    /// <summary>What a name says beside a part of a time, such as <c>birth</c> of <c>birth_year</c>; null if it does not say that part.</summary>
    /// <param name="name">The name of a column.</param>
    /// <param name="part">The part.</param>
    public static string? Rest(string name, TimePartKind part) =>
        part switch
        {
            TimePartKind.Year => Rest(name, Years),
            TimePartKind.Quarter => Rest(name, Quarters),
            TimePartKind.Month => Rest(name, Months),
            TimePartKind.Day => RestOfDay(name),
            TimePartKind.Date => Rest(name, Dates),
            TimePartKind.Hour => Rest(name, Hours),
            TimePartKind.Minute => Rest(name, Minutes),
            TimePartKind.Second => Rest(name, Seconds),
            _ => Rest(name, Times),
        };

    // What a name says beside the part of the date; null if it does not say that part.
    private static string? Rest(string name, string[] parts)
    {
        string[] words = SubjectNames.WordsOf(name);
        int at = Array.FindLastIndex(words, parts.Contains);
        return at < 0 ? null : string.Join(' ', words.Where((_, i) => i != at));
    }

    private static string? RestOfDay(string name)
    {
        string[] words = SubjectNames.WordsOf(name);
        // DayofMonth
        if (DaysOfMonths.Contains(string.Concat(words)))
        {
            return "";
        }

        int at = Array.FindLastIndex(words, Days.Contains);
        return at < 0
            ? null
            : string.Join(' ', words.Where((word, i) => i != at && (i < at || !Fillers.Contains(word))));
    }
}
