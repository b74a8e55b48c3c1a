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

        var left = train;
        while (Next(left, found) is { } rule)
        {
            found.Add(rule);
            left = rule.Encode(left);
        }

        // An order reads columns as the data has them, and leaves no other kind of rule to find.
        found.AddRange(left.Width > MaxColumns ? [] : OrderSearch.All(left, found));
        return found;
    }

    /// <summary>Whether a column is as the data has it: no rule has replaced it by a difference.</summary>
    public static bool IsOriginal(string column, IReadOnlyList<TableRule> found) =>
        !found.Any(rule => rule is DifferenceColumn && rule.Column == column);

    private static TableRule? Next(Table left, IReadOnlyList<TableRule> found) =>
        left.Width > MaxColumns
            ? null
            : CopySearch.Next(left, found) ?? DeterminedColumnSearch.Next(left, found) ?? SumSearch.Next(left, found);
}
