using System.Numerics;
using System.Text.RegularExpressions;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>
/// Texts that are keys of people whatever their column is called, however many rows each has: e-mail addresses, IBANs, numbers of payment cards, social security
/// numbers, telephone numbers, and addresses of the internet protocol. Of fewer than 200, with more than 100 rows each, they are rather those of shops.
/// </summary>
internal static partial class PersonalKeys
{
    private const int MinKeys = 20;
    private const int ManyKeys = 200;
    private const int MaxRowsOfEach = 100;
    private const double NearlyAll = 0.95;
    private const int Room = 2; // possible keys for each of the data
    private const int MuchRoom = 10; // where characters are left out that these do not have
    private const int MinDigits = 7;
    private const int MaxDigits = 15;

    // Countries with IBANs. Source: SWIFT, IBAN Registry, release 98.
    private static readonly HashSet<string> Countries =
    [
        .. "AD AE AL AT AZ BA BE BG BH BI BR BY CH CR CY CZ DE DJ DK DO EE EG ES FI FK FO FR GB GE GI GL GR GT HN HR HU IE IL IQ IS IT JO KW KZ".Split(
            ' '
        ),
        .. "LB LC LI LT LU LV LY MC MD ME MK MN MR MT MU NI NL NO OM PK PL PS PT QA RO RS RU SA SC SD SE SI SK SM SO ST SV TL TN TR UA VA VG XK YE".Split(
            ' '
        ),
    ];

    private static readonly (string Name, Func<string, bool> Is)[] Shapes =
    [
        ("e-mail addresses", IsMail),
        ("social security numbers", text => SocialSecurity().IsMatch(text)),
        ("IBANs", IsIban),
        ("card numbers", IsCard),
        ("telephone numbers", IsTelephone),
        ("IP addresses", AddressPatterns.Are),
    ];

    /// <summary>What the texts are, such as <c>e-mail addresses</c>, and the pattern of fresh ones; null for texts of another shape.</summary>
    /// <param name="texts">Different texts.</param>
    /// <param name="rows">The number of rows that have them.</param>
    public static (string Name, KeyPattern Pattern)? Find(IReadOnlyList<string> texts, int rows)
    {
        if (texts.Count < MinKeys || (texts.Count < ManyKeys && rows > MaxRowsOfEach * texts.Count))
        {
            return null;
        }

        string? name = Array.Find(Shapes, shape => texts.Count(shape.Is) >= NearlyAll * texts.Count).Name;
        return name is not null && PatternOf(texts)?.Narrowed(texts, MuchRoom) is { } pattern ? (name, pattern) : null;
    }

    /// <summary>Whether a text may be an e-mail address or a telephone number.</summary>
    public static bool IsContact(string text) => IsMail(text) || text.Count(char.IsAsciiDigit) >= MinDigits;

    private static KeyPattern? PatternOf(IReadOnlyList<string> texts)
    {
        var patterns = new[]
        {
            () => AddressPatterns.Find([.. texts.Where(AddressPatterns.Are)]),
            () => KeyPatterns.Find(texts),
            () => KeyPatterns.OfFrequentShapes([.. texts.Where(text => !IsMail(text))]),
            () => MailPatterns.Find([.. texts.Where(IsMail)]),
        };
        // Users of several parts, such as names, have many combinations.
        bool areMails = texts.All(IsMail);
        return patterns
            .Select(find => find())
            // Numbers of people do not count on from each other.
            .FirstOrDefault(pattern =>
                pattern is { IsCounter: false }
                && (
                    pattern.Size >= (BigInteger)Room * texts.Count
                    || (areMails && pattern.Parts is { Levels.Count: > 1 })
                )
            );
    }

    private static bool IsMail(string text) => Mail().IsMatch(text);

    private static bool IsIban(string text) =>
        Iban().IsMatch(Compact(text))
        && Countries.Contains(text[..2])
        && text.Count(char.IsAsciiDigit) > text.Length / 2;

    // A valid check digit (ISO/IEC 7812-1), or four groups of four digits.
    private static bool IsCard(string text)
    {
        string digits = Compact(text);
        return Card().IsMatch(text)
            || (
                digits.Length is >= 13 and <= 19
                && digits.All(char.IsAsciiDigit)
                && CheckDigits.Completed(digits, CheckDigit.Luhn) == digits
            );
    }

    private static bool IsTelephone(string text) =>
        Telephone().IsMatch(text) && text.Count(char.IsAsciiDigit) is >= MinDigits and <= MaxDigits;

    private static string Compact(string text) =>
        text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^[\w.+%'-]+@[\p{L}\d-]+(\.[\p{L}\d-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"^[0-9]{3}-[0-9]{2}-[0-9]{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex SocialSecurity();

    [GeneratedRegex(@"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", RegexOptions.CultureInvariant)]
    private static partial Regex Iban();

    [GeneratedRegex(@"^[3-6][0-9]{3}([ -][0-9]{4}){3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Card();

    // +49 151 2345678, 0151-2345678, (555) 123-4567, 555-123-4567; not 0012345678 or 0-306-40615-2.
    [GeneratedRegex(
        @"^(\+[0-9]|\(\+?[0-9]+\)|0[0-9]+[ ()/-])[0-9 ()/.-]*$|^[0-9]{3}-[0-9]{3}-[0-9]{4}$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Telephone();
}
