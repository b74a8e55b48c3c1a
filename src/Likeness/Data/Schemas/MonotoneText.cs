namespace Likeness.Data.Schemas;

/// <summary>Rules of columns that are missing from one of them on: <c>once one of visit 1, visit 2, visit 3 is missing, so are those after it</c>.</summary>
internal static class MonotoneText
{
    private const string Begin = "once one of ";
    private const string End = " is missing, so are those after it";

    /// <summary>The text of a rule.</summary>
    /// <param name="columns">The columns, in their order.</param>
    public static string Of(IEnumerable<string> columns) => $"{Begin}{string.Join(", ", columns)}{End}";

    /// <summary>The rule that a text is, of which the last column may be missing most often; null if it has another form.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names) =>
        text.StartsWith(Begin, StringComparison.Ordinal)
        && text.EndsWith(End, StringComparison.Ordinal)
        && text.Length > Begin.Length + End.Length
        && ListedColumns.Read(text[Begin.Length..^End.Length], names) is { Length: > 1 } columns
            ? new(text, RuleRelation.Monotone, columns[^1], columns[..^1])
            : null;

    /// <summary>Why columns have no such rule; null if nothing is known against it.</summary>
    /// <param name="kinds">The kinds of the columns; null where unknown.</param>
    public static string? Error(IEnumerable<string?> kinds) =>
        kinds.FirstOrDefault(kind => kind is "identifier" or "text" or "empty") is { } kind
            ? $"a column of kind {kind} is not learned"
            : null;
}
