using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// Rules that a schema declares, in the words in which the program prints them: <c>city determines country</c>, <c>pickup ≤ dropoff</c>,
/// <c>fare + tip ≤ total</c>, <c>total = net + tax</c>, <c>total = net + 2.5</c>. <c>&lt;=</c> stands for ≤.
/// </summary>
internal static class DeclaredRules
{
    private const string Determines = " determines ";
    private const string Plus = " + ";
    private const double Slack = 1e-9;

    /// <summary>The rules, in the order in which they encode.</summary>
    /// <param name="train">The training rows, which must satisfy them.</param>
    /// <param name="texts">The rules as the schema has them.</param>
    /// <exception cref="LikenessException">A text is not a rule, names no column, or some rows break the rule.</exception>
    public static TableRules Create(Table train, IReadOnlyList<string> texts)
    {
        var rules = new List<TableRule>();
        var left = train;
        // Sums and orders read columns that must be there as the data has them.
        foreach (string text in texts.Where(IsDetermination))
        {
            Add(Determined(text, left, rules));
        }

        var differences = texts.Where(text => !IsDetermination(text)).Select(text => Parse(text, train)).ToList();
        while (differences.Count > 0)
        {
            // In a chain of orders, the larger column is encoded first, while the smaller one is there as the data has it.
            int first = differences.FindIndex(one => !differences.Exists(other => other.Parts.Contains(one.Column)));
            var next = differences[Math.Max(0, first)];
            differences.Remove(next);
            Add(Difference(next, left, rules));
        }

        return new(train.Columns, rules);

        void Add(TableRule rule)
        {
            rules.Add(rule);
            left = rule.Encode(left);
        }
    }

    private static bool IsDetermination(string text) => text.Contains(Determines, StringComparison.Ordinal);

    private static TableRule Determined(string text, Table rows, List<TableRule> rules)
    {
        string[] sides = text.Split(Determines, 2);
        int by = IndexOf(text, sides[0], rows, rules);
        int column = IndexOf(text, sides[1], rows, rules);
        if (!DeterminedColumnSearch.IsKnown(rows, by))
        {
            throw Broken(text, $"nearly every sample has another value of '{rows.Columns[by].Name}' than the rows");
        }

        return DeterminedColumnSearch.Declare(rows, by, column)
            ?? throw Broken(text, "some value of the first column has two values of the second");
    }

    private static Declaration Parse(string text, Table rows)
    {
        string[] sides = text.Replace("<=", "≤", StringComparison.Ordinal).Split(" ≤ ", 2);
        bool isExact = sides.Length < 2;
        sides = isExact ? [.. text.Split(" = ", 2).Reverse()] : sides;
        if (sides.Length < 2)
        {
            throw new LikenessException(
                $"rule '{text}' is not understood (give 'a determines b', 'a ≤ b', 'a + b ≤ c' or 'c = a + b')"
            );
        }

        var (parts, constant) = Sum(sides[0], rows, isExact);
        return new(text, sides[1].Trim(), [.. parts.Select(part => part.Trim())], isExact ? constant : null);
    }

    private static DifferenceColumn Difference(Declaration declared, Table rows, List<TableRule> rules)
    {
        string text = declared.Text;
        int at = IndexOf(text, declared.Column, rows, rules);
        int[] places = [.. declared.Parts.Select(part => IndexOf(text, part, rows, rules))];
        if (
            places.Append(at).Select(place => rows.Columns[place].Kind.GetType()).Distinct().Count() > 1
            || !rows.Columns[at].Kind.IsNumeric
        )
        {
            throw Broken(text, "its columns are not of one kind of numbers or times");
        }

        var rule = DifferenceColumn.Create(rows, at, places);
        int broken = rule.Rests(rows)
            .Count(rest => rest < -Slack || (declared.Constant is { } constant && Math.Abs(rest - constant) > Slack));
        return broken == 0
            ? rule with
            {
                Least = Math.Max(0, declared.Constant ?? rule.Least),
                Most = Math.Max(0, declared.Constant ?? rule.Most),
            }
            : throw Broken(text, $"{broken} of {rows.RowCount} training rows break it");
    }

    // An exact sum may end with a number: total = fare + 2.5.
    private static (string[] Parts, double Constant) Sum(string side, Table rows, bool isExact)
    {
        string[] parts = side.Split(Plus);
        return
            isExact
            && parts.Length > 1
            && rows.Columns.All(column => column.Name != parts[^1])
            && NumberKind.Default.TryRead(parts[^1], out double constant)
            ? (parts[..^1], constant)
            : (parts, 0);
    }

    private static int IndexOf(string text, string name, Table rows, List<TableRule> rules)
    {
        string[] names = [.. rows.Columns.Select(column => column.Name)];
        int at = Array.IndexOf(names, name.Trim());
        return at < 0 && rules.Exists(rule => rule.Column == name.Trim())
                ? throw Broken(text, $"another rule restores '{name.Trim()}'")
            : at < 0
                ? throw Broken(
                    text,
                    NearestName.To(name.Trim(), names) is { } nearest
                        ? $"there is no column '{name.Trim()}' (did you mean '{nearest}'?)"
                        : $"there is no column '{name.Trim()}'"
                )
            : RuleSearch.IsOriginal(names[at], rules) ? at
            : throw Broken(text, $"another rule restores '{names[at]}'");
    }

    private static LikenessException Broken(string text, string why) =>
        new($"the schema's rule '{text}' cannot be kept: {why} (change or remove it)");

    // The constant of an exact sum; null for an order.
    private sealed record Declaration(string Text, string Column, string[] Parts, double? Constant);
}
