namespace Likeness.Data.Schemas;

/// <summary>Rules that hold in a part of the rows: <c>partly approved = requested</c>.</summary>
internal static class PartialText
{
    private const string Partly = "partly ";
    private const string Equal = " = ";

    /// <summary>The rule that a text is; null if it has not this form.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names) =>
        text.StartsWith(Partly, StringComparison.Ordinal)
        && !names.Any(name => name.StartsWith(Partly, StringComparison.Ordinal))
        && RuleText.Sides(text[Partly.Length..], Equal) is [var column, var other]
            ? new(text, RuleRelation.PartlyEquals, column, [other])
            : null;

    /// <summary>Why columns cannot be equal; null if nothing is known against it.</summary>
    /// <param name="kind">The kind of one column; null if it is unknown.</param>
    /// <param name="other">That of the other.</param>
    public static string? Error(string? kind, string? other) =>
        string.IsNullOrEmpty(kind) || string.IsNullOrEmpty(other) || (kind == other && kind is not ("text" or "empty"))
            ? null
            : "its columns are not of one kind";

    /// <summary>The text of a rule.</summary>
    /// <param name="column">The column.</param>
    /// <param name="other">The one that it is equal to.</param>
    public static string Write(string column, string other) => $"{Partly}{column}{Equal}{other}";
}
