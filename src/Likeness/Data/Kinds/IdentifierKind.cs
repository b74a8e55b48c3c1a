using System.Text.Json.Serialization;

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

    /// <summary>The number of the data's keys, where <see cref="Texts"/> are not kept.</summary>
    public long Taken { get; init; }

    internal override ColumnKind ToStored() => this with { Texts = [], Taken = Texts.Count > 0 ? Texts.Count : Taken };

    /// <summary>The kind of a column of sampled keys: of the same pattern, and none of the data's.</summary>
    /// <param name="seed">Another seed gives other keys, where the pattern has no number to count on.</param>
    internal SampledKeyKind Sampled(ulong seed) => new(Pattern, Next, seed, Texts.Count > 0 ? Texts.Count : Taken);

    /// <inheritdoc/>
    public bool Equals(IdentifierKind? other) =>
        other is not null && (Pattern, Next) == (other.Pattern, other.Next) && Texts.SequenceEqual(other.Texts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pattern, Next, Texts.Count);
}
