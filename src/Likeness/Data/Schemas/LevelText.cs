namespace Likeness.Data.Schemas;

/// <summary>
/// Formulas of the rows with some levels of a category: <c>left = arrived + 1 day × nights where status = "stayed"</c>, <c>count = same where label ∈ {"flood", "scan"}</c>.
/// </summary>
internal static class LevelText
{
    private const string Where = " where ";
    private const string Is = " = \"";
    private const string IsOne = " ∈ {";
    private const char Quote = '"';

    /// <summary>The rule that a text is; null if it has not this form.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names)
    {
        for (
            int at = text.IndexOf(Where, StringComparison.Ordinal);
            at > 0;
            at = text.IndexOf(Where, at + 1, StringComparison.Ordinal)
        )
        {
            if (
                Condition(text[(at + Where.Length)..].Replace(" in {", IsOne, StringComparison.Ordinal), names)
                    is var (by, levels)
                && RuleText.Parse(text[..at], names)
                    is { Relation: RuleRelation.Equals or RuleRelation.RatedBy, MayBreak: false, UpTo: null } formula
            )
            {
                return new(text, RuleRelation.OfLevels, formula.Column, [.. formula.Parts, by])
                {
                    OfRows = formula,
                    Own = levels,
                };
            }
        }

        return null;
    }

    /// <summary>Why a category cannot say which rows a formula has; null if nothing is known against it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="kindOf">The kind of a column; null if it is unknown.</param>
    public static string? Error(RuleText rule, Func<string, string?> kindOf) =>
        kindOf(rule.Parts[^1]) is not (null or "" or "category" or "boolean")
            ? $"'{rule.Parts[^1]}' is no category or boolean"
            : null;

    /// <summary>The text of a rule.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="by">The category.</param>
    /// <param name="levels">Its levels.</param>
    public static string Write(string formula, string by, IReadOnlyList<string> levels) =>
        levels is [var only]
            ? $"{formula}{Where}{by}{Is}{only}{Quote}"
            : $"{formula}{Where}{by}{IsOne}{string.Join(", ", levels.Select(level => $"{Quote}{level}{Quote}"))}}}";

    // status = "stayed"; label ∈ {"flood", "scan"}
    private static (string By, IReadOnlyList<string> Levels)? Condition(string text, IReadOnlyCollection<string> names)
    {
        string? known = names
            .Where(name =>
                text.StartsWith(name + Is, StringComparison.Ordinal)
                || text.StartsWith(name + IsOne, StringComparison.Ordinal)
            )
            .MaxBy(name => name.Length);
        int end =
            known?.Length
            ?? Math.Max(text.IndexOf(Is, StringComparison.Ordinal), text.IndexOf(IsOne, StringComparison.Ordinal));
        if (end <= 0)
        {
            return null;
        }

        string rest = text[end..].TrimEnd();
        bool isList = rest.StartsWith(IsOne, StringComparison.Ordinal) && rest[^1] == '}';
        string list =
            isList ? rest[IsOne.Length..^1]
            : rest.StartsWith(Is, StringComparison.Ordinal) ? rest[(Is.Length - 1)..]
            : "";
        var entries = RuleText.Entries(list).ToList();
        return entries.Count == 0 || (!isList && entries.Count > 1) || !entries.TrueForAll(one => one.IsQuoted)
            ? null
            : (text[..end].Trim(), [.. entries.Select(one => one.Text)]);
    }
}
