namespace Likeness.Data.Detection;

/// <summary>Names of whole numbers that are times: of the calendar, such as <c>year</c>, or of an occasion, such as <c>visit</c> or <c>wave</c>.</summary>
internal static class TimeNames
{
    private static readonly HashSet<string> Calendar =
    [
        .. "year years yr yrs month months mo week weeks wk day days hour hours minute minutes min quarter qtr date time times season decade century age".Split(
            ' '
        ),
        .. "jahr monat woche tag stunde quartal zeit datum alter annee mois jour semaine heure ano mes dia anno".Split(
            ' '
        ),
    ];

    private static readonly HashSet<string> Years = ["year", "years", "yr", "yrs", "jahr", "annee", "ano", "anno"];

    private static readonly HashSet<string> Occasions =
    [
        .. "period wave visit round occasion occ session trial cycle phase stage step measurement repeat rep attempt interval t".Split(
            ' '
        ),
    ];

    /// <summary>Whether a name is one of the calendar: such numbers are never keys.</summary>
    /// <param name="name">The column's name.</param>
    public static bool AreOfCalendar(string name) => Calendar.Contains(LastWord(name));

    /// <summary>Whether a word of a name is one of years.</summary>
    /// <param name="word">The word, in small letters.</param>
    public static bool AreOfYears(string word) => Years.Contains(word);

    /// <summary>Whether a name is one of times, or of occasions that follow each other.</summary>
    /// <param name="name">The column's name.</param>
    public static bool Are(string name) =>
        LastWord(name) is var word && (Calendar.Contains(word) || Occasions.Contains(word));

    private static string LastWord(string name) => SubjectNames.WordsOf(name).LastOrDefault("");
}
