using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Likeness.Data.Kinds;

/// <summary>Categories: a cell is the index of its level.</summary>
public sealed record CategoryKind : ColumnKind
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> indices;
    private (int Level, Regex Matcher)[]? matchers;

    /// <summary>Creates categories.</summary>
    /// <param name="levels">The texts of the levels, each once; in their order where they have one.</param>
    /// <param name="isOrdered">Whether the levels have an order.</param>
    /// <exception cref="ArgumentException">A level occurs twice.</exception>
    public CategoryKind(IReadOnlyList<string> levels, bool isOrdered = false)
    {
        var found = new Dictionary<string, int>(levels.Count, StringComparer.Ordinal);
        for (int i = 0; i < levels.Count; i++)
        {
            if (!found.TryAdd(levels[i], i))
            {
                throw new ArgumentException($"The level '{levels[i]}' occurs twice.", nameof(levels));
            }
        }

        (Levels, IsOrdered, indices) = (levels, isOrdered, found.GetAlternateLookup<ReadOnlySpan<char>>());
    }

    /// <summary>The texts of the levels.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>Whether the levels have an order.</summary>
    public bool IsOrdered { get; }

    /// <summary>The levels that stand for texts with numbers, codes or words inside; null for none.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<NumberedText>? Numbered { get; init; }

    /// <summary>Whether one of the levels stands for all texts that are none: invented names.</summary>
    [JsonIgnore]
    internal bool HasNames => Numbered is [{ Places: [{ Names: not null }] }];

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "category";

    /// <inheritdoc/>
    [JsonIgnore]
    public override int LevelCount => Levels.Count;

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        bool found =
            indices.TryGetValue(text, out int index)
            || (Numbered is not null && indices.TryGetValue(NumberedText.TemplateOf(text.ToString()), out index))
            || (Numbered is not null && TryMatch(text.ToString(), out index));
        value = found ? index : double.NaN;
        return found;
    }

    // Any other name, or a text with other words in the places of a template.
    private bool TryMatch(string text, out int index)
    {
        if (HasNames)
        {
            index = Numbered![0].Level;
            return text.Length > 0;
        }

        matchers ??=
        [
            .. Numbered!
                .Where(one => Levels[one.Level].Contains(NumberedText.Word, StringComparison.Ordinal))
                .Select(one => (one.Level, NumberedText.Matcher(Levels[one.Level]))),
        ];
        int found = Array.FindIndex(matchers, one => one.Matcher.IsMatch(text));
        index = found < 0 ? 0 : matchers[found].Level;
        return found >= 0;
    }

    /// <inheritdoc/>
    public override string Write(double value) => Levels[(int)value];

    /// <summary>The same levels, and others behind them.</summary>
    internal CategoryKind With(IEnumerable<string> added) =>
        new([.. Levels, .. added], IsOrdered) { Numbered = Numbered };

    /// <inheritdoc/>
    public bool Equals(CategoryKind? other) =>
        other is not null
        && IsOrdered == other.IsOrdered
        && Levels.SequenceEqual(other.Levels)
        && (Numbered ?? []).SequenceEqual(other.Numbered ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Levels.Count, IsOrdered);
}
