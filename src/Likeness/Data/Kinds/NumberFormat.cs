using System.Globalization;

namespace Likeness.Data.Kinds;

/// <summary>How a file writes the numbers of a column.</summary>
/// <param name="Decimals">Digits behind the decimal separator, in every number; null where they vary.</param>
/// <param name="DecimalSeparator">A point or a comma.</param>
/// <param name="GroupSeparator">Between thousands: a comma, point, apostrophe or space; null for none.</param>
/// <param name="Prefix">Text before every number, such as a currency sign; may be empty.</param>
/// <param name="Suffix">Text behind every number, such as a percent sign; may be empty.</param>
public sealed record NumberFormat(
    int? Decimals = null,
    char DecimalSeparator = '.',
    char? GroupSeparator = null,
    string Prefix = "",
    string Suffix = ""
)
{
    /// <summary>Reads a number in this format.</summary>
    /// <param name="text">The cell, without surrounding spaces.</param>
    /// <param name="value">The finite number.</param>
    public bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.EndsWith(Suffix, StringComparison.Ordinal)
            && text.Length >= Prefix.Length + Suffix.Length
            && double.TryParse(
                text[Prefix.Length..^Suffix.Length],
                NumberStyles.Float | NumberStyles.AllowThousands,
                Culture(),
                out value
            )
            && double.IsFinite(value);
    }

    /// <summary>Writes a number in this format.</summary>
    public string Write(double value)
    {
        string digits = GroupSeparator is null ? "0" : "#,##0";
        string format =
            Decimals is int places ? $"{digits}.{new string('0', places)}"
            : GroupSeparator is null ? "R"
            : $"{digits}.###############";
        return Prefix + value.ToString(format, Culture()) + Suffix;
    }

    private NumberFormatInfo Culture() =>
        new()
        {
            NumberDecimalSeparator = $"{DecimalSeparator}",
            NumberGroupSeparator =
                GroupSeparator is { } group ? $"{group}"
                : DecimalSeparator == ',' ? "."
                : ",",
        };
}
