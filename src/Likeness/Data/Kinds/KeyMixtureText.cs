using System.Globalization;
using System.Text.RegularExpressions;

namespace Likeness.Data.Kinds;

/// <summary>Reads keys of several patterns with their frequencies: <c>[A-Z][0-9]{60%}|[0-9]{3}[A-Z]{40%}</c>.</summary>
internal static partial class KeyMixtureText
{
    /// <summary>The pattern; null for a text of one pattern.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">One of the patterns is none, or the percentages are not 100 together.</exception>
    public static KeyPattern? Read(string text)
    {
        var ends = Percent().Matches(text);
        if (ends.Count < 2 || ends[^1].Index + ends[^1].Length != text.Length)
        {
            return null;
        }

        var forms = new List<KeyPattern>();
        var percents = new List<int>();
        int at = 0;
        foreach (Match end in ends)
        {
            forms.Add(KeyPatternText.Read(text[at..end.Index], 0));
            percents.Add(int.Parse(end.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            at = end.Index + end.Length;
        }

        bool areOne =
            percents.Sum() == FormFrequencies.Whole
            && percents.TrueForAll(percent => percent > 0)
            && forms.TrueForAll(form => form.IsForm && AreSame(LevelsOf(form), LevelsOf(forms[0])));
        return areOne
            ? KeyPattern.Mixture(forms, new(percents)).With(LevelsOf(forms[0]))
            : throw new FormatException($"'{text}' is not a list of patterns with percentages.");
    }

    private static IReadOnlyList<IReadOnlyList<string>> LevelsOf(KeyPattern form) => form.Parts?.Levels ?? [];

    private static bool AreSame(
        IReadOnlyList<IReadOnlyList<string>> parts,
        IReadOnlyList<IReadOnlyList<string>> others
    ) => parts.Count == others.Count && parts.Zip(others).All(pair => pair.First.SequenceEqual(pair.Second));

    // Behind each pattern but the last there is a bar; braces of the keys themselves have a backslash.
    [GeneratedRegex(@"(?<!\\)\{([0-9]{1,2})%\}(\||$)", RegexOptions.CultureInvariant)]
    private static partial Regex Percent();
}
