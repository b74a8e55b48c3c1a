using System.Globalization;
using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>Numbers, continuous or on a grid.</summary>
/// <param name="Format">How the file writes them; null for the fewest digits that round-trip, with a decimal point.</param>
public sealed record NumberKind(NumberFormat? Format = null) : ColumnKind
{
    /// <summary>Numbers in their shortest form.</summary>
    public static NumberKind Default { get; } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "number";

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsNumeric => true;

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value) =>
        Format is null ? NumberFormat.TryReadPlain(text, out value) : Format.TryRead(text, out value);

    /// <inheritdoc/>
    public override string Write(double value) =>
        Format?.Write(value) ?? value.ToString("R", CultureInfo.InvariantCulture);
}
