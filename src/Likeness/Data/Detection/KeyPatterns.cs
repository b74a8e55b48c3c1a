using System.Globalization;
using System.Numerics;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>Finds the pattern of different texts.</summary>
internal static class KeyPatterns
{
    private const int LongestKey = 64;
    private const int MaxDigits = 15;
    private const int LongDigits = 19;
    private const int Few = 200;
    private const double MostHaveDigits = 0.7;
    private const double MostUneven = 0.2; // sum of differences of fractions

    // Samples of a reasonable size: so many rows, and so many times the data's.
    private const int FewSamples = 1000;
    private const int Samples = 10;
    private const int MuchMore = 2;
    private const int MinScattered = 1000;

    /// <summary>The pattern that all keys have; null for none.</summary>
    /// <param name="keys">Different keys.</param>
    public static KeyPattern? Find(IReadOnlyList<string> keys) =>
        AddressPatterns.Find(keys)
        ?? Checked(keys)
        ?? KeyPartSearch.Find(keys)
        ?? KeyPrefixSearch.Find(keys)
        ?? Plain(keys);

    /// <summary>The pattern of keys with check digits, whose other digits may have parts that repeat, such as the codes of banks; null for none.</summary>
    /// <param name="keys">Different keys.</param>
    public static KeyPattern? Checked(IReadOnlyList<string> keys)
    {
        if (CheckDigits.Find(keys) is not { } check)
        {
            return null;
        }

        string[] cleared = [.. keys.Select(key => CheckDigits.Cleared(key, check)).Distinct()];
        return (KeyPartSearch.Find(cleared) ?? Plain(cleared)) is { IsCounter: false, Forms: null } pattern
            ? pattern.WithCheck(check)
            : null;
    }

    /// <summary>The pattern of texts that are nearly all different, if there are many more texts of it; null for none.</summary>
    /// <param name="texts">Different texts.</param>
    public static KeyPattern? WithRoom(IReadOnlyList<string> texts) =>
        (
            AddressPatterns.Find(texts)
            ?? Checked(texts)
            ?? KeyPartSearch.Find(texts, mayRepeat: true)
            ?? KeyPrefixSearch.Find(texts)
            ?? Plain(texts)
        )
            is { } pattern
        && (pattern.Parts is not null || pattern.Size >= (BigInteger)MuchMore * texts.Count)
            ? pattern
            : null;

    /// <summary>The pattern of keys of the most frequent length; null for none.</summary>
    public static KeyPattern? OfFrequentLength(IReadOnlyList<string> keys) =>
        Placed([.. keys.GroupBy(key => key.Length).MaxBy(same => same.Count())!]);

    /// <summary>The pattern of codes of which some have a letter more, as 207a beside 207: that of all, of nearly all, or of most; null for none, and where one is empty.</summary>
    public static KeyPattern? OfCodes(IReadOnlyList<string> codes) =>
        Find(codes)
        ?? (
            codes.Contains("") ? null
            : OfFrequentShapes(codes) is { } shapes && shapes.Size >= (BigInteger)MuchMore * codes.Count ? shapes
            : Behind(codes)
        );

    // Behind the largest of codes that are mostly whole numbers.
    private static KeyPattern? Behind(IReadOnlyList<string> codes)
    {
        string[] numbers = [.. codes.Where(code => code.Length is > 0 and <= MaxDigits && code.All(char.IsAsciiDigit))];
        return numbers.Length >= MostHaveDigits * codes.Count
            ? KeyPattern.Counter(numbers.Max(number => long.Parse(number, CultureInfo.InvariantCulture)))
            : OfFrequentShapes(codes);
    }

    /// <summary>Whether texts are codes: none has a space, and most have a digit.</summary>
    public static bool AreMostlyCodes(IReadOnlyList<string> texts) =>
        texts.All(text => !text.Any(char.IsWhiteSpace))
        && texts.Count(text => text.Any(char.IsAsciiDigit)) >= MostHaveDigits * texts.Count;

    /// <summary>The forms of nearly all keys; else the pattern of those whose digits and letters stand where most keys have them; null for none.</summary>
    public static KeyPattern? OfFrequentShapes(IReadOnlyList<string> keys) =>
        keys.Count == 0
            ? null
            : KeyForms.Find(keys) ?? Placed([.. keys.GroupBy(CodeShapes.Of).MaxBy(same => same.Count())!]);

    /// <summary>The pattern that all keys have, without parts that repeat; null for none.</summary>
    public static KeyPattern? Plain(IReadOnlyList<string> keys)
    {
        if (keys.Count == 0 || keys.Any(key => key.Length > LongestKey))
        {
            return null;
        }

        if (Numbered(keys) is not { } numbered)
        {
            return Formed(keys);
        }

        if (Scattered(keys, numbered.Next - 1) is { } scattered)
        {
            return scattered;
        }

        // Random numbers of one length leave no room behind the largest, and much between them.
        BigInteger left = numbered.Within(keys[0].Length);
        return
            AreOfOneLength(keys)
            && left < Math.Max(FewSamples, (long)Samples * keys.Count)
            && Placed(keys) is { } placed
            && placed.Size - keys.Count >= MuchMore * left
            ? placed
            : numbered;
    }

