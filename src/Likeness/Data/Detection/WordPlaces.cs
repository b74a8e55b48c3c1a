using System.Text.RegularExpressions;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds words in which rare templates differ from others: <c>Started session {n} of user {w}.</c> Most of the words at a place are frequent ones, of which samples have some; rare ones are not emitted. Or a place
/// repeats a column of its row, whatever the words are.
/// </summary>
internal static partial class WordPlaces
{
    private const int MinWords = 3; // different ones at a place
    private const int MinRows = 20; // of a template with words
    private const double MinFrequent = 0.8; // rows whose word is frequent
    private const int MaxRare = 5000; // templates: words of more differ in every place
    private const int MaxWords = 16; // of a template
    private const int MinConstant = 2; // words that stay
    private const int MinLetters = 2;

    /// <summary>Templates that have words replaced, by the templates of numbers that are rare.</summary>
    /// <param name="rows">The rows of each template.</param>
    /// <param name="few">Templates of fewer rows are rare, and so are words.</param>
    public static Dictionary<string, WordTemplate> Find(IReadOnlyDictionary<string, int> rows, int few)
    {
        var found = new Dictionary<string, WordTemplate>(StringComparer.Ordinal);
        if (rows.Values.Count(count => count < few) is < MinWords or > MaxRare)
        {
            return found;
        }

        // With one word in another's place, and then with two.
        foreach (int places in (int[])[1, 2])
        {
            var groups = new Dictionary<string, List<(string Template, string[] Words)>>(StringComparer.Ordinal);
            foreach (string template in rows.Keys.Where(one => !found.ContainsKey(one)))
            {
                foreach (var (key, words) in Keys(template, places))
                {
                    if (!groups.TryGetValue(key, out var group))
                    {
                        groups[key] = group = [];
                    }

                    group.Add((template, words));
                }
            }

            var valid =
                from one in groups
                let words = WordsAt(one.Key, one.Value, places, rows, few)
                where words is not null
                orderby one.Value.Sum(member => rows[member.Template]) descending, one.Key
                select (one.Value, new WordTemplate(one.Key, words));
            foreach (var (group, template) in valid.ToList())
            {
                foreach (var (member, _) in group.Where(one => rows[one.Template] < few))
                {
                    found.TryAdd(member, template);
                }
            }
        }

        return found;
    }

    /// <summary>Whether two words of a template, at least, stay in samples.</summary>
    /// <param name="template">The template.</param>
    public static bool HasConstantWords(string template) =>
        WordsOf(template).Count(word => word.Value.Count(char.IsLetter) >= MinLetters) >= MinConstant;

    private static IEnumerable<Match> WordsOf(string template) =>
        Words().Matches(template).Where(word => !word.ValueSpan.Contains('{'));

    // The template with a mark in place of words, for each choice of so many.
    private static IEnumerable<(string Key, string[] Words)> Keys(string template, int places)
    {
        Match[] words = [.. WordsOf(template)];
        if (words.Length > MaxWords)
        {
            yield break;
        }

        for (int first = 0; first < words.Length; first++)
        {
            if (places == 1)
            {
                yield return (Replaced(template, words[first]), [words[first].Value]);
            }

            for (int second = first + 1; second < words.Length && places == 2; second++)
            {
                yield return (
                    Replaced(Replaced(template, words[second]), words[first]),
                    [words[first].Value, words[second].Value]
                );
            }
        }
    }

    private static string Replaced(string template, Match word) =>
        $"{template[..word.Index]}{NumberedText.Word}{template[(word.Index + word.Length)..]}";

    // The frequent words of each place; null where they are too few.
    private static FrequentNumber[][]? WordsAt(
        string key,
        List<(string Template, string[] Words)> group,
        int places,
        IReadOnlyDictionary<string, int> rows,
        int few
    )
    {
        int all = group.Sum(one => rows[one.Template]);
        if (group.Count < MinWords || all < MinRows || !HasConstantWords(key))
        {
            return null;
        }

        FrequentNumber[][] frequent =
        [
            .. Enumerable
                .Range(0, places)
                .Select(place =>
                    group
                        .GroupBy(one => one.Words[place], StringComparer.Ordinal)
                        .Select(words => new FrequentNumber(words.Key, words.Sum(one => rows[one.Template])))
                        .Where(word => word.Rows >= few)
                        .OrderBy(word => word.Text, StringComparer.Ordinal)
                        .ToArray()
                ),
        ];
        return Array.TrueForAll(
            frequent,
            words => words.Length > 1 && words.Sum(word => word.Rows) >= MinFrequent * all
        )
            ? frequent
            : null;
    }

    [GeneratedRegex(NumberedText.WordPattern, RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

/// <summary>A template with places for words.</summary>
/// <param name="Template">The template.</param>
/// <param name="Words">The frequent words of each place.</param>
internal sealed record WordTemplate(string Template, IReadOnlyList<IReadOnlyList<FrequentNumber>> Words);
