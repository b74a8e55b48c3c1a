namespace Likeness.Data.Schemas;

/// <summary>Rules that some levels of one column never occur with some of another one: <c>sex limits diagnosis</c>.</summary>
internal static class LimitText
{
    private const string Limits = " limits ";

    /// <summary>The rule that a text is; null if it does not have this form.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names)
    {
        (string By, string Column)? first = null;
        for (
            int at = text.IndexOf(Limits, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(Limits, at + 1, StringComparison.Ordinal)
        )
        {
            var sides = (By: text[..at].Trim(), Column: text[(at + Limits.Length)..].Trim());
            first = names.Contains(sides.By) && names.Contains(sides.Column) ? sides : first ?? sides;
        }

        return first is var (by, column) ? new(text, RuleRelation.Limits, column, [by]) : null;
    }

    /// <summary>The text of a rule.</summary>
    /// <param name="by">The column that limits another one.</param>
    /// <param name="column">The other one.</param>
    public static string Write(string by, string column) => by + Limits + column;
}
