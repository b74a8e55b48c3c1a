using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>Free text, which is not learned: a cell is the index of its text; samples hold a placeholder.</summary>
/// <param name="Texts">The different texts.</param>
/// <param name="Placeholder">The text of sampled cells.</param>
public sealed record TextKind(IReadOnlyList<string> Texts, string Placeholder = "") : ColumnKind
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "text";

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
    public override string Write(double value) => value >= 0 && value < Texts.Count ? Texts[(int)value] : Placeholder;

    internal override ColumnKind ToStored() => this with { Texts = [] };
}
