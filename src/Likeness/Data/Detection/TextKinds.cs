using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>
/// The kind of a column of texts. True and false, or another known pair, are a boolean; many different lists of few choices are lists. Different texts of one pattern are keys, and so are texts that are nearly all different, and codes most of which few rows have, such as postcodes, or which are those of people, by the column's name. Texts that
/// hardly repeat and are long, or have several words, are free text. All others are categories, however many levels they have.
/// </summary>
internal static class TextKinds
{
    /// <summary>What samples have of texts that are invented.</summary>
    public const string Invented = "have invented ones";

    /// <summary>What samples have of texts that are not invented.</summary>
    public const string LeftEmpty = "leave them empty";

    private const int MinKeys = 20;
    private const double MostlyDifferent = 0.9;
    private const double HalfDifferent = 0.5;
    private const int FewRows = 5;
    private const double MostlyRare = 0.5;
    private const int MaxRowsOfEach = 2 * FewRows; // on average, of codes most of which are rare
    private const int ManyRows = 4 * FewRows;
    private const double MaxFrequent = 0.2; // rows of codes that many rows have
    private const int MinRowsOfEach = 2;
    private const int LongText = 24;
    private const double ManySpaces = 0.5;
    private const int MinInvented = 50;
    private const int LongestInvented = 40;
    private const double MostSpaces = 5;
    private const int MinWord = 3;
    private const int Room = 10; // possible keys for each of the data, where characters are left out that these do not have

    private static readonly (string False, string True)[] Pairs =
    [
        ("false", "true"),
        ("no", "yes"),
        ("f", "t"),
        ("n", "y"),
        ("off", "on"),
    ];

    /// <summary>Decides on the kind.</summary>
    /// <param name="texts">The different texts that are not missing; may be empty.</param>
    /// <param name="counts">How often each occurs.</param>
    /// <param name="missing">The number of missing cells.</param>
    /// <param name="why">What the first reading found.</param>
    /// <param name="name">The column's name.</param>
    public static (ColumnKind Kind, string Why) Decide(
        IReadOnlyList<string> texts,
        IReadOnlyList<int> counts,
        int missing,
        string why,
        string name = ""
    )
    {
        int present = counts.Sum();
        if (present == 0)
        {
            return (new EmptyKind(), "no value in any row");
        }

        if (Boolean(texts) is { } boolean)
        {
            return (boolean, $"{boolean.False} and {boolean.True}");
        }

        if ((why is "texts" or "" || IsCode(why)) && ListSearch.Find(texts, counts) is { } lists)
        {
            return (lists, ListSearch.Why(lists));
        }

        double different = texts.Count / (double)present;
        bool isUnique = texts.Count == present && present >= MinKeys;
        bool areWords = AreWords(texts);
        if (isUnique && !areWords && !AreTimes(why) && KeyPatterns.Find(texts)?.Narrowed(texts, Room) is { } pattern)
        {
            return (
                new IdentifierKind(texts, pattern.ToString()) { Next = pattern.Next },
                $"all different{(missing > 0 ? " where not missing" : "")}, of the pattern {pattern.Summary}"
            );
        }

        // Rare e-mail addresses are invented below, so that they agree with names.
        if (
            different <= MostlyDifferent
            && !(texts.Any(text => text.Contains('@', StringComparison.Ordinal)) && AreNames(texts, counts))
            && PersonalKeys.Find(texts, present) is { } keys
        )
        {
            return (
                new IdentifierKind(texts, keys.Pattern.ToString()) { Next = keys.Pattern.Next, Repeats = true },
                $"{keys.Name}, of the pattern {keys.Pattern.Summary}"
            );
        }

        if (present >= MinKeys && !isUnique && !areWords && !AreTimes(why))
        {
            var subjects = AreSubjects(name, texts, present) ? KeyPatterns.OfCodes(texts) : null;
            // Codes that are not those of people may occur by chance.
            if (
                (
                    subjects?.Narrowed(texts, Room)
                    ?? Repeating(texts, counts, why != "codes, by the name")
                        ?.Narrowed(texts, different > MostlyDifferent ? Room : 0)
                ) is
                { } repeating
            )
            {
                return (
                    new IdentifierKind(texts, repeating.ToString()) { Next = repeating.Next, Repeats = true },
                    $"{(subjects is null ? $"{different * 100:0} % different" : "people or accounts, by the name")}, of the pattern {repeating.Summary}"
                );
            }
        }

        double length = texts.Average(text => (double)text.Length);
        bool hasWords = texts.Count(text => text.Contains(' ', StringComparison.Ordinal)) > ManySpaces * texts.Count;
        bool isText =
            present >= MinKeys
            && (
                (different > MostlyDifferent && !IsCode(why))
                || (different > HalfDifferent && length >= LongText && hasWords)
            );
        bool areRare =
            !isText && !AreTimes(why) && why != "codes, by the name" && AreMostlyRare(texts, counts, letters: 0);
        bool isInvented =
            (why is "texts" or "" || areRare)
            && present >= MinInvented
            && (length <= LongestInvented || length - Shared(texts) <= LongestInvented)
            && texts.Average(text => (double)text.Count(' ')) <= MostSpaces
            && (isText || areRare);
        if (
            (isText || areRare)
            && why is "texts" or ""
            && present >= MinInvented
            && PartListSearch.Find(texts, counts) is { } separator
        )
        {
            return (
                new TextKind(texts) { IsInvented = true, Separator = separator },
                $"lists with '{separator}' between their parts, of a large pool; samples have lists of those that five rows have, and of invented ones"
            );
        }

        return isText || isInvented
            ? (
                new TextKind(texts) { IsInvented = isInvented },
                $"{(why is "texts" or "" ? "" : $"{why}; ")}{(isText ? $"{different * 100:0} % of the texts are different; samples" : "most are in fewer than five rows, which protection keeps from samples: they")} {(isInvented ? Invented : LeftEmpty)}"
            )
            : (
                new CategoryKind(Sorted(texts)),
                texts.Count == 1 ? "one level: constant"
                : why is "texts" or "" ? $"{texts.Count} different texts"
                : why
            );
    }

