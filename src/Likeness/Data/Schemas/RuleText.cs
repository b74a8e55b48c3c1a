using System.Globalization;

namespace Likeness.Data.Schemas;

/// <summary>
/// A rule as a schema writes it: <c>city determines country</c>, <c>pickup ≤ dropoff</c>, <c>fare + tip ≤ total</c>, <c>total = net + tax</c>,
/// <c>amount = quantity × price × (1 - discount)</c>. <c>&lt;=</c> stands for ≤, <c>*</c> for ×,
/// and <c>!=</c> for ≠; a column may be one of several, <c>winner ∈ {home, away, "tie"}</c>, also with <c>in</c>.
/// </summary>
/// <param name="Text">The rule.</param>
/// <param name="Relation">Its relation.</param>
/// <param name="Column">The determined column, the larger one, or the computed one.</param>
/// <param name="Parts">The other columns.</param>
internal sealed record RuleText(string Text, RuleRelation Relation, string Column, IReadOnlyList<string> Parts)
{
    /// <summary>The forms, for messages.</summary>
    public const string Forms =
        "'a determines b', 'a determines whether b is missing', 'a determines whether b is 0', 'a ≤ b', 'a + b ≤ c', 'a ≠ b', 'a limits b', 'a ∈ {b, c}', 'c = a + b', 'c = a + b, up to 0.01', 'c = a × b', 'c = a × a rate for each b', 'c ≈ a × b', 'c ≈ a', 'd = \"L\" if a < b, \"H\" if a > c, else \"N\"', 'partly b = a', 'c = a + b where d = \"L\"', 'd = annuity of a, b, c', 'b = a + months', 'c = a - b months', 'c = years from a to b', 'y, m, d are a date', 'y, m, d determine a', 'exactly one of a, b', 'at most one of a, b', 'each a, b once', 'each a, b or c once', 'once one of a, b, c is missing, so are those after it' or 'rows from a to b do not overlap'";

    private const string Nearly = "nearly ";
    private const string Plus = " + ";
    private const string Minus = " - ";
    private const string OfMonths = " months";
    private const string Months = " + months";
    private const string DayLess = " - 1 day";
    private const string Years = "years from ";

    // A text may have several forms, of which the first one counts.
    private static readonly Func<string, IReadOnlyCollection<string>, RuleText?>[] InOrder =
    [
        RoundedSumText.Parse,
        ExclusiveText.Parse,
        OnceText.Parse,
        MonotoneText.Parse,
        ApartText.Parse,
        PartialText.Parse,
        LevelText.Parse,
        AnnuityText.Parse,
        ComparisonText.Parse,
        PresenceText.Parse,
        (text, _) => DateText.Parse(text),
        Determines,
        AtMost,
        Differs,
        OneOf,
        LimitText.Parse,
        ProportionalText.Parse,
        Computed,
    ];

    /// <summary>What is between a multiplied column and the one whose values have rates.</summary>
    public const string Rate = " × a rate for each ";

    /// <summary>What is between a number and what it is nearly.</summary>
    public const string Near = " ≈ ";

    /// <summary>Whether some rows may break the rule: <c>nearly total = net + tax</c>.</summary>
    public bool MayBreak { get; init; }

    /// <summary>What computes the column, with the parts as its cells; null for other relations.</summary>
    public Formula? Formula { get; init; }

    /// <summary>How far the column is from the sum of others, at most; null for what is not rounded part by part.</summary>
    public double? UpTo { get; init; }

    /// <summary>The number that the larger column is more than the others, at least; null for none.</summary>
    public double? Distance { get; init; }

    /// <summary>Levels that a column has beside those of others, or with which rows have a formula.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>1 for months behind another day, −1 for months before it.</summary>
    public int Sign { get; init; } = 1;

    /// <summary>Days that are added to whole months: 0 or −1.</summary>
    public int Days { get; init; }

    /// <summary>The day to which years are counted; null where a column has it.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether a column is 0 instead of missing.</summary>
    public bool OfZeros { get; init; }

    /// <summary>The formula of the rows with some levels; null for other relations.</summary>
    public RuleText? OfRows { get; init; }

    /// <summary>The last part where it may stand for the one before it; null elsewhere.</summary>
    public string? Or { get; init; }

    /// <summary>Whether all indicators may be 0.</summary>
    public bool HasNone { get; init; }

