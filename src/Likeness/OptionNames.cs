using System.Text.RegularExpressions;

namespace Likeness;

/// <summary>
/// Options of the command line in sentences. They have the names of properties in kebab-case, so that a sentence can name the properties instead.
/// </summary>
internal static partial class OptionNames
{
    // Those that are not spelt as their properties.
    private static readonly Dictionary<string, string> Others = new()
    {
        ["accept-terms"] = "AcceptsTerms",
        ["data-dir"] = "DataFolder",
        ["full"] = "Adapters = null",
        ["no-protection"] = "Protects = false",
        ["no-rules"] = "FindsRules = false",
        ["out"] = "OutputFolder",
        ["resume"] = "TrainedModel.Resume",
    };

    /// <summary>The sentence with names of properties; whole commands, as in <c>'likeness sample run --help'</c>, stay as they are.</summary>
    public static string ToProperties(string sentence) =>
        Options()
            .Replace(
                sentence,
                found => found.Groups["name"] is { Success: true } name ? Property(name.Value) : found.Value
            );

    private static string Property(string name) =>
        Others.GetValueOrDefault(name)
        ?? string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    [GeneratedRegex(@"\blikeness [a-z][^')]*|(?<![\w/\\.-])--(?<name>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)\b")]
    private static partial Regex Options();
}
