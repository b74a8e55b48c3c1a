namespace Likeness.Data.Schemas;

/// <summary>Rules of columns of which no two rows have the same values: <c>each page, country, device once</c>, or <c>each time once</c>.</summary>
internal static class OnceText
{
    private const string Each = "each ";
    private const string Once = " once";

    /// <summary>The text of a rule.</summary>
    /// <param name="columns">The columns.</param>
    public static string Of(IEnumerable<string> columns) => $"{Each}{string.Join(", ", columns)}{Once}";

    /// <summary>The rule that a text is; null if it has another form.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names) =>
        text.StartsWith(Each, StringComparison.Ordinal)
        && text.EndsWith(Once, StringComparison.Ordinal)
        && text.Length > Each.Length + Once.Length
        && ListedColumns.Read(text[Each.Length..^Once.Length], names) is { Length: > 0 } columns
            ? new(text, RuleRelation.Once, columns[0], columns[1..])
            : null;

    /// <summary>Why columns of these kinds have no such rule; null if nothing is known against it.</summary>
    /// <param name="kinds">The kinds of the columns; null if one is unknown.</param>
    public static string? Error(IEnumerable<string?> kinds) =>
        kinds.All(kind => kind is null or "" or "category" or "boolean" or "number" or "time")
            ? null
            : "its columns are not all categories, booleans, numbers or times";
}
