using System.Text;
using System.Text.Json.Serialization;
using Likeness.Compute.Cpu;

namespace Likeness.Data.Kinds;

/// <summary>
/// Spells texts that look like those of a column: each character follows from up to <see cref="MaxOrder"/> before it, as often as in the data, if so many of
/// the data's texts have them all that no single one is copied. A rarer continuation escapes to fewer characters (prediction by partial matching: Cleary,
/// Witten, "Data Compression Using Adaptive Coding and Partial String Matching", IEEE Trans. Commun. 1984).
/// </summary>
[JsonConverter(typeof(TextSpellingJson))]
public sealed class TextSpelling
{
    private readonly Dictionary<string, SpellingContext>.AlternateLookup<ReadOnlySpan<char>> lookup;

    /// <summary>Creates a spelling.</summary>
    /// <param name="longest">The characters of the longest text, but for the four longest.</param>
    /// <param name="contexts">What follows on the characters before; a text begins with <see cref="Start"/>.</param>
    /// <param name="shapes">The frequent orders of words (<c>a</c>), numbers (<c>0</c>) and signs, with a limit of each number; empty for any.</param>
    internal TextSpelling(
        int longest,
        IReadOnlyDictionary<string, SpellingContext> contexts,
        IReadOnlyDictionary<string, long[]> shapes
    )
    {
        (Longest, Contexts, Shapes) = (longest, contexts, shapes);
        lookup = new Dictionary<string, SpellingContext>(contexts, StringComparer.Ordinal).GetAlternateLookup<
            ReadOnlySpan<char>
        >();
    }

    /// <summary>The characters of the longest text, but for the four longest.</summary>
    internal int Longest { get; }

    /// <summary>The frequent orders of words (<c>a</c>), numbers (<c>0</c>) and signs, with a limit of each number; empty for any.</summary>
    internal IReadOnlyDictionary<string, long[]> Shapes { get; }

    /// <summary>What follows on the characters before; a text begins with <see cref="Start"/>.</summary>
    internal IReadOnlyDictionary<string, SpellingContext> Contexts { get; }

    /// <summary>The shapes of codes, each with its texts (<see cref="CodeShapes"/>); empty for texts of any length.</summary>
    internal IReadOnlyDictionary<string, int> Codes { get; init; } = new Dictionary<string, int>();

    /// <summary>The shapes that codes have with what they repeat of other columns; empty for any.</summary>
    internal IReadOnlySet<string> Written { get; init; } = new HashSet<string>();

    /// <summary>The numbers of words that enough texts have, each with its texts; empty for any.</summary>
    internal IReadOnlyDictionary<int, int> Words { get; init; } = new Dictionary<int, int>();

    /// <summary>The word before a number, in place of texts that are spelt; null for these.</summary>
    internal string? Word { get; init; }

    /// <summary>What all texts are, if they are joined from other columns; null for texts that are spelt.</summary>
    internal string? Joined { get; init; }

    /// <summary>Spells lists of parts; null for other texts.</summary>
    internal TextLists? Lists { get; init; }

    /// <summary>The most characters that the next one follows from.</summary>
    internal const int MaxOrder = 6;

    /// <summary>The texts that need to have a sequence of characters.</summary>
    internal const int MinTexts = 5;

    /// <summary>Stands before the first character.</summary>
    internal const char Start = '\u0002';

    private const int MaxTries = 200;
    private const int Tried = 200;
    private const int MinOrder = 2; // characters that a letter within a believable text follows from
    private const double MaxGuessed = 0.75; // texts
    private const double Shortest = 0.05;
    private const string End = "";

    /// <summary>Whether enough texts begin with the same character.</summary>
    internal static bool IsPossible(IEnumerable<string> texts) =>
        texts
            .Select(text => text.Length == 0 ? "" : $"{text.EnumerateRunes().First()}")
            .CountBy(first => first)
            .Any(first => first.Value >= MinTexts);

    /// <summary>Texts that are a word and a number.</summary>
    internal static TextSpelling Numbered(string word) =>
        new(0, new Dictionary<string, SpellingContext>(), new Dictionary<string, long[]>()) { Word = word };

    /// <summary>Texts that are joined from other columns.</summary>
    internal static TextSpelling Of(JoinedText text) =>
        new(text.Template.Length, new Dictionary<string, SpellingContext>(), new Dictionary<string, long[]>())
        {
            Joined = text.Template,
        };

    /// <summary>Texts that are lists of parts.</summary>
    internal static TextSpelling Of(TextLists lists) =>
        new(0, new Dictionary<string, SpellingContext>(), new Dictionary<string, long[]>()) { Lists = lists };

