using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>Words of texts that go with a value of another column of their row: <c>Mr</c> with <c>male</c>.</summary>
/// <param name="Column">The other column.</param>
/// <param name="Values">The text of its value that each word goes with.</param>
internal sealed record TextWords(string Column, IReadOnlyDictionary<string, string> Values)
{
    private const int Shortest = 2;

    private HashSet<string> Known => field ??= [.. Values.Values];

    /// <summary>The most frequent words, for people to read.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Whether a text has no word that goes with another value; any text does where no word goes with the row's.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">What the row has in the other column.</param>
    public bool Allow(string text, string value) =>
        !Known.Contains(value) || Of(text).All(word => !Values.TryGetValue(word, out string? own) || own == value);

    /// <summary>The different words of a text: letters that stand together.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        int start = 0;
        for (int at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || !char.IsLetter(text[at]))
            {
                if (at - start >= Shortest)
                {
                    words.Add(text[start..at]);
                }

                start = at + 1;
            }
        }

        return words;
    }
}
