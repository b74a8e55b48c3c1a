using System.Text.Json.Serialization;
using Likeness.Compute.Cpu;

namespace Likeness.Data.Kinds;

/// <summary>Unique keys, which are not learned: a cell is the index of its text; samples hold fresh keys of the same pattern.</summary>
/// <param name="Texts">The texts of the data's keys; none for sampled keys.</param>
/// <param name="Pattern">
/// The pattern of the keys: <c>CUST-{00000}</c> for a text with a number behind it, else a regular expression such as <c>[0-9a-f]{8}</c>.
/// </param>
public sealed record IdentifierKind(IReadOnlyList<string> Texts, string Pattern) : ColumnKind
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "identifier";

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsLearned => false;

    /// <summary>Keys are counted on from here, where the pattern has a number.</summary>
    public long Next { get; init; }

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        return false;
    }

    /// <inheritdoc/>
    public override string Write(double value) => Texts[(int)value];

    internal override ColumnKind ToStored() => this with { Texts = [] };

    /// <summary>
    /// Fresh keys of the pattern, without end: none occurs twice, and none is one of <see cref="Texts"/>. A pattern with a number counts on from
    /// <see cref="Next"/>; the characters of other patterns are random, and keys become longer once their pattern is used up.
    /// </summary>
    /// <param name="random">The source of the characters; the same numbers give the same keys.</param>
    public IEnumerable<string> Generate(PhiloxRandom random) =>
        KeyPattern.Parse(Pattern, Next).Generate(random, Texts.ToHashSet(StringComparer.Ordinal));

    /// <inheritdoc/>
    public bool Equals(IdentifierKind? other) =>
        other is not null && (Pattern, Next) == (other.Pattern, other.Next) && Texts.SequenceEqual(other.Texts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pattern, Next, Texts.Count);
}
