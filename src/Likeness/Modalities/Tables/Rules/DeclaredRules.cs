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
        foreach (string text in texts.OrderBy(text => text.Contains(Determines, StringComparison.Ordinal) ? 0 : 1))
        {
            var rule = text.Contains(Determines, StringComparison.Ordinal)
                ? Determined(text, left, rules)
                : Difference(text, left, rules);
            rules.Add(rule);
            left = rule.Encode(left);
        }

        return new(train.Columns, rules);
    }

    private static TableRule Determined(string text, Table rows, List<TableRule> rules)
    {
        string[] sides = text.Split(Determines, 2);
        int by = IndexOf(text, sides[0], rows, rules);
        int column = IndexOf(text, sides[1], rows, rules);
        return DeterminedColumnSearch.Declare(rows, by, column)
            ?? throw Broken(text, "some value of the first column has two values of the second");
    }

    private static DifferenceColumn Difference(string text, Table rows, List<TableRule> rules)
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

        int at = IndexOf(text, sides[1], rows, rules);
        var (parts, constant) = Sum(sides[0], rows, isExact);
        int[] places = [.. parts.Select(part => IndexOf(text, part, rows, rules))];
        if (
            places.Append(at).Select(place => rows.Columns[place].Kind.GetType()).Distinct().Count() > 1
            || !rows.Columns[at].Kind.IsNumeric
        )
        {
            throw Broken(text, "its columns are not of one kind of numbers or times");
        }

        if (RuleSearch.IsPart(rows.Columns[at].Name, rules))
        {
            throw Broken(text, $"another rule reads '{rows.Columns[at].Name}'");
        }

        int?[] decimals = [.. places.Append(at).Select(place => rows.Columns[place].Grid?.Decimals)];
        var rule = new DifferenceColumn(
            rows.Columns[at].Name,
            parts,
            0,
            1,
            rows.Columns[at].Kind is NumberKind && Array.TrueForAll(decimals, one => one is not null)
                ? decimals.Max()
                : null
        );
        double[] present = Array.FindAll(rule.Encode(rows).ColumnValues(at), value => !double.IsNaN(value));
        double least = isExact ? constant : present.DefaultIfEmpty(0).Min();
        double most = isExact ? constant : present.DefaultIfEmpty(0).Max();
        int broken = present.Count(value => value < -Slack || (isExact && Math.Abs(value - constant) > Slack));
        return broken == 0
            ? rule with
            {
                Least = Math.Max(0, least),
                Most = Math.Max(0, most),
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
}
