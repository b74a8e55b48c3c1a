namespace Likeness.Data.Schemas;

/// <summary>Rules of times with which rows begin and end: <c>rows from start to end do not overlap</c>.</summary>
internal static class ApartText
{
    private const string From = "rows from ";
    private const string To = " to ";
    private const string Apart = " do not overlap";

    /// <summary>The text of a rule.</summary>
    /// <param name="begin">The column with which rows begin.</param>
    /// <param name="end">The column with which they end.</param>
    public static string Of(string begin, string end) => $"{From}{begin}{To}{end}{Apart}";

    /// <summary>The rule that a text is; null if it has another form.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names)
    {
        if (
            !text.StartsWith(From, StringComparison.Ordinal)
            || !text.EndsWith(Apart, StringComparison.Ordinal)
            || text.Length <= From.Length + Apart.Length
        )
        {
            return null;
        }

        string both = text[From.Length..^Apart.Length];
        string? begin =
            names.Where(name => both.StartsWith(name + To, StringComparison.Ordinal)).MaxBy(name => name.Length)
            ?? (both.Split(To) is [var first, _] ? first : null);
        return begin is null ? null : new(text, RuleRelation.Apart, begin, [both[(begin.Length + To.Length)..]]);
    }

    /// <summary>Why columns of these kinds have no such rule; null if nothing is known against it.</summary>
    /// <param name="kinds">The kinds of the columns; null if one is unknown.</param>
    public static string? Error(IEnumerable<string?> kinds) =>
        kinds.All(kind => kind is null or "" or "time" or "date") ? null : "its columns are not both times";
}
