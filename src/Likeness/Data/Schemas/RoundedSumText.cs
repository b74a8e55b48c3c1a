using System.Globalization;

namespace Likeness.Data.Schemas;

/// <summary>A sum of columns each of which was rounded by itself, as a schema writes it: <c>total = principal + interest, up to 0.01</c>.</summary>
internal static class RoundedSumText
{
    /// <summary>What is between the sum and how far the column is from it, at most.</summary>
    public const string UpTo = ", up to ";

    /// <summary>Parses a rule; null if it is none of these.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names)
    {
        int end = text.LastIndexOf(UpTo, StringComparison.Ordinal);
        return
            end > 0
            && !names.Any(name => name.Contains(UpTo, StringComparison.Ordinal))
            && double.TryParse(
                text.AsSpan(end + UpTo.Length),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out double most
            )
            && most > 0
            && RuleText.Parse(text[..end], names)
                is { Relation: RuleRelation.Equals, MayBreak: false, Formula: { } formula } rule
            && SignsOf(formula) is not null
            ? rule with
            {
                Text = text,
                UpTo = most,
            }
            : null;
    }

    /// <summary>The signs of a sum of columns; null for any other formula.</summary>
    public static IReadOnlyList<int>? SignsOf(Formula formula) =>
        formula is FormulaSum { Terms: var terms } && terms.All(term => term.Term is FormulaCell)
            ? [.. terms.Select(term => term.IsSubtracted ? -1 : 1)]
            : null;

    /// <summary>Decimal places of a number.</summary>
    public static int PlacesOf(double number) =>
        number.ToString(CultureInfo.InvariantCulture) is var text
        && text.IndexOf('.', StringComparison.Ordinal) is > 0 and var point
            ? text.Length - point - 1
            : 0;
}
