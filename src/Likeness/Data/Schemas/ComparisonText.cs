namespace Likeness.Data.Schemas;

/// <summary>
/// A rule that compares a number with others: <c>flag = "L" if result &lt; low, "H" if result &gt; high, else "N"</c>. Levels and other values are between quotation marks; <c>missing</c> stands for none.
/// </summary>
/// <param name="Value">The column's text where the comparison holds; null for a missing value.</param>
/// <param name="Comparison">The comparison.</param>
/// <param name="Limit">The column with which it is compared.</param>
internal sealed record ComparisonText(string? Value, Comparison Comparison, string Limit)
{
    private const string If = " if ";
    private const string Else = "else ";
    private const string Missing = "missing";

    /// <summary>Writes a rule.</summary>
    /// <param name="column">The column that follows.</param>
    /// <param name="number">The column that is compared.</param>
    /// <param name="cases">The comparisons, of which the first that holds counts.</param>
    /// <param name="other">The text where none holds; null for a missing value.</param>
    public static string Write(string column, string number, IEnumerable<ComparisonText> cases, string? other) =>
        $"{column} = {string.Concat(cases.Select(one => $"{Quoted(one.Value)}{If}{number} {one.Comparison.Sign()} {one.Limit}, "))}{Else}{Quoted(other)}";

    /// <summary>Parses a rule; null if it is none of this form.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names)
    {
        int sign = text.IndexOf(" = ", StringComparison.Ordinal);
        string rest = sign < 0 ? "" : text[(sign + 3)..].Trim();
        var cases = new List<ComparisonText>();
        string? number = null;
        while (Take(ref rest, out string? value) && rest.StartsWith(If, StringComparison.Ordinal))
        {
            int end = rest.IndexOf(", \"", StringComparison.Ordinal);
            int[] ends =
            [
                .. new[] { end, Find(rest, $", {Missing}{If}"), Find(rest, $", {Else}") }.Where(place => place > 0),
            ];
            if (
                ends.Length == 0
                || Sides(rest[If.Length..ends.Min()], names) is not var (one, comparison, limit)
                || (number is not null && number != one)
            )
            {
                return null;
            }

            number = one;
            cases.Add(new(value, comparison, limit));
            rest = rest[(ends.Min() + 2)..];
            if (rest.StartsWith(Else, StringComparison.Ordinal))
            {
                rest = rest[Else.Length..];
                return Take(ref rest, out string? other) && rest.Length == 0
                    ? new(
                        text,
                        RuleRelation.Compares,
                        text[..sign].Trim(),
                        [number, .. cases.Select(each => each.Limit).Distinct()]
                    )
                    {
                        Comparisons = cases,
                        Otherwise = other,
                    }
                    : null;
            }
        }

        return null;
    }

    private static int Find(string text, string part) => text.IndexOf(part, StringComparison.Ordinal);

    private static string Quoted(string? value) => value is null ? Missing : $"\"{value}\"";

    // Takes "a level" or missing from the beginning of a text.
    private static bool Take(ref string text, out string? value)
    {
        value = null;
        if (text.StartsWith(Missing, StringComparison.Ordinal))
        {
            text = text[Missing.Length..];
            return true;
        }

        int close = text.StartsWith('"') ? text.IndexOf('"', 1) : -1;
        (value, text) = close > 0 ? (text[1..close], text[(close + 1)..]) : (null, text);
        return close > 0;
    }

    // result < low: names may have signs themselves.
    private static (string Number, Comparison Comparison, string Limit)? Sides(
        string text,
        IReadOnlyCollection<string> names
    )
    {
        text = text.Replace("<=", "≤", StringComparison.Ordinal).Replace(">=", "≥", StringComparison.Ordinal);
        var possible =
            from comparison in Enum.GetValues<Comparison>()
            let sides = text.Split($" {comparison.Sign()} ", 2)
            where sides.Length == 2
            let sidesOf = (sides[0].Trim(), comparison, sides[1].Trim())
            orderby names.Contains(sidesOf.Item1) && names.Contains(sidesOf.Item3) ? 0 : 1
            select ((string, Comparison, string)?)sidesOf;
        return possible.FirstOrDefault();
    }
}
