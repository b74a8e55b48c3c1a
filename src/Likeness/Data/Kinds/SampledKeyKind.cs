using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>
/// Fresh unique keys of samples: a cell is the number of its key, from 0, times the number of combinations of parts that repeat, plus the number of its own combination.
/// </summary>
public sealed record SampledKeyKind : ColumnKind
{
    private readonly KeySequence keys;

    private readonly KeyParts? parts;

    private readonly CheckDigit? check;

    internal SampledKeyKind(KeySequence keys, KeyParts? parts, CheckDigit? check) =>
        (this.keys, this.parts, this.check) = (keys, parts, check);

    /// <summary>The parts of keys that repeat; null for none.</summary>
    internal KeyParts? Parts => parts;

    /// <summary>The cell of a key.</summary>
    /// <param name="number">The number of the key, from 0.</param>
    /// <param name="combination">The combination of its parts.</param>
    internal double Cell(long number, double combination) =>
        parts is null ? number : (number * (double)parts.Combinations) + combination;

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
    public override string Write(double value) =>
        check is { } scheme ? CheckDigits.Completed(Filled(value), scheme) : Filled(value);

    private string Filled(double value)
    {
        if (parts is null)
        {
            return keys.Key((long)value);
        }

        var (number, combination) = Math.DivRem((long)value, parts.Combinations);
        return parts.Fill(keys.Key(number), combination);
    }
}
