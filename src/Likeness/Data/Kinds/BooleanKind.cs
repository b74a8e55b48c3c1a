using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>Two values, false (0) and true (1).</summary>
/// <param name="False">The text of false, such as <c>no</c>.</param>
/// <param name="True">The text of true, such as <c>yes</c>.</param>
public sealed record BooleanKind(string False = "False", string True = "True") : ColumnKind
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "boolean";

    /// <inheritdoc/>
    [JsonIgnore]
    public override int LevelCount => 2;

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value =
            text.SequenceEqual(True) ? 1
            : text.SequenceEqual(False) ? 0
            : double.NaN;
        return !double.IsNaN(value);
    }

    /// <inheritdoc/>
    public override string Write(double value) => value == 1 ? True : False;
}
