using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>Finds rules that hold on all training rows and would not by chance.</summary>
internal static class RuleSearch
{
    /// <summary>The logarithm of the largest probability of a rule among independent columns.</summary>
    public const double MaxLogChance = -20.7; // 1e-9

    // More columns would take too long in pairs.
    private const int MaxColumns = 200;

    /// <summary>The rules, in the order in which they encode.</summary>
    /// <param name="train">The training rows, as the data has them.</param>
    public static List<TableRule> Find(Table train)
    {
        var found = new List<TableRule>();
        if (train.RowCount == 0)
        {
            return found;
        }

        // A computed column is encoded while its formula's columns are there as the data has them.
        if (train.Width <= MaxColumns)
        {
            found = InOrder([.. FormulaSearch.All(train)]);
        }

        var left = found.Aggregate(train, (encoded, rule) => rule.Encode(encoded));
        while (Next(left, found) is { } rule)
        {
            found.Add(rule);
            left = rule.Encode(left);
        }

        // An order reads columns as the data has them, and leaves no other kind of rule to find.
        found.AddRange(left.Width > MaxColumns ? [] : OrderSearch.All(train, found));
        return InOrder(found);
    }

    // A column that others determine is encoded first, while they are there as the data has them. With missing values, orders may run in a circle.
    private static List<TableRule> InOrder(List<TableRule> rules)
    {
        var left = rules.ToList();
        var ordered = new List<TableRule>();
        while (left.Count > 0)
        {
            int first = left.FindIndex(rule => !left.Exists(other => other.Needs.Contains(rule.Column)));
            ordered.Add(left[Math.Max(0, first)]);
            left.RemoveAt(Math.Max(0, first));
        }

        return ordered;
    }

    /// <summary>Whether a column is computed from another one, perhaps over further ones.</summary>
    public static bool Needs(string column, string other, IReadOnlyList<TableRule> found) =>
        found.Any(rule => rule.Column == column && rule.Needs.Any(part => part == other || Needs(part, other, found)));

    /// <summary>Whether a column is as the data has it: no rule has replaced it.</summary>
    public static bool IsOriginal(string column, IReadOnlyList<TableRule> found) =>
        !found.Any(rule => rule.Column == column);

    private static TableRule? Next(Table left, IReadOnlyList<TableRule> found) =>
        left.Width > MaxColumns
            ? null
            : CopySearch.Next(left, found) ?? DeterminedColumnSearch.Next(left, found) ?? SumSearch.Next(left, found);
}
