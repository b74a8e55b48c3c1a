using System.Globalization;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>Finds the forms of keys that have several, such as AA9 9AA and A99 9AA of postcodes, or the old and the new plates of cars, and how often keys have each.</summary>
internal static class KeyForms
{
    private const double MinFraction = 0.02; // of the keys that have a form
    private const double NearlyAll = 0.95;
    private const double Most = 0.9;
    private const int Some = 1000; // keys that show that there are too many forms
    private const int MinKeys = 5;
    private const int MaxForms = 16;
    private const int SmallWord = 3; // letters
    private const int Word = 5;

    /// <summary>The pattern; null for keys of one form, or of many.</summary>
    /// <param name="keys">Different keys; characters may stand for parts that repeat.</param>
    /// <param name="haveLetters">Whether each form must have letters, or parts: digits and signs alone may be numbers.</param>
    public static KeyPattern? Find(IReadOnlyList<string> keys, bool haveLetters = false)
    {
        if (
            keys.Count > 2 * Some
            && !MayHave([.. Enumerable.Range(0, Some).Select(i => keys[i * (keys.Count / Some)])])
        )
        {
            return null;
        }

        var all = keys.GroupBy(CodeShapes.Of, StringComparer.Ordinal)
            .Where(form => form.Count() >= Math.Max(MinKeys, MinFraction * keys.Count))
            .Select(form => (Shape: form.Key, Keys: form.ToArray()))
            .OrderByDescending(form => form.Keys.Length)
            .ThenBy(form => form.Shape, StringComparer.Ordinal)
            .ToList();
        if (all.Count is < 2 or > MaxForms || all.Sum(form => form.Keys.Length) < NearlyAll * keys.Count)
        {
            return null;
        }

        var places = all.ConvertAll(form => PlacesOf(form.Shape, form.Keys, haveLetters));
        return places.Contains(null)
            ? null
            : KeyPattern.Mixture(
                places.ConvertAll(form => KeyPattern.Placed(form!)),
                FormFrequencies.Rounded(all.ConvertAll(form => form.Keys.Length))
            );
    }

    private static bool MayHave(IReadOnlyList<string> some) =>
        some.CountBy(CodeShapes.Of).Select(form => form.Value).OrderDescending().Take(MaxForms).Sum()
        >= Most * some.Count;

    // The characters of each place of a form; null for words and numbers, which are no keys.
    private static string[]? PlacesOf(string shape, string[] keys, bool haveLetters)
    {
        bool hasLetters = shape.Any(place => place is 'A' or 'a' || KeyParts.PartOf(place) >= 0);
        if (
            !shape.Contains('0', StringComparison.Ordinal)
            || (haveLetters && !hasLetters)
            || Array.TrueForAll(
                keys,
                key => double.TryParse(key, NumberStyles.Any, CultureInfo.InvariantCulture, out _)
            )
        )
        {
            return null;
        }

        var places = new string[shape.Length];
        (int small, int letters) = (0, 0);
        for (int i = 0; i < places.Length; i++)
        {
            HashSet<char> found = [.. keys.Select(key => key[i])];
            string? characters = CodeShapes.ClassOf(shape[i]);
            small = shape[i] == 'a' ? small + 1 : 0;
            letters = shape[i] is 'a' or 'A' ? letters + 1 : 0;
            if (
                (found.Count > 1 && (characters is null || !found.All(characters.Contains)))
                || small >= SmallWord
                || letters >= Word
            )
            {
                return null;
            }

            // The first digit of a number is 0 only if the data have such numbers.
            bool leads =
                shape[i] == '0'
                && !found.Contains('0')
                && (i == 0 || shape[i - 1] != '0')
                && i + 1 < shape.Length
                && shape[i + 1] == '0';
            places[i] =
                found.Count == 1 ? $"{keys[0][i]}"
                : leads ? CharacterClasses.Named(CharacterClasses.LeadingDigit)
                : characters!;
        }

        return places;
    }
}
