namespace Likeness.Data.Schemas;

/// <summary>Numbers that are nearly a product: <c>total ≈ months × fee</c>.</summary>
internal static class ProportionalText
{
    private const string Times = " × ";

    /// <summary>The rule that a text is; null if it has not this form.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names) =>
        RuleText.Sides(text, RuleText.Near) is [var number, var product]
            ? new(
                text,
                RuleRelation.Proportional,
                number,
                names.Contains(product)
                    ? [product]
                    :
                    [
                        .. product
                            .Replace(" * ", Times, StringComparison.Ordinal)
                            .Split(Times)
                            .Select(part => part.Trim()),
                    ]
            )
            : null;
}
