using System.Globalization;

namespace Likeness.Data.Kinds;

/// <summary>
/// The names of months of a language, which a format names in brackets: <c>[de]d. MMMM yyyy</c>. Of <c>de-DE</c> and <c>fr-FR</c> names that are shortened end with a point
/// (<c>Jan.</c>, <c>Mai</c>). Without brackets they are English.
/// </summary>
/// <param name="Full">The names of <c>MMMM</c>.</param>
/// <param name="Short">The names of <c>MMM</c>.</param>
internal sealed record MonthNames(IReadOnlyList<string> Full, IReadOnlyList<string> Short)
{
    private const int ShortLetters = 3;

    private static readonly string[] German = Split(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    );

    private static readonly string[] French = Split(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    );

    // Abbreviations. Source: Unicode CLDR 48, format-abbreviated months.
    private static readonly Dictionary<string, MonthNames> Languages = new(StringComparer.Ordinal)
    {
        ["de"] = new(German, Split("Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez")),
        ["de-DE"] = new(German, Split("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.")),
        ["fr"] = new(French, Split("janv févr mars avr mai juin juil août sept oct nov déc")),
        ["fr-FR"] = new(French, Split("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.")),
        ["es"] = new(
            Split("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
            Split("ene feb mar abr may jun jul ago sept oct nov dic")
        ),
        ["it"] = new(
            Split("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
            Split("gen feb mar apr mag giu lug ago set ott nov dic")
        ),
    };

    /// <summary>The names in brackets of all languages but English.</summary>
    public static IEnumerable<string> Tags => Languages.Keys.Select(language => $"[{language}]");

    /// <summary>English names, which are read in small letters, too.</summary>
    public static MonthNames English { get; } =
        new(
            CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12],
            CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[..12]
        );

    /// <summary>Whether a text is the name of a month in one of the languages.</summary>
    public static bool AreIn(string text) =>
        Languages
            .Values.Append(English)
            .Any(names => names.Full.Concat(names.Short).Contains(text, StringComparer.OrdinalIgnoreCase));

    /// <summary>The numbers of months, from 1, whose names some texts are in one of the languages; null if they are not.</summary>
    /// <param name="texts">The texts.</param>
    public static double[]? NumbersOf(IReadOnlyList<string> texts) =>
        Languages
            .Values.Prepend(English)
            .SelectMany(names => (IReadOnlyList<string>[])[names.Full, names.Short])
            .Select(names => names.ToList())
            .Select(names =>
                texts
                    .Select(text =>
                        names.FindIndex(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) + 1.0
                    )
                    .ToArray()
            )
            .FirstOrDefault(numbers => numbers.Length > 0 && Array.TrueForAll(numbers, number => number > 0));

    /// <summary>The names of a format, and where it begins behind their language.</summary>
    public static (MonthNames Names, int Start) Of(string format) =>
        format.StartsWith('[')
        && format.IndexOf(']', StringComparison.Ordinal) is > 0 and var end
        && Languages.TryGetValue(format[1..end], out var names)
            ? (names, end + 1)
            : (English, 0);

    /// <summary>Reads a name.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place of the name, and then behind it.</param>
    /// <param name="letters">The letters of the format: three for a short name.</param>
    /// <param name="areCapitals">Whether the name is in capitals.</param>
    /// <param name="month">The month, from 1.</param>
    public bool TryRead(ReadOnlySpan<char> text, ref int at, int letters, bool areCapitals, ref int month)
    {
        var names = letters == ShortLetters ? Short : Full;
        // Names of other languages are written as they are read, in capitals or not.
        var comparison = this == English || areCapitals ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        for (int i = 0; i < names.Count; i++)
        {
            if (
                text[at..].StartsWith(names[i], comparison)
                && (!areCapitals || !text.Slice(at, names[i].Length).ContainsAnyInRange('a', 'z'))
            )
            {
                (at, month) = (at + names[i].Length, i + 1);
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a name.</summary>
    /// <param name="month">The month, from 1.</param>
    /// <param name="letters">The letters of the format: three for a short name.</param>
    public string Write(int month, int letters) => (letters == ShortLetters ? Short : Full)[month - 1];

    private static string[] Split(string names) => names.Split(' ');
}
