using Likeness.Data.Kinds;

namespace Likeness.Data.Schemas;

/// <summary>The relation that a rule states.</summary>
internal enum RuleRelation
{
    /// <summary>The first column determines the second.</summary>
    Determines,

    /// <summary>A column or sum is at most another column.</summary>
    AtMost,

    /// <summary>A column is a sum.</summary>
    Equals,
}

/// <summary>
/// A rule as a schema writes it: <c>city determines country</c>, <c>pickup ≤ dropoff</c>, <c>fare + tip ≤ total</c>, <c>total = net + tax</c>,
/// <c>total = net + 2.5</c>. <c>&lt;=</c> stands for ≤.
/// </summary>
/// <param name="Text">The rule.</param>
/// <param name="Relation">Its relation.</param>
/// <param name="Column">The determined column, the larger one, or the sum.</param>
/// <param name="Parts">The other columns; the last part of a sum may be a number.</param>
internal sealed record RuleText(string Text, RuleRelation Relation, string Column, IReadOnlyList<string> Parts)
{
    /// <summary>The forms, for messages.</summary>
    public const string Forms = "'a determines b', 'a ≤ b', 'a + b ≤ c' or 'c = a + b'";

    private const string Plus = " + ";

    /// <summary>Parses a rule; null if it has none of the forms.</summary>
    public static RuleText? Parse(string text)
    {
        if (Sides(text, " determines ") is [var by, var determined])
        {
            return new(text, RuleRelation.Determines, determined, [by]);
        }

        if (Sides(text.Replace("<=", "≤", StringComparison.Ordinal), " ≤ ") is [var smaller, var larger])
        {
            return new(text, RuleRelation.AtMost, larger, Summands(smaller));
        }

        return Sides(text, " = ") is [var sum, var parts] ? new(text, RuleRelation.Equals, sum, Summands(parts)) : null;
    }

    /// <summary>Whether two texts are one rule.</summary>
    public static bool IsSame(string one, string other) =>
        one.Replace("<=", "≤", StringComparison.Ordinal) == other.Replace("<=", "≤", StringComparison.Ordinal);

    /// <summary>Why a rule is no rule, or none of columns of these kinds; null if nothing is known against it.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="kindOf">The kind of a column, one of <see cref="ColumnSchema.Kinds"/>; null if it is unknown.</param>
    public static string? Error(string text, Func<string, string?> kindOf)
    {
        if (Parse(text) is not { } rule)
        {
            return $"rule '{text}' is not understood (give {Forms})";
        }

        string[] names = [.. rule.Parts, rule.Column];
        string? why =
            rule.Parts.Contains(rule.Column) ? $"'{rule.Column}' is on both of its sides"
            : rule.Relation == RuleRelation.Determines
                ? Array.Find(names, name => kindOf(name) is "identifier" or "text" or "empty") is { } unlearned
                        ? $"'{unlearned}' is a column of kind {kindOf(unlearned)}, which is not learned"
                    : null
            : names
                .Select(kindOf)
                .Where(kind => !string.IsNullOrEmpty(kind))
                .Select(kind => Scale(kind!))
                .Distinct()
                .ToArray()
                is [not null]
                    or []
                ? null
            : "its columns are not of one kind of numbers or times";
        return why is null ? null : Broken(text, why);
    }

    /// <summary>Names a column that is not there; null if all are.</summary>
    /// <param name="columns">The columns that are there.</param>
    public string? Unknown(IReadOnlyCollection<string> columns)
    {
        string? unknown = ColumnsIn(columns).Append(Column).FirstOrDefault(name => !columns.Contains(name));
        return unknown is null ? null
            : NearestName.To(unknown, columns) is { } nearest
                ? Broken(Text, $"there is no column '{unknown}' (did you mean '{nearest}'?)")
            : Broken(Text, $"there is no column '{unknown}'");
    }

    /// <summary>The parts that are columns: not the number at the end of a sum.</summary>
    /// <param name="columns">The names of columns.</param>
    public IReadOnlyList<string> ColumnsIn(IReadOnlyCollection<string> columns) =>
        Constant(columns) is null ? Parts : [.. Parts.SkipLast(1)];

    /// <summary>The number at the end of a sum, as in <c>total = fare + 2.5</c>; null if there is none.</summary>
    /// <inheritdoc cref="ColumnsIn"/>
    public double? Constant(IReadOnlyCollection<string> columns) =>
        Relation == RuleRelation.Equals
        && Parts.Count > 1
        && !columns.Contains(Parts[^1])
        && NumberKind.Default.TryRead(Parts[^1], out double constant)
            ? constant
            : null;

    /// <summary>The sentence that a rule cannot be kept.</summary>
    public static string Broken(string text, string why) =>
        $"rule '{text}' cannot be kept: {why} (change or remove it)";

    // Numbers, times and durations each have an order and sums; dates are times.
    private static string? Scale(string kind) =>
        kind switch
        {
            "number" or "duration" => kind,
            "date" or "time" => "time",
            _ => null,
        };

    private static string[] Sides(string text, string sign) => [.. text.Split(sign, 2).Select(side => side.Trim())];

    private static string[] Summands(string side) => [.. side.Split(Plus).Select(part => part.Trim())];
}
