namespace Likeness.Data.Schemas;

/// <summary>Rules of indicators: <c>exactly one of north, south, west</c>, and <c>at most one of smoker, pregnant</c>.</summary>
internal static class ExclusiveText
{
    private const string Exactly = "exactly one of ";
    private const string AtMost = "at most one of ";
    private const int MinColumns = 2;

    /// <summary>The rule that a text is; null if it has none of these forms.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names)
    {
        string? start = Array.Find([Exactly, AtMost], start => text.StartsWith(start, StringComparison.Ordinal));
        return start is null ? null
            : ListedColumns.Read(text[start.Length..], names) is { Length: >= MinColumns } columns
                ? new(text, RuleRelation.Exclusive, columns[0], columns[1..]) { HasNone = start == AtMost }
            : null;
    }

    /// <summary>Why columns of these kinds have no such rule; null if nothing is known against it.</summary>
    /// <param name="kinds">The kinds of the columns; null if one is unknown.</param>
    public static string? Error(IEnumerable<string?> kinds) =>
        kinds.All(kind => kind is null or "" or "number" or "boolean")
            ? null
            : "its columns are not all numbers or booleans";
}
