using System.Runtime.CompilerServices;
using System.Text;

namespace Likeness.Sampling.Conditions;

/// <summary>
/// Conditions in an interpolated string whose values keep their types, whatever the culture:
/// <c>$"Size = {Size.Large}, Placed &gt;= {new DateOnly(2025, 6, 1)}, Rating = {null}"</c>. A value may be a number, a boolean, a time, a duration, an
/// enumerated value, a text (also the name of a column, with any letters), or null for a missing value.
/// </summary>
[InterpolatedStringHandler]
public sealed class ConditionText
{
    // Values stand in the text as letters of Unicode's private use area.
    private const char First = '\uE000';
    private const int MaxValues = 0x1900;

    private readonly StringBuilder text;
    private readonly List<object?> values;

    /// <summary>An empty text; the compiler calls this.</summary>
    /// <param name="literalLength">The number of its letters outside of values.</param>
    /// <param name="formattedCount">The number of its values.</param>
    public ConditionText(int literalLength, int formattedCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(formattedCount, MaxValues);
        (text, values) = (new StringBuilder(literalLength + formattedCount), new List<object?>(formattedCount));
    }

    private ConditionText(string plain) => (text, values) = (new StringBuilder(plain), []);

    /// <summary>Appends text; the compiler calls this.</summary>
    public void AppendLiteral(string literal) => text.Append(literal);

    /// <summary>Appends a value; the compiler calls this.</summary>
    public void AppendFormatted(object? value)
    {
        text.Append((char)(First + values.Count));
        values.Add(value is DBNull or double.NaN or float.NaN ? null : value);
    }

    /// <inheritdoc/>
    public override string ToString() => Shown(text.ToString());

    /// <summary>A text without typed values.</summary>
    internal static ConditionText Plain(string text) => new(text);

    /// <summary>The text, with a letter for each value.</summary>
    internal string Letters => text.ToString();

    /// <summary>Whether an operand is a value.</summary>
    /// <param name="operand">The operand.</param>
    /// <param name="value">The value; null for a missing one.</param>
    internal bool TryValue(string operand, out object? value)
    {
        int place = operand.Length == 1 ? operand[0] - First : -1;
        bool isValue = place >= 0 && place < values.Count;
        value = isValue ? values[place] : null;
        return isValue;
    }

    /// <summary>A part of the text as messages show it.</summary>
    internal string Shown(string part) =>
        values
            .Select((value, i) => (Letter: ((char)(First + i)).ToString(), Text: Invariant(value)))
            .Aggregate(part, (shown, value) => shown.Replace(value.Letter, value.Text, StringComparison.Ordinal));

    /// <summary>A value as a text of the invariant culture.</summary>
    internal static string Invariant(object? value) => FormattableString.Invariant($"{value}");
}
