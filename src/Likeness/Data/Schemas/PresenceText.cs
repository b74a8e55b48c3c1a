namespace Likeness.Data.Schemas;

/// <summary>Rules that one column says whether another is missing, or 0: <c>status determines whether closed is missing</c>, <c>class determines in some rows whether exemption is 0</c>.</summary>
internal static class PresenceText
{
    private const string Everywhere = " determines whether ";
    private const string Somewhere = " determines in some rows whether ";
    private const string IsMissing = " is missing";
    private const string IsZero = " is 0";

    /// <summary>The rule that a text is; null if it has none of these forms.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names)
    {
        var sides = RuleText.Sides(text, Somewhere) is { Length: 2 } partly ? partly : RuleText.Sides(text, Everywhere);
        return sides is not [var by, var column] ? null
            : Of(IsMissing) is { } missing ? new(text, RuleRelation.Presence, missing, [by])
            : Of(IsZero) is { } zero ? new(text, RuleRelation.Presence, zero, [by]) { OfZeros = true }
            : null;

        string? Of(string end) =>
            column.EndsWith(end, StringComparison.Ordinal) && names.Contains(column[..^end.Length])
                ? column[..^end.Length]
                : null;
    }

    /// <summary>The text of a rule.</summary>
    /// <param name="by">The column that says so.</param>
    /// <param name="column">The column that may be missing, or 0.</param>
    /// <param name="isPartial">Whether nothing is known of some rows.</param>
    /// <param name="ofZeros">Whether it says so of zeros.</param>
    public static string Write(string by, string column, bool isPartial, bool ofZeros) =>
        $"{by}{(isPartial ? Somewhere : Everywhere)}{column}{(ofZeros ? IsZero : IsMissing)}";
}
