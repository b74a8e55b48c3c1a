namespace Likeness.Data.Schemas;

/// <summary>Rules of payments that pay off a loan in equal parts: <c>installment = annuity of amount, rate, term</c>.</summary>
internal static class AnnuityText
{
    private const string Equal = " = annuity of ";
    private const string Comma = ", ";

    /// <summary>The rule that a text is; null if it has not this form.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names)
    {
        if (RuleText.Sides(text, Equal) is not [var column, var list])
        {
            return null;
        }

        // Names may have commas in them.
        string? amount = names.Where(name => list.StartsWith(name + Comma, StringComparison.Ordinal)).MaxBy(Length);
        string rest = amount is null ? "" : list[(amount.Length + Comma.Length)..];
        string? rate = names.Where(name => rest.StartsWith(name + Comma, StringComparison.Ordinal)).MaxBy(Length);
        string[] parts =
            amount is null || rate is null
                ? list.Split(Comma, StringSplitOptions.TrimEntries)
                : [amount, rate, rest[(rate.Length + Comma.Length)..]];
        return parts.Length == 3 ? new(text, RuleRelation.Annuity, column, parts) : null;

        static int Length(string name) => name.Length;
    }

    /// <summary>Why columns of some kinds have no such rule; null if nothing is known against it.</summary>
    /// <param name="kinds">The kinds of the amount, the rate, the term and the payment; null if one is unknown.</param>
    public static string? Error(IReadOnlyList<string?> kinds) =>
        kinds.Index().All(kind => kind.Item is null or "" or "number" || (kind.Index == 2 && kind.Item == "category"))
            ? null
            : "its columns are not numbers (the term may be a category)";

    /// <summary>The text of a rule.</summary>
    public static string Write(string column, string principal, string rate, string term) =>
        $"{column}{Equal}{principal}{Comma}{rate}{Comma}{term}";
}
