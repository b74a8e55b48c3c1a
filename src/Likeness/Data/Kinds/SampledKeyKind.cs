using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>Fresh unique keys of samples: a cell is the number of its key, from 0.</summary>
/// <param name="Pattern">The pattern, as in <see cref="IdentifierKind"/>.</param>
/// <param name="Next">Keys are counted on from here, where the pattern has a number.</param>
/// <param name="Seed">Another seed gives other keys, where the pattern has no number.</param>
/// <param name="Taken">The number of the data's keys; a pattern without room for many others gets further places.</param>
public sealed record SampledKeyKind(string Pattern, long Next, ulong Seed, long Taken) : ColumnKind
{
    private readonly KeyPattern pattern = KeyPattern.Parse(Pattern, Next);

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
    public override string Write(double value) => pattern.Key((long)value, Seed, Taken);
}