    /// <summary>Counts what follows in texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="written">The texts with what they repeat of other columns; null for the same.</param>
    /// <returns>Null if no character begins <see cref="MinTexts"/> of them, but for codes.</returns>
    internal static TextSpelling? Fit(IReadOnlyList<string> texts, IReadOnlyList<string>? written = null)
    {
        var shapes = CodeShapes.Find(written ?? texts);
        var codes = written is null || shapes.Count == 0 ? shapes : CodeShapes.Frequent(texts);
        var symbols = texts
            .Select(text =>
                (string[])[$"{Start}", .. text.ReplaceLineEndings(" ").EnumerateRunes().Select(rune => $"{rune}"), End]
            )
            .ToList();
        var contexts = new Dictionary<string, SpellingContext>(StringComparer.Ordinal);
        HashSet<string> frequent = [""];
        for (int order = 0; order <= MaxOrder && frequent.Count > 0; order++)
        {
            var counts = new Dictionary<(string Context, string Next), int>();
            foreach (string[] text in symbols)
            {
                Count(text, order, frequent, counts);
            }

            frequent = [];
            foreach (var group in counts.GroupBy(one => one.Key.Context))
            {
                var next = group
                    .Where(one => one.Value >= MinTexts)
                    .ToDictionary(one => one.Key.Next, one => one.Value);
                if (next.Count > 0)
                {
                    contexts[group.Key] = new(group.Sum(one => one.Value), next);
                    frequent.UnionWith(next.Keys.Where(one => one.Length > 0).Select(one => group.Key + one));
                }
            }

            if (order == 0)
            {
                frequent.Add($"{Start}");
            }
        }

        int[] lengths = [.. symbols.Select(text => text.Length - 2).OrderDescending()];
        return contexts.ContainsKey($"{Start}") || codes.Count > 0
            ? new(lengths[Math.Min(lengths.Length, MinTexts) - 1], contexts, TextShapes.Find(texts))
            {
                Codes = codes,
                Words = codes.Count > 0 ? [] : CountWords(texts),
                Written = codes.Count > 0 && written is not null ? shapes.Keys.ToHashSet() : [],
            }
            : null;
    }

    /// <summary>A text.</summary>
    /// <param name="random">Spells another text each time.</param>
    /// <param name="order">The most characters that the next one of a code follows from: fewer make more different codes.</param>
    internal string Spell(PhiloxRandom random, int order = MaxOrder) =>
        Lists is not null ? Lists.Spell(random)
        : Codes.Count > 0 ? SpellOneCode(random, order)
        : SpellWords(random);

    private string SpellOneCode(PhiloxRandom random, int order)
    {
        string shape = Chosen(Codes, random, Codes.Values.Sum())!;
        string text = "";
        bool fits = false;
        for (int tries = 0; tries < MaxTries && !fits; tries++)
        {
            text = SpellCode(shape, random, order);
            // Of few texts, a shape may have too few for a limit of its numbers.
            fits = Codes[shape] < MinTexts || TextShapes.Fits(text, Shapes);
        }

        return text;
    }

    // As many words as a text of the data has: short texts are spelt more easily than long ones.
    private string SpellWords(PhiloxRandom random)
    {
        int? words = Words.Count > 1 ? Chosen(Words, random, Words.Values.Sum()) : null;
        string? whole = null;
        string text = "";
        for (int tries = 0; tries < MaxTries; tries++)
        {
            text = Spell(random, out bool hasEnd, out _);
            if (hasEnd && TextShapes.Fits(text, Shapes))
            {
                whole = text;
                if (words is null || WordsOf(text) == words)
                {
                    break;
                }
            }
        }

        return whole ?? text;
    }

    private static int WordsOf(string text) => 1 + text.Trim().AsSpan().Count(' ');

    private static Dictionary<int, int> CountWords(IReadOnlyList<string> texts) =>
        texts
            .CountBy(WordsOf)
            .Where(one => one.Value >= MinTexts)
            .OrderBy(one => one.Key)
            .ToDictionary(one => one.Key, one => one.Value);

    /// <summary>
    /// Whether most texts that are spelt are as long as those of the data, but for the shortest, and have no letter, but for the first, that follows from only
    /// one character. Codes need not.
    /// </summary>
    /// <param name="texts">The texts of the data.</param>
    internal bool IsBelievable(IReadOnlyList<string> texts)
    {
        if (Codes.Count > 0 || Joined is not null)
        {
            return true;
        }

        int shortest = texts.Select(text => text.Length).Order().ElementAt((int)(Shortest * texts.Count));
        int rest = 0;
        for (int i = 0; i < Tried; i++)
        {
            string text = Spell(new PhiloxRandom(0, (ulong)i), out _, out bool isGuessed);
            rest += isGuessed || text.Length < shortest ? 1 : 0;
        }

        return rest <= MaxGuessed * Tried;
    }

