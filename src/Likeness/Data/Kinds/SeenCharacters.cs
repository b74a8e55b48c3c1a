using System.Text;

namespace Likeness.Data.Kinds;

/// <summary>The characters that keys have at a place, where they are surely fewer than those of a general class: aisles <c>[A-H]</c>.</summary>
internal static class SeenCharacters
{
    private const int MinKeys = 100;
    private const double Sure = 20.7; // by chance: 1e-9

    /// <summary>The characters of a place that keys have; all of them if others may be absent by chance.</summary>
    /// <param name="characters">The characters of the place.</param>
    /// <param name="seen">Those of the keys.</param>
    /// <param name="keys">The number of different keys.</param>
    public static string Of(string characters, IReadOnlySet<char> seen, int keys)
    {
        // Some s of k characters are all that n keys have with a probability of at most C(k, s) (s/k)ⁿ < 2ᵏ (s/k)ⁿ.
        bool areSure =
            keys >= MinKeys
            && keys * Math.Log(characters.Length / (double)Math.Max(1, seen.Count))
                > Sure + (characters.Length * Math.Log(2));
        return areSure && seen.Count > 1 ? string.Concat(characters.Where(seen.Contains)) : characters;
    }

    /// <summary>The characters as text, such as <c>[1-5]</c>.</summary>
    public static string Text(string characters)
    {
        var text = new StringBuilder("[");
        for (int first = 0, last; first < characters.Length; first = last + 1)
        {
            for (last = first; last + 1 < characters.Length && characters[last + 1] == characters[last] + 1; last++) { }

            text.Append(characters[first])
                .Append(last > first + 1 ? "-" : "")
                .Append(last > first ? $"{characters[last]}" : "");
        }

        return text.Append(']').ToString();
    }

    /// <summary>Reads the text; null if it is none.</summary>
    /// <param name="text">The text of a pattern.</param>
    /// <param name="at">The place of the bracket, and then behind its end.</param>
    public static string? Read(string text, ref int at)
    {
        int end = text.IndexOf(']', at);
        var characters = new SortedSet<char>();
        for (int i = at + 1; i < end; i++)
        {
            char last = i + 2 < end && text[i + 1] == '-' ? text[i + 2] : text[i];
            if (!char.IsAsciiLetterOrDigit(text[i]) || !char.IsAsciiLetterOrDigit(last) || last < text[i])
            {
                return null;
            }

            characters.UnionWith(Enumerable.Range(text[i], last - text[i] + 1).Select(c => (char)c));
            i += last == text[i] ? 0 : 2;
        }

        if (characters.Count < 2 || !characters.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        at = end + 1;
        return string.Concat(characters);
    }
}
