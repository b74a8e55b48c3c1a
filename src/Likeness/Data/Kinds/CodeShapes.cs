namespace Likeness.Data.Kinds;

/// <summary>
/// The shapes of short codes, such as <c>AAA</c> of airports, and of texts of digits and signs, such as <c>(000) 000-0000</c>: capitals, small letters and
/// digits at their places, and all other characters themselves.
/// </summary>
internal static class CodeShapes
{
    private const double NearlyAll = 0.9;
    private const double Most = 0.8;
    private const double Half = 0.5;
    private const int Small = 200; // texts, few of which share a shape
    private const int MinTextsOfSmall = 2;
    private const int MaxShapes = 50;
    private const int FewLengths = 3;
    private const int LongestCode = 24;
    private const int Word = 3; // small letters

    /// <summary>The frequent shapes of codes, or of texts of digits and signs, each with its texts; none if the texts are neither.</summary>
    public static IReadOnlyDictionary<string, int> Find(IReadOnlyList<string> texts) =>
        Short(texts) is { Count: > 0 } found ? found : RandomCodes.Find(texts);

    private static IReadOnlyDictionary<string, int> Short(IReadOnlyList<string> texts) =>
        texts.Count(text => text.Length is > 0 and <= LongestCode) < Math.Max(1, NearlyAll * texts.Count) ? Empty
        : texts.Count(IsOfDigits) >= NearlyAll * texts.Count ? OfDigits(texts)
        : HaveFewLengths(texts) ? Frequent(texts)
        : Empty;

    /// <summary>The shapes that enough texts have, if nearly all have one of a few; else none.</summary>
    public static IReadOnlyDictionary<string, int> Frequent(IReadOnlyList<string> texts)
    {
        var found = Counts(texts, TextSpelling.MinTexts, NearlyAll);
        found = found.Count == 0 && texts.Count < Small ? Counts(texts, MinTextsOfSmall, NearlyAll) : found;
        return found.Count <= MaxShapes ? found : Empty;
    }

    /// <summary>The shape of a text.</summary>
    public static string Of(string text) =>
        string.Concat(
            text.Select(c =>
                char.IsAsciiDigit(c) ? '0'
                : char.IsUpper(c) ? 'A'
                : char.IsLower(c) ? 'a'
                : c
            )
        );

    /// <summary>The characters that a place of a shape may have; null for the character itself.</summary>
    public static string? ClassOf(char place) =>
        place switch
        {
            '0' => "0123456789",
            'A' => "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            'a' => "abcdefghijklmnopqrstuvwxyz",
            _ => RandomCodes.ClassOf(place),
        };

    /// <summary>Whether a character may stand at a place of a shape.</summary>
    public static bool Fits(string character, char place) =>
        RandomCodes.ClassOf(place)?.Contains(character, StringComparison.Ordinal) ?? Of(character)[0] == place;

    private static Dictionary<string, int> Empty => [];

    // Of few texts, some have shapes of their own: samples have those of the others.
    private static Dictionary<string, int> OfDigits(IReadOnlyList<string> texts)
    {
        var found = Counts(texts, TextSpelling.MinTexts, texts.Count < Small ? Half : NearlyAll);
        return found.Count == 0 && texts.Count < Small ? Counts(texts, MinTextsOfSmall, Half) : found;
    }

    private static Dictionary<string, int> Counts(IReadOnlyList<string> texts, int min, double fraction)
    {
        var found = texts
            .CountBy(Of, StringComparer.Ordinal)
            .Where(one => one.Value >= min)
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
        return found.Values.Sum() >= fraction * texts.Count ? found : Empty;
    }

    private static bool IsOfDigits(string text) =>
        2 * text.Count(char.IsAsciiDigit) >= text.Length && !text.Any(char.IsLetter);

    // Words have many lengths, and small letters.
    private static bool HaveFewLengths(IReadOnlyList<string> texts)
    {
        int[] lengths = [.. texts.CountBy(text => text.Length).Select(one => one.Value).OrderDescending()];
        return lengths[0] >= NearlyAll * texts.Count
            || (
                lengths.Take(FewLengths).Sum() >= Most * texts.Count
                && texts.Count(text => Of(text).Contains(new string('a', Word), StringComparison.Ordinal))
                    <= (1 - NearlyAll) * texts.Count
            );
    }
}