    // The pattern of texts that are nearly all different, or of codes that mostly are of few rows each.
    private static KeyPattern? Repeating(IReadOnlyList<string> texts, IReadOnlyList<int> counts, bool mayBeRare)
    {
        mayBeRare &= texts.Count >= MinKeys && AreRare(counts);
        int rows = counts.Sum();
        if (texts.Count > MostlyDifferent * rows)
        {
            return KeyPatterns.WithRoom(texts);
        }

        if (rows < ManyRows * texts.Count && RandomTokens.Are(texts) && KeyPatterns.Plain(texts) is { } tokens)
        {
            return tokens;
        }

        bool haveFewRows = HaveFewRows(counts);
        return !(haveFewRows || mayBeRare) || !AreCodes(texts)
            ? null
            : (haveFewRows ? KeyPartSearch.Find(texts, mayRepeat: true, areCodes: true) : null)
                ?? (mayBeRare ? KeyPatterns.Find(texts) : null);
    }

    // Codes of people or accounts, by the name, with several rows each.
    private static bool AreSubjects(string name, IReadOnlyList<string> texts, int rows) =>
        texts.Count >= MinKeys
        && rows >= MinRowsOfEach * texts.Count
        && SubjectNames.Are(name)
        && (!SubjectNames.AreContacts(name) || texts.All(PersonalKeys.IsContact))
        && (
            KeyPatterns.AreMostlyCodes(texts)
            || texts.All(text => text.Any(char.IsAsciiDigit) && !text.Any(char.IsLower))
        );

    private static bool AreCodes(IReadOnlyList<string> texts) =>
        texts.All(text => text.Any(char.IsAsciiDigit) && !text.Contains(' ', StringComparison.Ordinal));

    /// <summary>Whether most levels have few rows, and hardly any row has a frequent one.</summary>
    /// <param name="counts">The rows of each level.</param>
    public static bool AreRare(IReadOnlyCollection<int> counts) =>
        counts.Count(count => count < FewRows) > MostlyRare * counts.Count
        && counts.Sum() < MaxRowsOfEach * counts.Count
        && counts.Where(count => count >= ManyRows).Sum() <= MaxFrequent * counts.Sum();

