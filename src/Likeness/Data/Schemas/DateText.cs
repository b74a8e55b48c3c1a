namespace Likeness.Data.Schemas;

/// <summary>Rules of dates in three columns: <c>year, month, day are a date</c>, and <c>year, month, day determine weekday</c>.</summary>
internal static class DateText
{
    private const string AreDate = " are a date";
    private const string Determine = " determine ";
    private const string Between = ", ";
    private const int PartsOfDate = 3;

    /// <summary>The rule that a text is; null if it has none of these forms.</summary>
    /// <param name="text">The rule.</param>
    public static RuleText? Parse(string text)
    {
        if (text.EndsWith(AreDate, StringComparison.Ordinal))
        {
            return Parts(text[..^AreDate.Length]) is [.. var before, var day]
                ? new(text, RuleRelation.IsDate, day, before)
                : null;
        }

        int at = text.LastIndexOf(Determine, StringComparison.Ordinal);
        return at > 0 && Parts(text[..at]) is { Length: > 0 } parts
            ? new(text, RuleRelation.OfDate, text[(at + Determine.Length)..].Trim(), parts)
            : null;
    }

    /// <summary>Why columns of these kinds have no such rule; null if nothing is known against it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="kindOf">The kind of a column; null if it is unknown.</param>
    public static string? Error(RuleText rule, Func<string, string?> kindOf)
    {
        string[] numbers = rule.Relation == RuleRelation.IsDate ? [.. rule.Parts, rule.Column] : [.. rule.Parts];
        return Array.Exists(numbers, name => kindOf(name) is not (null or "" or "number"))
                ? "year, month and day are not all numbers"
            : kindOf(rule.Column) is "empty" or "identifier" or "text" ? $"'{rule.Column}' is not learned"
            : null;
    }

    private static string[] Parts(string list) =>
        list.Split(Between) is { Length: PartsOfDate } parts ? [.. parts.Select(part => part.Trim())] : [];
}
