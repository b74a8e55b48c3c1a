using System.Globalization;
using System.Text;

namespace Likeness.Data.Kinds;

/// <summary>The numbers of an IPv4 address at a place of a pattern: <c>[0-255]</c>, or <c>[1-254]</c> for those of hosts. A character of the private use area stands for each.</summary>
internal static class Octets
{
    /// <summary>The name of the class of all octets.</summary>
    public const string All = "[0-255]";

    /// <summary>The name of the class of octets without 0 and 255, which end the addresses of networks.</summary>
    public const string Hosts = "[1-254]";

    private const char First = '\uE100';
    private const int Most = 255;
    private const int MostDigits = 3;

    /// <summary>The characters that stand for octets.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The last.</param>
    public static string Characters(int from, int to) =>
        string.Concat(Enumerable.Range(from, to - from + 1).Select(octet => (char)(First + octet)));

    /// <summary>Whether a place has octets.</summary>
    public static bool Are(string place) => place.Length > 1 && Is(place[0]);

    /// <summary>A key with the numbers of its octets.</summary>
    public static string Written(string key)
    {
        var text = new StringBuilder();
        foreach (char character in key)
        {
            _ = Is(character)
                ? text.Append((character - First).ToString(CultureInfo.InvariantCulture))
                : text.Append(character);
        }

        return text.ToString();
    }

    /// <summary>A key with a character for each octet; the key itself if it has another form.</summary>
    /// <param name="key">The key.</param>
    /// <param name="places">The places of its pattern.</param>
    public static string Placed(string key, string[] places)
    {
        var placed = new StringBuilder();
        int at = 0;
        foreach (string place in places)
        {
            int digits = Are(place) ? DigitsAt(key, at) : 0;
            if (at == key.Length || (Are(place) && !IsOctet(key.AsSpan(at, digits))))
            {
                return key;
            }

            placed.Append(
                digits > 0
                    ? (char)(First + int.Parse(key.AsSpan(at, digits), NumberStyles.None, CultureInfo.InvariantCulture))
                    : key[at]
            );
            at += Math.Max(1, digits);
        }

        return at == key.Length ? placed.ToString() : key;
    }

    /// <summary>Whether a text is a whole number of at most 255, without leading zeros.</summary>
    public static bool IsOctet(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MostDigits
        && text.IndexOfAnyExceptInRange('0', '9') < 0
        && (text.Length == 1 || text[0] != '0')
        && int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) <= Most;

    private static bool Is(char character) => character is >= First and <= (char)(First + Most);

    private static int DigitsAt(string key, int at)
    {
        int end = at;
        while (end < key.Length && char.IsAsciiDigit(key[end]))
        {
            end++;
        }

        return end - at;
    }
}