    /// <summary>Comparisons of the first part with the others; none for other relations.</summary>
    public IReadOnlyList<ComparisonText> Comparisons { get; init; } = [];

    /// <summary>The column's text where no comparison holds; null for a missing value.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Parses a rule; null if it has none of the forms.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static RuleText? Parse(string text, IReadOnlyCollection<string> names)
    {
        if (
            text.StartsWith(Nearly, StringComparison.Ordinal)
            && !names.Any(name => name.StartsWith(Nearly, StringComparison.Ordinal))
        )
        {
            return Parse(text[Nearly.Length..], names) is { UpTo: null } rule
                ? rule with
                {
                    Text = text,
                    MayBreak = true,
                }
                : null;
        }

        return InOrder.Select(parse => parse(text, names)).FirstOrDefault(rule => rule is not null);
    }

    private static RuleText? Determines(string text, IReadOnlyCollection<string> names) =>
        Sides(text, " determines ") is [var by, var determined]
            ? new(text, RuleRelation.Determines, determined, [by])
            : null;

    private static RuleText? AtMost(string text, IReadOnlyCollection<string> names)
    {
        if (Sides(text.Replace("<=", "≤", StringComparison.Ordinal), " ≤ ") is not [var smaller, var larger])
        {
            return null;
        }

        string[] summands = Summands(smaller);
        // The last summand may be a number: licensed_years + 18 ≤ age.
        return summands.Length > 1 && !names.Contains(summands[^1]) && Number(summands[^1]) is { } distance
            ? new(text, RuleRelation.AtMost, larger, summands[..^1]) { Distance = distance }
            : new(text, RuleRelation.AtMost, larger, summands);
    }

    private static RuleText? Differs(string text, IReadOnlyCollection<string> names) =>
        Sides(text.Replace("!=", "≠", StringComparison.Ordinal), " ≠ ") is [var one, var other]
            ? new(text, RuleRelation.Differs, one, [other])
            : null;

    private static RuleText? OneOf(string text, IReadOnlyCollection<string> names)
    {
        if (
            Sides(text.Replace(" in {", " ∈ {", StringComparison.Ordinal), " ∈ ")
            is not [var repeating, ['{', .., '}'] list]
        )
        {
            return null;
        }

        var entries = Entries(list[1..^1]).ToLookup(one => one.IsQuoted, one => one.Text);
        return new(text, RuleRelation.OneOf, repeating, [.. entries[false]]) { Own = [.. entries[true]] };
    }

    private static RuleText? Computed(string text, IReadOnlyCollection<string> names)
    {
        if (Sides(text, " = ") is not [var computed, var expression])
        {
            return null;
        }

        return OfCalendar(text, computed, expression)
            ?? Shifted(text, computed, expression, names)
            ?? Rated(text, computed, expression, names)
            ?? (
                FormulaParser.Parse(expression, names) is { Columns.Count: > 0 } parsed
                    ? new(text, RuleRelation.Equals, computed, parsed.Columns) { Formula = parsed.Formula }
                    : null
            );
    }

    // end - notice months, also with 1 day less
    private static RuleText? Shifted(string text, string computed, string expression, IReadOnlyCollection<string> names)
    {
        bool isLess = expression.EndsWith(DayLess, StringComparison.Ordinal);
        expression = isLess ? expression[..^DayLess.Length] : expression;
        if (!expression.EndsWith(OfMonths, StringComparison.Ordinal))
        {
            return null;
        }

        expression = expression[..^OfMonths.Length];
        string[] behind = Sides(expression, Plus);
        string[] before = Sides(expression, Minus);
        bool isBehind = behind.Length > 1 && (before.Length < 2 || names.Contains(behind[0]));
        string[] sides = isBehind ? behind : before;
        return sides.Length < 2
            ? null
            : new(text, RuleRelation.Shifted, computed, sides) { Sign = isBehind ? 1 : -1, Days = isLess ? -1 : 0 };
    }

    // amount × a rate for each tier
    private static RuleText? Rated(
        string text,
        string computed,
        string expression,
        IReadOnlyCollection<string> names
    ) =>
        Sides(expression.Replace(" * ", " × ", StringComparison.Ordinal), Rate) is [var part, var by]
        && !names.Contains(expression)
            ? new(text, RuleRelation.RatedBy, computed, [part, by])
            : null;