    /// <summary>Levels in the order of their texts: independent of the rows' order, and of the part of the rows that is trained on.</summary>
    public static string[] Sorted(IEnumerable<string> texts) => [.. texts.Order(StringComparer.Ordinal)];

    /// <summary>The boolean that two texts are; null if they are none.</summary>
    public static BooleanKind? Boolean(IReadOnlyList<string> texts)
    {
        if (texts.Count == 1 && bool.TryParse(texts[0], out bool value))
        {
            string other = Likewise(value ? bool.FalseString : bool.TrueString, texts[0]);
            return value ? new BooleanKind(other, texts[0]) : new BooleanKind(texts[0], other);
        }

        if (texts.Count != 2)
        {
            return null;
        }

        foreach (var (no, yes) in Pairs)
        {
            for (int i = 0; i < 2; i++)
            {
                if (
                    texts[i].Equals(no, StringComparison.OrdinalIgnoreCase)
                    && texts[1 - i].Equals(yes, StringComparison.OrdinalIgnoreCase)
                )
                {
                    return new BooleanKind(texts[i], texts[1 - i]);
                }
            }
        }

        return null;
    }

    // The same case as the text that is there: true, True or TRUE.
    private static string Likewise(string word, string like) =>
        char.IsLower(like[0]) ? word.ToLowerInvariant()
        : char.IsUpper(like[^1]) ? word.ToUpperInvariant()
        : word;

    private static bool AreTimes(string why) =>
        why.StartsWith("dates", StringComparison.Ordinal)
        || why.StartsWith("times", StringComparison.Ordinal)
        || why.StartsWith("durations", StringComparison.Ordinal);

    // Texts with words, as streets with house numbers are: not keys, which have the same length or no spaces.
    private static bool AreWords(IReadOnlyList<string> texts) =>
        texts.Count >= MinInvented
        && texts.Any(text => text.Length != texts[0].Length)
        && texts.Count(HasWord) > MostlyDifferent * texts.Count;

    private static bool HasWord(string text)
    {
        int letters = 0;
        bool hasWord = false;
        foreach (char letter in text)
        {
            letters = char.IsLower(letter) ? letters + 1 : 0;
            hasWord |= letters >= MinWord;
        }

        return hasWord && text.Contains(' ', StringComparison.Ordinal);
    }

    // Words, most of which few rows have.
    private static bool AreNames(IReadOnlyList<string> texts, IReadOnlyList<int> counts) =>
        AreMostlyRare(texts, counts, MostlyDifferent);

    /// <summary>Whether there are many texts, and most rows have one of few rows: protection would keep it from samples.</summary>
    /// <param name="texts">The different texts.</param>
    /// <param name="counts">The rows of each, or the people who have it.</param>
    /// <param name="letters">So many of the texts have letters.</param>
    /// <param name="minTexts">So many texts are many.</param>
    public static bool AreMostlyRare(
        IReadOnlyList<string> texts,
        IReadOnlyList<int> counts,
        double letters,
        int minTexts = MinInvented
    ) =>
        texts.Count >= minTexts
        && HaveFewRows(counts)
        && (letters == 0 || texts.Count(text => text.Any(char.IsLetter)) > letters * texts.Count);

    /// <summary>Whether most rows have a level of few rows, which protection would keep from samples.</summary>
    /// <param name="counts">The rows of each level.</param>
    public static bool HaveFewRows(IReadOnlyCollection<int> counts) =>
        counts.Where(count => count < FewRows).Sum() > MostlyRare * counts.Sum();

    // The characters around what differs, such as those of links.
    private static int Shared(IReadOnlyList<string> texts)
    {
        (int before, int behind) = (texts[0].Length, texts[0].Length);
        int shortest = texts.Min(text => text.Length);
        string end = Reversed(texts[0]);
        foreach (string text in texts)
        {
            before = Math.Min(before, texts[0].AsSpan().CommonPrefixLength(text));
            behind = Math.Min(behind, end.AsSpan().CommonPrefixLength(Reversed(text)));
        }

        return Math.Min(before + behind, shortest);
    }

    private static string Reversed(string text) => new([.. text.AsEnumerable().Reverse()]);

    private static bool IsCode(string why) => why.StartsWith("codes", StringComparison.Ordinal);
}
