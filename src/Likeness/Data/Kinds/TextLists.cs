using System.Text.Json.Serialization;
using Likeness.Compute.Cpu;

namespace Likeness.Data.Kinds;

/// <summary>
/// Spells lists of parts from a large pool, such as the actors of a film: of as many parts as the data's lists have, each one that enough texts have, as often as in the data, or for the others one that is spelt. No
/// two parts of a list are equal.
/// </summary>
/// <param name="Separator">What stands between two parts.</param>
/// <param name="Lengths">How many texts have each number of parts.</param>
/// <param name="Known">The parts that enough texts have, each with its texts.</param>
/// <param name="Rare">How often other parts occur.</param>
/// <param name="Parts">Spells these; null where too few have anything in common, and only known ones are listed.</param>
/// <param name="AreSorted">Whether parts stand in the order of their texts.</param>
internal sealed record TextLists(
    string Separator,
    IReadOnlyDictionary<int, int> Lengths,
    IReadOnlyDictionary<string, int> Known,
    int Rare,
    TextSpelling? Parts,
    bool AreSorted
)
{
    private const int MaxTries = 50;

    /// <summary>The lists of texts; null where no part can be listed.</summary>
    /// <param name="texts">The texts, one of each row that counts.</param>
    /// <param name="separator">What stands between two parts.</param>
    public static TextLists? Fit(IReadOnlyList<string> texts, string separator)
    {
        string[][] lists = [.. texts.Select(text => text.Split(separator))];
        var counts = lists
            .SelectMany(list => list.Distinct(StringComparer.Ordinal))
            .CountBy(part => part, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        // In the order of the texts: the same rows in another order are the same data.
        var known = counts
            .Where(one => one.Value >= TextSpelling.MinTexts)
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        string[] others = [.. counts.Keys.Where(part => !known.ContainsKey(part)).Order(StringComparer.Ordinal)];
        // Known parts say how the others are spelt, too.
        var spelling = others.Length == 0 ? null : TextSpelling.Fit([.. counts.Keys.Order(StringComparer.Ordinal)]);
        return known.Count == 0 && spelling is null
            ? null
            : new(
                separator,
                Frequent(lists.CountBy(list => list.Length).ToDictionary()),
                known,
                spelling is null ? 0 : others.Sum(part => counts[part]),
                spelling,
                lists.All(list => list.SequenceEqual(list.Order(StringComparer.Ordinal)))
            );
    }

    // Longer lists than enough texts have count as the longest of these.
    private static Dictionary<int, int> Frequent(Dictionary<int, int> lengths)
    {
        int longest = lengths
            .Keys.OrderDescending()
            .FirstOrDefault(
                length => lengths.Where(one => one.Key >= length).Sum(one => one.Value) >= TextSpelling.MinTexts,
                1
            );
        return lengths
            .GroupBy(one => Math.Min(one.Key, longest), one => one.Value)
            .OrderBy(group => group.Key)
            .ToDictionary(group => group.Key, group => group.Sum());
    }

    /// <summary>The number of occurrences of parts.</summary>
    [JsonIgnore]
    public int Total => Rare + Known.Values.Sum();

    /// <summary>A list.</summary>
    /// <param name="random">Spells another one each time.</param>
    public string Spell(PhiloxRandom random)
    {
        int length = TextSpelling.Chosen(Lengths, random, Lengths.Values.Sum());
        var parts = new List<string>();
        for (int tries = 0; parts.Count < length && tries < MaxTries * length; tries++)
        {
            string? part = TextSpelling.Chosen(Known, random, Total) ?? Parts?.Spell(random).Trim();
            if (
                part?.Length > 0
                && !part.Contains(Separator.Trim(' '), StringComparison.Ordinal)
                && !parts.Contains(part)
            )
            {
                parts.Add(part);
            }
        }

        return string.Join(Separator, AreSorted ? parts.Order(StringComparer.Ordinal) : parts);
    }
}