    // start + months - 1 day; years from birth to 2025-06-30
    private static RuleText? OfCalendar(string text, string computed, string expression)
    {
        if (expression.EndsWith(Months, StringComparison.Ordinal))
        {
            return new(text, RuleRelation.Months, computed, [expression[..^Months.Length].Trim()]);
        }

        if (expression.EndsWith(Months + DayLess, StringComparison.Ordinal))
        {
            return new(text, RuleRelation.Months, computed, [expression[..^(Months.Length + DayLess.Length)].Trim()])
            {
                Days = -1,
            };
        }

        return !expression.StartsWith(Years, StringComparison.Ordinal)
            || Sides(expression[Years.Length..], " to ") is not [var from, var to]
                ? null
            : DateOnly.TryParseExact(to, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new(text, RuleRelation.Years, computed, [from]) { Day = day }
            : new(text, RuleRelation.Years, computed, [from, to]);
    }

    /// <summary>The text of a rule that some rows may break.</summary>
    public static string Exceptional(string text) => Nearly + text;

    /// <summary>Whether two texts are one rule.</summary>
    public static bool IsSame(string one, string other) => InSigns(one) == InSigns(other);

    private static string InSigns(string text) =>
        text.Replace("<=", "≤", StringComparison.Ordinal)
            .Replace(">=", "≥", StringComparison.Ordinal)
            .Replace("!=", "≠", StringComparison.Ordinal)
            .Replace(" in {", " ∈ {", StringComparison.Ordinal);

    /// <summary>Why a rule is no rule, or none of columns of these kinds; null if nothing is known against it.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="columns">The names of columns.</param>
    /// <param name="kindOf">The kind of a column, one of <see cref="ColumnSchema.Kinds"/>; null if it is unknown.</param>
    public static string? Error(string text, IReadOnlyCollection<string> columns, Func<string, string?> kindOf)
    {
        if (Parse(text, columns) is not { } rule)
        {
            return $"rule '{text}' is not understood (give {Forms})";
        }

        if (rule.OfRows is { } formula && Error(formula.Text, columns, kindOf) is { } error)
        {
            return error;
        }

        string[] names = [.. rule.Parts, rule.Column];
        string? why =
            rule.Parts.Contains(rule.Column) ? $"'{rule.Column}' is on both of its sides"
            : rule.Relation is RuleRelation.IsDate or RuleRelation.OfDate ? DateText.Error(rule, kindOf)
            : rule.Relation == RuleRelation.Exclusive ? ExclusiveText.Error(names.Select(kindOf))
            : rule.Relation == RuleRelation.Once ? OnceText.Error(rule, kindOf)
            : rule.Relation == RuleRelation.Monotone ? MonotoneText.Error(names.Select(kindOf))
            : rule.Relation == RuleRelation.Apart ? ApartText.Error(names.Select(kindOf))
            : rule.Relation == RuleRelation.Annuity ? AnnuityText.Error([.. names.Select(kindOf)])
            : rule.Relation == RuleRelation.OfLevels ? LevelText.Error(rule, kindOf)
            : rule.Relation == RuleRelation.PartlyEquals ? PartialText.Error(kindOf(names[0]), kindOf(names[1]))
            : rule.Relation is RuleRelation.Determines or RuleRelation.Presence
                ? Array.Find(names, name => IsUnlearned(rule, name, kindOf)) is { } unlearned
                        ? $"'{unlearned}' is a column of kind {kindOf(unlearned)}, which is not learned"
                    : null
            : rule.Relation == RuleRelation.Limits
                ? names.All(name => kindOf(name) is null or "" or "category" or "boolean") ? null
                    : "its columns are not both categories or booleans"
            : rule.Relation == RuleRelation.OneOf && rule.Parts.Count < 2 ? "it names fewer than two columns"
            : rule.Relation is RuleRelation.Differs or RuleRelation.OneOf
                ? names.All(name => kindOf(name) is null or "" or "category")
                    || names.All(name => kindOf(name) is null or "" or "number")
                        ? null
                    : "its columns are not all categories or all whole numbers"
            : rule.Distance is not null && names.Any(name => kindOf(name) is not (null or "" or "number"))
                ? "a number is added to what is none"
            : rule.IsOfScales([.. names.Select(kindOf)]) ? null
            : "its columns are not of one kind of numbers or times";
        return why is null ? null : Broken(text, why);
    }

    // Keys that repeat determine columns of any kind.
    private static bool IsUnlearned(RuleText rule, string name, Func<string, string?> kindOf) =>
        kindOf(name) switch
        {
            "empty" => true,
            "identifier" => name != rule.Parts[0] && kindOf(rule.Parts[0]) is not "identifier",
            "text" => name == rule.Parts[0] || kindOf(rule.Parts[0]) is not "identifier",
            _ => false,
        };

    /// <summary>Names a column that is not there; null if all are.</summary>
    /// <param name="columns">The columns that are there.</param>
    public string? Unknown(IReadOnlyCollection<string> columns)
    {
        string? unknown = Parts.Append(Column).FirstOrDefault(name => !columns.Contains(name));
        return unknown is null ? null
            : NearestName.To(unknown, columns) is { } nearest
                ? Broken(Text, $"there is no column '{unknown}' (did you mean '{nearest}'?)")
            : Broken(Text, $"there is no column '{unknown}'");
    }

    /// <summary>The sentence that a rule cannot be kept.</summary>
    public static string Broken(string text, string why) =>
        $"rule '{text}' cannot be kept: {why} (change or remove it)";

    // Columns have one scale; but a number or duration may be computed from any, such as a number of hours from two times, and a time from another one.
    private bool IsOfScales(string?[] kinds)
    {
        if (Relation == RuleRelation.Shifted)
        {
            return IsTime(kinds[0]) && IsTime(kinds[^1]) && kinds[1] is null or "" or "number";
        }

        if (Relation == RuleRelation.RatedBy)
        {
            return kinds[1] is null or "" or "category" or "boolean" or "number"
                && ((string?[])[kinds[0], kinds[2]]).All(kind => kind is null or "" or "number" or "duration");
        }

        if (Relation == RuleRelation.Proportional)
        {
            return kinds.All(kind => kind is null or "" or "number" or "duration");
        }

        if (Relation == RuleRelation.Compares)
        {
            string?[] compared =
            [
                .. kinds.SkipLast(1).Where(kind => !string.IsNullOrEmpty(kind)).Select(kind => Scale(kind!)).Distinct(),
            ];
            return compared is [] or [not null] && kinds[^1] is null or "" or "category" or "boolean" or "number";
        }

        if (Relation is RuleRelation.Months or RuleRelation.Years)
        {
            return kinds.Take(kinds.Length - (Relation == RuleRelation.Years ? 1 : 0)).All(IsTime)
                && (Relation == RuleRelation.Months || kinds[^1] is null or "" or "number");
        }

        string?[] scales =
        [
            .. kinds.Where(kind => !string.IsNullOrEmpty(kind)).Select(kind => Scale(kind!)).Distinct(),
        ];
        return !scales.Contains(null)
            && (
                scales.Length <= 1
                || (
                    Relation == RuleRelation.Equals
                    && (
                        Scale(kinds[^1] ?? "") is not "time"
                        || kinds.SkipLast(1).Any(kind => Scale(kind ?? "") is "time")
                    )
                )
            );
    }

    private static bool IsTime(string? kind) => string.IsNullOrEmpty(kind) || Scale(kind) == "time";

    // Numbers, times and durations each have an order and sums; dates are times.
    private static string? Scale(string kind) =>
        kind switch
        {
            "number" or "duration" => kind,
            "date" or "time" => "time",
            _ => null,
        };

    // Names of columns, and levels between quotation marks.
    internal static IEnumerable<(string Text, bool IsQuoted)> Entries(string list)
    {
        while (list.Trim() is { Length: > 0 } rest)
        {
            int close = rest[0] == '"' ? rest.IndexOf('"', 1) : -1;
            int end = rest.IndexOf(',', Math.Max(0, close));
            yield return close > 0 ? (rest[1..close], true) : ((end < 0 ? rest : rest[..end]).Trim(), false);
            list = end < 0 ? "" : rest[(end + 1)..];
        }
    }

    internal static string[] Sides(string text, string sign) => [.. text.Split(sign, 2).Select(side => side.Trim())];

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            ? number
            : null;

    private static string[] Summands(string side) => [.. side.Split(Plus).Select(part => part.Trim())];
}
