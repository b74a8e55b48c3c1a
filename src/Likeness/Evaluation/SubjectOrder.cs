using System.Text.Json.Serialization;

namespace Likeness.Evaluation;

/// <summary>Says which rows follow each other: those of one key, such as the visits of a patient, or of one series of a panel, such as the years of a country.</summary>
/// <param name="Key">The column of keys, which repeat, or one that names the series.</param>
/// <param name="By">The column of numbers or times by which the rows of a key are in order; null if they stand in order.</param>
public sealed record SubjectOrder(string Key, string? By = null)
{
    /// <summary>Further columns that name a series together with the first one; null for keys, of which samples have others than the data.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? With { get; init; }

    /// <summary>The columns that name what rows belong to.</summary>
    internal IEnumerable<string> Names => [Key, .. With ?? []];

    /// <summary>The columns in words, between quotes.</summary>
    internal string Name => string.Join("' and '", Names);

    /// <inheritdoc/>
    public bool Equals(SubjectOrder? other) =>
        other is not null
        && (Key, By, With is null) == (other.Key, other.By, other.With is null)
        && Names.SequenceEqual(other.Names);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, By);
}