    // Keys of one length, or of several forms, where these say more.
    private static KeyPattern? Formed(IReadOnlyList<string> keys)
    {
        var placed = Placed(keys);
        return
            KeyForms.Find(keys, haveLetters: true) is { } forms
            && (
                placed is null
                || MuchMore * forms.Size <= placed.Size
                || (keys.Count >= Few && AreUneven(forms, placed.Size))
            )
            ? forms
            : placed;
    }

    // Whether random keys of the places would not have the forms, or not as often.
    private static bool AreUneven(KeyPattern forms, BigInteger size) =>
        forms
            .Forms!.Select(
                (form, i) =>
                    Math.Abs(
                        (forms.Frequencies!.Percents[i] / (double)FormFrequencies.Whole)
                            - ((double)form.Size / (double)size)
                    )
            )
            .Sum() > MostUneven;

    // A common text with digits behind it that do not count: those of cards and telephones.
    private static KeyPattern? Scattered(IReadOnlyList<string> keys, long last)
    {
        int common = CommonText(keys);
        if (
            last < MinScattered
            || KeySpacing.AreCounted([
                .. keys.Select(key => long.Parse(key.AsSpan(common), CultureInfo.InvariantCulture)),
            ])
        )
        {
            return null;
        }

        var lengths = KeyLengths.Find(keys.Select(key => key.Length - common - 1));
        var pattern = lengths is null
            ? OfFrequentLength(keys)
            : KeyPattern
                .Placed([
                    .. keys[0][..common].Select(character => $"{character}"),
                    CharacterClasses.Named(CharacterClasses.LeadingDigit),
                    .. Enumerable.Repeat(CharacterClasses.Named("[0-9]"), lengths.Max),
                ])
                .WithLengths(lengths);
        return pattern?.Size >= (BigInteger)MuchMore * keys.Count ? pattern : null;
    }

    // A common text with digits behind it: C1 … C999, or CUST-00017.
    private static KeyPattern? Numbered(IReadOnlyList<string> keys)
    {
        int common = CommonText(keys);
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

        return hasZeros && !AreOfOneLength(keys)
            ? null
            : KeyPattern.Counter(keys[0][..common], hasZeros ? keys[0].Length - common : 0, last + 1);
    }

    // The length of the text that all have before their digits.
    private static int CommonText(IReadOnlyList<string> keys)
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

        return common;
    }

    // Keys of one length: at each place one character, or one of a class.
    private static KeyPattern? Placed(IReadOnlyList<string> keys)
    {
        if (!AreOfOneLength(keys))
        {
            // Whole numbers that are too long to count have the most frequent length.
            return keys.All(key => key.Length > 0 && key[0] != '0' && key.All(char.IsAsciiDigit))
                ? OfFrequentLength(keys)
                : null;
        }

        // Of random letters and digits, some keys have letters only; words are no keys.
        if (keys.Count(key => key.Any(char.IsAsciiDigit)) < MostHaveDigits * keys.Count)
        {
            return null;
        }

        var places = new string[keys[0].Length];
        bool[] areDigits = [.. places.Select((_, i) => keys.All(key => char.IsAsciiDigit(key[i])))];
        for (int i = 0; i < places.Length; i++)
        {
            HashSet<char> found = [.. keys.Select(key => key[i])];
            // The first digit of a number is 0 only if the data have such numbers.
            bool leads =
                areDigits[i]
                && !found.Contains('0')
                && (i == 0 || (places[i - 1].Length == 1 && !areDigits[i - 1]))
                && i + 1 < places.Length
                && areDigits[i + 1];
            string? characters =
                found.Count == 1 ? $"{keys[0][i]}"
                : !leads ? CharacterClasses.Of(found)
                : AreLong(keys) ? CharacterClasses.Named(CharacterClasses.LeadingDigitOfLong)
                : CharacterClasses.Named(CharacterClasses.LeadingDigit);
            if (characters is null)
            {
                return null;
            }

            places[i] = characters;
        }

        return KeyPattern.Placed(keys.Count > Few ? places : Merged(places));
    }

    private static bool AreOfOneLength(IReadOnlyList<string> keys) => keys.All(key => key.Length == keys[0].Length);

    private static bool AreLong(IReadOnlyList<string> keys) =>
        keys[0].Length == LongDigits
        && keys.All(key => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    // A place that shows only digits by chance, beside places of hexadecimal digits, is one of those.
    private static string[] Merged(string[] places)
    {
        var varying = places.Where(place => place.Length > 1).Distinct().ToArray();
        string? widest = Array.Find(varying, place => varying.All(other => other.All(place.Contains)));
        bool areNumbers = widest == CharacterClasses.Named("[0-9]");
        string variant = CharacterClasses.Named(CharacterClasses.Variant);
        return widest is null
            ? places
            :
            [
                .. places.Select(place =>
                    place.Length == 1 || areNumbers || place.Equals(variant, StringComparison.OrdinalIgnoreCase)
                        ? place
                        : widest
                ),
            ];
    }
}
