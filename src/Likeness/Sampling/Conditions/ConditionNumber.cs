using System.Globalization;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Sampling.Conditions;

/// <summary>A number in the text of a condition: plain, such as <c>0.25</c> or <c>17/255</c>, or as the file writes the column, such as <c>8.000,50</c> or <c>$5,000.00</c>, also without its unit.</summary>
internal static class ConditionNumber
{
    private const double Shown = 1234.5;

    /// <summary>Reads a number of a column.</summary>
    /// <param name="text">The number.</param>
    /// <param name="column">The column.</param>
    /// <param name="number">The number.</param>
    /// <returns>False if it is none, neither plain nor in the column's way.</returns>
    /// <exception cref="LikenessException">It is another number as the column writes it than it is plain.</exception>
    public static bool TryRead(string text, Column column, out double number)
    {
        bool isPlain = TryRead(text, out double plain);
        bool isOwn = TryOwn(text, column, out double own);
        number = isPlain ? plain : own;
        return isPlain && isOwn && plain != own
            ? throw new LikenessException(
                FormattableString.Invariant(
                    $"'{text}' is {own} as column '{column.Name}' is written, and else {plain} (write {own} or {text}0)"
                )
            )
            : isPlain || isOwn;
    }

    /// <summary>Reads a plain number. Fractions such as 17/255 are numbers too, because many grids consist of them.</summary>
    /// <param name="text">The number.</param>
    /// <param name="number">The finite number.</param>
    public static bool TryRead(string text, out double number)
    {
        string[] parts = text.Split('/');
        double over = 1;
        number = 0;
        return parts.Length <= 2
            && TryPlain(parts[0], out number)
            && (parts.Length == 1 || TryPlain(parts[1], out over))
            && double.IsFinite(number /= over);
    }

    /// <summary>How a number of the column is written, as the end of an advice; empty where plain ones are.</summary>
    public static string Advice(Column column) =>
        column.Kind is NumberKind { Format: not null }
            ? $", and a number of '{column.Name}' like {column.Kind.Write(Shown)}"
            : "";

    // Separators of thousands anywhere else would turn 1,5 into 15.
    private static bool TryOwn(string text, Column column, out double own)
    {
        own = double.NaN;
        return column.Kind is NumberKind { Format: { } format }
            && Array.IndexOf(NumberSyntax.Ways, (format.DecimalSeparator, format.GroupSeparator)) is var way
            && (
                way < 0
                || format.GroupSeparator is null
                || NumberSyntax.Fits(NumberSyntax.BodyOfUnits(text, out _, out _), way, out _, out _)
            )
            && (format.TryRead(text, out own) || (format with { Prefix = "", Suffix = "" }).TryRead(text, out own));
    }

    private static bool TryPlain(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
