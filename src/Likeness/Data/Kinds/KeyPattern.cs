using System.Globalization;
using System.Numerics;
using System.Text;
using Likeness.Compute.Cpu;

namespace Likeness.Data.Kinds;

/// <summary>
/// The pattern of unique keys: a fixed text with a number behind it, which is counted on, or places that each have a class of characters. As text
/// <c>CUST-{00000}</c>, or a regular expression such as <c>[0-9a-f]{8}-[0-9a-f]{4}</c>.
/// </summary>
internal sealed class KeyPattern
{
    private static readonly (string Name, string Characters)[] Classes =
    [
        ("[0-9]", "0123456789"),
        ("[0-9a-f]", "0123456789abcdef"),
        ("[0-9A-F]", "0123456789ABCDEF"),
        ("[a-z]", "abcdefghijklmnopqrstuvwxyz"),
        ("[A-Z]", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        ("[0-9a-z]", "0123456789abcdefghijklmnopqrstuvwxyz"),
        ("[0-9A-Z]", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        ("[A-Za-z]", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        ("[0-9A-Za-z]", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
    ];

    private const int LongestKey = 64;
    private const int MaxDigits = 15;

    private readonly string prefix;
    private readonly int width; // of the number, with leading zeros; 0 for none
    private readonly long next; // the first number that the data does not reach
    private readonly string[]? places; // the characters of each place; null for a number

    private KeyPattern(string prefix, int width, long next, string[]? places) =>
        (this.prefix, this.width, this.next, this.places) = (prefix, width, next, places);

    /// <summary>The number from which keys are counted on; 0 for a pattern without a number.</summary>
    public long Next => next;

    /// <summary>Whole numbers that are counted on.</summary>
    /// <param name="last">The largest of the data.</param>
    public static KeyPattern Counter(long last) => new("", 0, last + 1, null);

    /// <summary>The pattern that all keys have; null for none.</summary>
    public static KeyPattern? Find(IReadOnlyList<string> keys)
    {
        if (keys.Any(key => key.Length > LongestKey))
        {
            return null;
        }

        return Numbered(keys) ?? Placed(keys);
    }

    /// <summary>Reads a pattern from its text.</summary>
    /// <param name="text">The text, as <see cref="ToString"/> gives it.</param>
    /// <param name="next">The number from which keys are counted on.</param>
    /// <exception cref="FormatException">The text is not a pattern.</exception>
    public static KeyPattern Parse(string text, long next)
    {
        var places = new List<string>();
        for (int at = 0; at < text.Length; )
        {
            int close = text.IndexOf('}', at);
            if (text[at] == '{' && at + 1 < text.Length && text[at + 1] == '0')
            {
                return close == text.Length - 1 && places.TrueForAll(place => place.Length == 1)
                    ? new KeyPattern(string.Concat(places), close - at - 1, next, null)
                    : throw new FormatException($"'{text}' is not a pattern of keys.");
            }

            if (text[at] == '{' && places.Count > 0)
            {
                int count = int.Parse(text[(at + 1)..Math.Max(at + 1, close)], CultureInfo.InvariantCulture);
                places.AddRange(Enumerable.Repeat(places[^1], Math.Clamp(count - 1, 0, LongestKey)));
                at = close + 1;
            }
            else if (text[at] == '[')
            {
                var (name, characters) = Array.Find(Classes, one => text.AsSpan(at).StartsWith(one.Name));
                places.Add(characters ?? throw new FormatException($"'{text}' is not a pattern of keys."));
                at += name.Length;
            }
            else
            {
                at += text[at] == '\\' && at + 1 < text.Length ? 1 : 0;
                places.Add(text[at++].ToString());
            }
        }

        return new KeyPattern("", 0, 0, [.. places]);
    }

    /// <summary>The pattern as text.</summary>
    public override string ToString()
    {
        if (places is null)
        {
            return $"{Escaped(prefix)}{{{new string('0', Math.Max(1, width))}}}";
        }

        var text = new StringBuilder();
        for (int first = 0, next; first < places.Length; first = next)
        {
            for (next = first + 1; next < places.Length && places[next] == places[first]; next++) { }

            string name = Array.Find(Classes, one => one.Characters == places[first]).Name ?? Escaped(places[first]);
            text.Append(name);
            if (next - first > 1)
            {
                text.Append(CultureInfo.InvariantCulture, $"{{{next - first}}}");
            }
        }

        return text.ToString();
    }

    /// <summary>One of the fresh keys, none of which occurs twice.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="seed">Another seed gives other keys, where the pattern has no number.</param>
    /// <param name="taken">The number of the data's keys: a pattern that has few others gets further places.</param>
    public string Key(long index, ulong seed, long taken)
    {
        if (places is null)
        {
            string format = new('0', Math.Max(1, width));
            return prefix + (next + index).ToString(format, CultureInfo.InvariantCulture);
        }

        string[] all = Extended(taken);
        BigInteger size = Size(all);
        // An odd multiple of the index, plus an offset, visits every number below the size once if it has no common factor with the size.
        var random = new PhiloxRandom(seed, 0);
        BigInteger factor = (((BigInteger)random.NextUInt64() << 64) | random.NextUInt64()) % size;
        while (!BigInteger.GreatestCommonDivisor(factor, size).IsOne)
        {
            factor++;
        }

        BigInteger rest = ((factor * index) + random.NextUInt64()) % size;
        var key = new char[all.Length];
        for (int i = key.Length - 1; i >= 0; i--)
        {
            rest = BigInteger.DivRem(rest, all[i].Length, out BigInteger digit);
            key[i] = all[i][(int)digit];
        }

        return new string(key);
    }

    // Few of the possible keys are the data's, so that a fresh one practically never is.
    private string[] Extended(long taken)
    {
        const long Rarity = 1_000_000_000_000;
        string last = Array.FindLast(places!, place => place.Length > 1) ?? Classes[0].Characters;
        string[] all = [.. places!];
        while (Size(all) < (BigInteger)Math.Max(1, taken) * Rarity)
        {
            all = [.. all, last];
        }

        return all;
    }

    private static BigInteger Size(string[] places) =>
        places.Aggregate(BigInteger.One, (size, place) => size * place.Length);

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => c is '[' or ']' or '{' or '}' or '\\' ? $"\\{c}" : $"{c}"));

    // A common text with digits behind it: C1 … C999, or CUST-00017.
    private static KeyPattern? Numbered(IReadOnlyList<string> keys)
    {
        int common = keys[0].Length;
        foreach (string key in keys)
        {
            common = Math.Min(common, keys[0].AsSpan().CommonPrefixLength(key));
        }

        while (common > 0 && char.IsAsciiDigit(keys[0][common - 1]))
        {
            common--;
        }

        long last = 0;
        bool hasZeros = false;
        foreach (string key in keys)
        {
            string digits = key[common..];
            if (digits.Length is 0 or > MaxDigits || !digits.All(char.IsAsciiDigit))
            {
                return null;
            }

            hasZeros |= digits[0] == '0' && digits.Length > 1;
            last = Math.Max(last, long.Parse(digits, CultureInfo.InvariantCulture));
        }

        bool isFixed = keys.All(key => key.Length == keys[0].Length);
        return hasZeros && !isFixed
            ? null
            : new KeyPattern(keys[0][..common], hasZeros ? keys[0].Length - common : 0, last + 1, null);
    }

    // Keys of one length: at each place one character, or one of a class.
    private static KeyPattern? Placed(IReadOnlyList<string> keys)
    {
        if (keys.Any(key => key.Length != keys[0].Length) || !keys.All(key => key.Any(char.IsAsciiDigit)))
        {
            return null;
        }

        var places = new string[keys[0].Length];
        for (int i = 0; i < places.Length; i++)
        {
            char first = keys[0][i];
            places[i] = keys.All(key => key[i] == first)
                ? $"{first}"
                : Array.Find(Classes, one => keys.All(key => one.Characters.Contains(key[i]))).Characters;
            if (places[i] is null)
            {
                return null;
            }
        }

        return new KeyPattern("", 0, 0, Merged(places, keys));
    }

    // A place that shows only digits by chance, beside places of hexadecimal digits, is one of those.
    private static string[] Merged(string[] places, IReadOnlyList<string> keys)
    {
        var varying = places.Where(place => place.Length > 1).Distinct().ToArray();
        string? widest = Array.Find(varying, place => varying.All(other => other.All(place.Contains)));
        const int Few = 200;
        return widest is null || keys.Count > Few
            ? places
            : [.. places.Select(place => place.Length > 1 ? widest : place)];
    }
}
