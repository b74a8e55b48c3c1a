using System.Globalization;
using System.Text;

namespace Likeness.Data.Kinds;

/// <summary>Reads patterns of keys as <see cref="KeyPattern.ToString"/> writes them.</summary>
internal static class KeyPatternText
{
    private const int LongestKey = 64;

    private static readonly (string Name, CheckDigit Scheme)[] Checks =
    [
        ("{mod97}", CheckDigit.Mod97),
        ("{luhn}", CheckDigit.Luhn),
        ("{mod10}", CheckDigit.Mod10),
    ];

    /// <summary>How check digits stand in a pattern.</summary>
    /// <param name="check">What they are computed by.</param>
    public static string NameOf(CheckDigit check) => Array.Find(Checks, one => one.Scheme == check).Name;

    /// <summary>Reads a pattern from its text.</summary>
    /// <param name="text">The text, as <see cref="KeyPattern.ToString"/> gives it.</param>
    /// <param name="next">The number from which keys are counted on.</param>
    /// <exception cref="FormatException">The text is not a pattern.</exception>
    public static KeyPattern Read(string text, long next)
    {
        if (KeyMixtureText.Read(text) is { } mixture)
        {
            return mixture;
        }

        var places = new List<string>();
        var parts = new List<IReadOnlyList<string>>();
        KeyLengths? lengths = null;
        CheckDigit? check = null;
        for (int at = 0; at < text.Length; )
        {
            int close = text.IndexOf('}', at);
            if (
                check is null
                && Checks.FirstOrDefault(one => text.AsSpan(at).StartsWith(one.Name)) is { Name: { } name } one
            )
            {
                check = one.Scheme;
                places.AddRange(CheckDigits.Signs(one.Scheme).Select(sign => $"{sign}"));
                at += name.Length;
                continue;
            }

            if (text[at] == '{' && close == text.Length - 1 && text.IndexOf('=', at) > at && places.Count > 1)
            {
                lengths = KeyLengths.Parse(text.AsSpan((at + 1)..close));
                places.AddRange(Enumerable.Repeat(places[^1], lengths.Max - 1));
                at = close + 1;
                continue;
            }

            if (text[at] == '{' && at + 1 < text.Length && text[at + 1] == '0')
            {
                // One digit is a number without leading zeros, of any length.
                int width = close - at - 1;
                return close == text.Length - 1 && places.TrueForAll(place => place.Length == 1)
                    ? KeyPattern.Counter(string.Concat(places), width > 1 ? width : 0, next).With(parts)
                    : throw new FormatException($"'{text}' is not a pattern of keys.");
            }

            if (text[at] == '{' && places.Count > 0)
            {
                int count = int.Parse(text[(at + 1)..Math.Max(at + 1, close)], CultureInfo.InvariantCulture);
                places.AddRange(Enumerable.Repeat(places[^1], Math.Clamp(count - 1, 0, LongestKey)));
                at = close + 1;
            }
            else if (text[at] == '(' && Alternatives(text, ref at) is { } texts)
            {
                places.Add($"{KeyParts.Slot(parts.Count)}");
                parts.Add(texts);
            }
            else if (text[at] == '[')
            {
                var known = CharacterClasses.At(text.AsSpan(at));
                at += known?.Name.Length ?? 0;
                places.Add(
                    known?.Characters
                        ?? SeenCharacters.Read(text, ref at)
                        ?? throw new FormatException($"'{text}' is not a pattern of keys.")
                );
            }
            else
            {
                at += text[at] == '\\' && at + 1 < text.Length ? 1 : 0;
                places.Add(text[at++].ToString());
            }
        }

        return KeyPattern.Placed([.. places]).WithLengths(lengths).WithCheck(check).With(parts);
    }

    // The texts between parentheses with bars between them; null for a parenthesis that is a character of the keys.
    private static List<string>? Alternatives(string text, ref int at)
    {
        var texts = new List<string>();
        var one = new StringBuilder();
        for (int i = at + 1; i < text.Length; i++)
        {
            if (text[i] is '|' or ')')
            {
                texts.Add(one.ToString());
                one.Clear();
                if (text[i] == ')')
                {
                    bool isGroup = texts.Count > 1;
                    at = isGroup ? i + 1 : at;
                    return isGroup && texts.Distinct().Count() == texts.Count ? texts : null;
                }
            }
            else
            {
                i += text[i] == '\\' && i + 1 < text.Length ? 1 : 0;
                one.Append(text[i]);
            }
        }

        return null;
    }
}
