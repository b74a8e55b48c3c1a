using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>Unique keys, which are not learned: a cell is the index of its text; samples hold fresh keys of the same pattern.</summary>
/// <param name="Texts">The texts of the data's keys; none for sampled keys.</param>
/// <param name="Pattern">The pattern of the keys.</param>
public sealed record IdentifierKind(IReadOnlyList<string> Texts, string Pattern) : ColumnKind
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "identifier";

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsLearned => false;

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        return false;
    }

    /// <inheritdoc/>
    public override string Write(double value) => Texts[(int)value];

    internal override ColumnKind ToStored() => this with { Texts = [] };
}
