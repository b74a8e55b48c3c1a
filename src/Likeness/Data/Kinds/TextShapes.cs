using System.Globalization;
using System.Text;

namespace Likeness.Data.Kinds;

/// <summary>
/// What invented texts have in common with those of the data beyond a few characters: the order of words, numbers and signs, such as <c>0 a a</c> for a house
/// number and a street, and how large the numbers are.
/// </summary>
internal static class TextShapes
{
    private const double MostHaveOne = 0.8;
    private const int MaxDigits = 18;

    /// <summary>The frequent shapes, each with the fifth largest of the texts' numbers in each place; none if many texts have others.</summary>
    public static Dictionary<string, long[]> Find(IReadOnlyList<string> texts)
    {
        var shapes = texts
            .Select(Of)
            .GroupBy(one => one.Shape, StringComparer.Ordinal)
            .Where(group => group.Count() >= TextSpelling.MinTexts)
            .ToDictionary(
                group => group.Key,
                group => group.Select(one => one.Numbers).ToList(),
                StringComparer.Ordinal
            );
        return shapes.Values.Sum(all => all.Count) < MostHaveOne * texts.Count
            ? []
            : shapes.ToDictionary(
                shape => shape.Key,
                shape =>
                    Enumerable
                        .Range(0, shape.Value[0].Length)
                        .Select(i =>
                            shape
                                .Value.Select(numbers => numbers[i])
                                .OrderDescending()
                                .ElementAt(TextSpelling.MinTexts - 1)
                        )
                        .ToArray(),
                StringComparer.Ordinal
            );
    }

    /// <summary>Whether a text has one of the shapes; any does where there are none.</summary>
    public static bool Fits(string text, IReadOnlyDictionary<string, long[]> shapes)
    {
        if (shapes.Count == 0)
        {
            return true;
        }

        var (shape, numbers) = Of(text);
        return shapes.TryGetValue(shape, out long[]? largest)
            && numbers.Length == largest.Length
            && numbers.Zip(largest).All(pair => pair.First <= pair.Second);
    }

    private static (string Shape, long[] Numbers) Of(string text)
    {
        var shape = new StringBuilder();
        var numbers = new List<long>();
        for (int at = 0; at < text.Length; )
        {
            int from = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (at > from)
            {
                shape.Append('0');
                numbers.Add(
                    at - from > MaxDigits
                        ? long.MaxValue
                        : long.Parse(text.AsSpan(from, at - from), NumberStyles.None, CultureInfo.InvariantCulture)
                );
                continue;
            }

            while (at < text.Length && char.IsLetter(text[at]))
            {
                at++;
            }

            shape.Append(at > from ? 'a' : text[at++]);
        }

        return ($"{shape}", [.. numbers]);
    }
}
