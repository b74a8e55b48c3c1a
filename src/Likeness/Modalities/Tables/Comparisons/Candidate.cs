using Likeness.Data;
using Likeness.Models;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>A model with its options in a comparison.</summary>
/// <param name="Label">Its name in the comparison: the model's, with the preset if there is one.</param>
/// <param name="Entry">Its registration.</param>
/// <param name="Options">Its options.</param>
internal sealed record Candidate(string Label, ModelEntry Entry, ModelOptions Options)
{
    /// <summary>Reads <c>name</c> or <c>name:preset</c>.</summary>
    /// <exception cref="LikenessException">There is no such model or preset.</exception>
    public static Candidate Parse(string text)
    {
        string[] parts = text.Split(':', 2);
        var entry = ModelRegistry.Find(parts[0], typeof(Table));
        return new Candidate(text, entry, parts.Length == 1 ? entry.DefaultOptions() : entry.Preset(parts[1]));
    }

    /// <summary>The models of a comparison.</summary>
    /// <exception cref="LikenessException">There are none, one is named twice, or there is no such model.</exception>
    public static IReadOnlyList<Candidate> ParseAll(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            throw new LikenessException("there is no model to compare (name some, or all)");
        }

        string? twice = texts.GroupBy(text => text, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        return twice is null
            ? [.. texts.Select(Parse)]
            : throw new LikenessException($"'{twice}' is named twice (name each model once)");
    }
}
