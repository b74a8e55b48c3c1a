namespace Likeness.Data.Kinds;

/// <summary>
/// The shapes of random codes of several lengths, such as hashes of 7 or 8 hexadecimal digits and identifiers of 14 to 17 letters and digits: what all begin with, and any character of one
/// alphabet at each other place.
/// </summary>
internal static class RandomCodes
{
    private const string Digits = "0123456789";
    private const string Small = "abcdefghijklmnopqrstuvwxyz";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    // Stands for the first alphabet in shapes; the others follow.
    private const char First = '\u0010';

    private const int MinCodes = 20;
    private const int MinRandom = 6; // characters, so that there are many times as many codes
    private const int MaxRatio = 2; // of the longest to the shortest
    private const int LongestCode = 64;
    private const double NearlyAll = 0.9;

    // Of neighbouring characters, the fraction that are not both digits, both capitals or both small letters: .40 of 36 random characters, .47 of 16, fewer of words with numbers.
    private const double MinChanges = 0.3;

    private static readonly string[] Alphabets =
    [
        $"{Digits}abcdef",
        $"{Digits}ABCDEF",
        $"{Digits}{Small}",
        $"{Digits}{Capitals}",
        $"{Digits}{Small}{Capitals}",
        $"{Digits}{Small}{Capitals}-_",
    ];

    /// <summary>The shapes, each with its codes; none if the texts are no random codes.</summary>
    /// <param name="texts">The texts.</param>
    public static Dictionary<string, int> Find(IReadOnlyList<string> texts)
    {
        if (
            texts.Count < MinCodes
            || texts.Any(text => text.Length is < MinRandom or > LongestCode)
            || texts.Distinct(StringComparer.Ordinal).Count() < texts.Count
        )
        {
            return [];
        }

        int common = texts.Min(text => texts[0].AsSpan().CommonPrefixLength(text));
        var lengths = texts
            .CountBy(text => text.Length)
            .Where(one => one.Value >= TextSpelling.MinTexts)
            .ToDictionary();
        int alphabet = Array.FindIndex(
            Alphabets,
            characters => texts.All(text => text.AsSpan(common).IndexOfAnyExcept(characters) < 0)
        );
        return
            alphabet < 0
            || lengths.Values.Sum() < NearlyAll * texts.Count
            || lengths.Keys.Min() - common < MinRandom
            || lengths.Keys.Max() > MaxRatio * lengths.Keys.Min()
            || texts.Average(text => Changes(text.AsSpan(common))) < MinChanges
            ? []
            : lengths.ToDictionary(
                one => texts[0][..common] + new string((char)(First + alphabet), one.Key - common),
                one => one.Value,
                StringComparer.Ordinal
            );
    }

    /// <summary>The characters that a place of a shape may have; null for another place.</summary>
    public static string? ClassOf(char place) =>
        place >= First && place < First + Alphabets.Length ? Alphabets[place - First] : null;

    private static double Changes(ReadOnlySpan<char> text)
    {
        int changes = 0;
        for (int i = 1; i < text.Length; i++)
        {
            changes += CodeShapes.Of($"{text[i]}") != CodeShapes.Of($"{text[i - 1]}") ? 1 : 0;
        }

        return changes / (double)Math.Max(1, text.Length - 1);
    }
}
