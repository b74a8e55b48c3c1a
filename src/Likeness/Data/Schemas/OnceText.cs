namespace Likeness.Data.Schemas;

/// <summary>Rules of columns of which no two rows have the same values: <c>each page, country, device once</c>, <c>each time once</c>, or <c>each date, home or away once</c>.</summary>
internal static class OnceText
{
    private const string Each = "each ";
    private const string Once = " once";
    private const string Or = " or ";

    /// <summary>The text of a rule.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="or">A column that may stand for the last one; null for none.</param>
    public static string Of(IEnumerable<string> columns, string? or) =>
        $"{Each}{string.Join(", ", columns)}{(or is null ? "" : Or + or)}{Once}";

    /// <summary>The rule that a text is; null if it has another form.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names)
    {
        if (
            !text.StartsWith(Each, StringComparison.Ordinal)
            || !text.EndsWith(Once, StringComparison.Ordinal)
            || text.Length <= Each.Length + Once.Length
        )
        {
            return null;
        }

        string[] columns = ListedColumns.Read(text[Each.Length..^Once.Length], names);
        string[] either = names.Contains(columns[^1]) ? [columns[^1]] : columns[^1].Split(Or);
        string[] all = [.. columns[..^1], .. either];
        return either.Length > 2
            ? null
            : new(text, RuleRelation.Once, all[0], all[1..]) { Or = either.Length == 2 ? all[^1] : null };
    }

    /// <summary>Why columns have no such rule; null if nothing is known against it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="kindOf">The kind of a column; null if it is unknown.</param>
    public static string? Error(RuleText rule, Func<string, string?> kindOf)
    {
        string?[] kinds = [kindOf(rule.Column), .. rule.Parts.Select(kindOf)];
        return !Array.TrueForAll(
                kinds,
                kind => kind is null or "" or "category" or "boolean" or "number" or "date" or "time"
            )
                ? "its columns are not all categories, booleans, numbers or times"
            : rule.Or is not null && (kinds[^1] ?? "") != (kinds[^2] ?? "")
                ? $"'{rule.Parts[^1]}' may not stand for a column of another kind"
            : null;
    }
}
