using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>Finds rules that hold on all training rows and would not by chance.</summary>
internal static class RuleSearch
{
    /// <summary>The logarithm of the largest probability of a rule among independent columns.</summary>
    public const double MaxLogChance = -20.7; // 1e-9

    // More columns would take too long in pairs.
    private const int MaxColumns = 200;

    /// <summary>The next rule; null if there is none.</summary>
    /// <param name="train">The training rows, as the data has them.</param>
    /// <param name="left">The same without the columns that the rules so far encode.</param>
    /// <param name="found">The rules so far.</param>
    public static TableRule? Next(Table train, Table left, IReadOnlyList<TableRule> found) =>
        left.Width > MaxColumns || train.RowCount == 0
            ? null
            : DeterminedColumnSearch.Next(left, found) ?? SumSearch.Next(left, found) ?? OrderSearch.Next(left, found);

    /// <summary>Whether a column is as the data has it: no rule has replaced it by a difference.</summary>
    public static bool IsOriginal(string column, IReadOnlyList<TableRule> found) =>
        !found.Any(rule => rule is DifferenceColumn && rule.Column == column);

    /// <summary>Whether a rule reads a column, so that it must not be encoded by a later one that reads the rule's own column.</summary>
    public static bool IsPart(string column, IReadOnlyList<TableRule> found) =>
        found.OfType<DifferenceColumn>().Any(rule => rule.Parts.Contains(column));
}
