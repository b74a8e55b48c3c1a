using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Likeness.Data;

/// <summary>
/// Texts that stand in place of numbers, such as <c>&lt;0.6</c> and <c>ND</c> among results. A cell that has one is NaN, as a missing one is; the payload of the NaN, which copies keep, says which.
/// </summary>
/// <param name="Values">The texts that are values, such as results below the limit of detection.</param>
/// <param name="Missing">The texts of missing values, beside <see cref="Column.Missing"/>.</param>
internal sealed record NumberCodes(IReadOnlyList<string> Values, IReadOnlyList<string> Missing)
{
    /// <summary>Ends the name of a column that says which code another one has.</summary>
    public const string Suffix = ", code";

    // Arithmetic keeps these bits, and plain NaN has none of them.
    private const long Payload = 0xFFFF;

    /// <summary>The number of codes.</summary>
    [JsonIgnore]
    public int Count => Values.Count + Missing.Count;

    /// <summary>All texts, in the order of their numbers.</summary>
    [JsonIgnore]
    public IEnumerable<string> Texts => Values.Concat(Missing);

    /// <summary>A cell that has a code.</summary>
    /// <param name="code">The code's number.</param>
    public static double Cell(int code) =>
        BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(double.NaN) | (long)(code + 1));

    /// <summary>The number that a cell's payload has; −1 for a number, and for a missing value without any.</summary>
    public static int Of(double cell) =>
        double.IsNaN(cell) ? (int)(BitConverter.DoubleToInt64Bits(cell) & Payload) - 1 : -1;

    /// <summary>The number of a cell's code; −1 if it has none of these.</summary>
    public int CodeOf(double cell) => Of(cell) is var code && code < Count ? code : -1;

    /// <summary>Whether a cell has the code of a value, and is not missing.</summary>
    public bool IsValue(double cell) => Of(cell) is var code && code >= 0 && code < Values.Count;

    /// <summary>The text of the code of a value; null for any other cell.</summary>
    public string? ValueOf(double cell) => IsValue(cell) ? Values[Of(cell)] : null;

    /// <summary>The text of a code.</summary>
    public string Text(int code) => code < Values.Count ? Values[code] : Missing[code - Values.Count];

    /// <summary>The code of a text.</summary>
    public bool TryRead(string text, [NotNullWhen(true)] out double? cell)
    {
        int code = Texts.ToList().IndexOf(text);
        cell = code < 0 ? null : Cell(code);
        return code >= 0;
    }

    /// <inheritdoc/>
    public bool Equals(NumberCodes? other) =>
        other is not null && Values.SequenceEqual(other.Values) && Missing.SequenceEqual(other.Missing);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Values.Count, Missing.Count);
}
