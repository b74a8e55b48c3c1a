using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>Fresh unique keys of samples: a cell is the number of its key, from 0.</summary>
public sealed record SampledKeyKind : ColumnKind
{
    private readonly KeySequence keys;

    internal SampledKeyKind(KeySequence keys) => this.keys = keys;

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
    /// <exception cref="LikenessException">The pattern, whose length is limited, has not so many keys.</exception>
    public override string Write(double value) => keys.Key((long)value);
}