    // A character for each place: of those that follow, one of the place's class; any of the class for those that few texts have.
    private string SpellCode(string shape, PhiloxRandom random, int most)
    {
        var text = new StringBuilder().Append(Start);
        foreach (char place in shape)
        {
            string written = text.ToString();
            string? next = CodeShapes.ClassOf(place) is null ? $"{place}" : null;
            for (int order = Math.Min(most, written.Length); order >= 0 && next is null; order--)
            {
                if (lookup.TryGetValue(written.AsSpan(written.Length - order), out var context))
                {
                    next = context.Choose(random, mustFind: false, place);
                }
            }

            string characters = CodeShapes.ClassOf(place) ?? $"{place}";
            text.Append(next ?? $"{characters[random.NextInt(characters.Length)]}");
        }

        return text.ToString(1, text.Length - 1);
    }

    /// <summary>One of several by their counts; the default for what is left of the total.</summary>
    internal static T? Chosen<T>(IEnumerable<KeyValuePair<T, int>> counts, PhiloxRandom random, int total)
    {
        int left = (int)(random.NextDouble() * total);
        foreach (var (one, count) in counts)
        {
            left -= count;
            if (left < 0)
            {
                return one;
            }
        }

        return default;
    }

    private string Spell(PhiloxRandom random, out bool hasEnd, out bool isGuessed)
    {
        var text = new StringBuilder().Append(Start);
        List<int> starts = [0];
        isGuessed = false;
        while (starts.Count <= Longest + 1)
        {
            string written = text.ToString();
            string? next = null;
            for (int order = Math.Min(MaxOrder, starts.Count); order >= 0 && next is null; order--)
            {
                int from = order == 0 ? written.Length : starts[^order];
                if (lookup.TryGetValue(written.AsSpan(from), out var context))
                {
                    // Any character may follow on none: only the shape of the text tells whether it may here.
                    next = context.Choose(random, mustFind: order <= (Shapes.Count > 0 ? 0 : 1));
                    isGuessed |=
                        next?.Length > 0
                        && order < MinOrder
                        && starts.Count > 1
                        && (char.IsUpper(next[0]) || char.IsLower(next[0]));
                }
            }

            if (string.IsNullOrEmpty(next))
            {
                hasEnd = true;
                return written[1..];
            }

            starts.Add(text.Length);
            text.Append(next);
        }

        hasEnd = false;
        return text.ToString(1, text.Length - 1);
    }

    // Each continuation counts once a text.
    private static void Count(
        string[] symbols,
        int order,
        HashSet<string> frequent,
        Dictionary<(string Context, string Next), int> counts
    )
    {
        var seen = new HashSet<(string, string)>();
        for (int i = Math.Max(1, order); i < symbols.Length; i++)
        {
            string context = string.Concat(symbols.AsSpan(i - order, order)!);
            if (frequent.Contains(context) && seen.Add((context, symbols[i])))
            {
                counts[(context, symbols[i])] = counts.GetValueOrDefault((context, symbols[i])) + 1;
            }
        }
    }
}

/// <summary>What follows on a sequence of characters.</summary>
/// <param name="Total">The texts, counted once for each continuation.</param>
/// <param name="Next">The continuations that enough texts have, each with its texts; empty for the end.</param>
internal sealed record SpellingContext(int Total, IReadOnlyDictionary<string, int> Next)
{
    /// <summary>A continuation as frequent as in the data; null for one that too few texts have.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="mustFind">Whether one of the others is chosen instead.</param>
    internal string? Choose(PhiloxRandom random, bool mustFind) =>
        TextSpelling.Chosen(Next, random, mustFind ? Next.Values.Sum() : Total);

    /// <summary>The same of the continuations that stand at a place of a shape; null for none.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="mustFind">Whether one of the others is chosen instead.</param>
    /// <param name="place">The place, see <see cref="CodeShapes.Of"/>.</param>
    internal string? Choose(PhiloxRandom random, bool mustFind, char place)
    {
        KeyValuePair<string, int>[] fitting =
        [
            .. Next.Where(one => one.Key.Length == 1 && CodeShapes.Fits(one.Key, place)),
        ];
        int rare = mustFind ? 0 : Total - Next.Values.Sum();
        return TextSpelling.Chosen(fitting, random, fitting.Sum(one => one.Value) + rare);
    }
}
