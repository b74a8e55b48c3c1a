using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Tries rules of columns that no rule has replaced yet.</summary>
internal static class NearlySearch
{
    /// <summary>The rules, at most one of each column.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="found">The rules that all rows satisfy.</param>
    /// <param name="isSearched">Whether a column may follow from others.</param>
    /// <param name="find">The rule by which a column follows from another one, the first number; null if it does not.</param>
    public static IReadOnlyList<NearlyRule> Find(
        Table rows,
        IReadOnlyList<TableRule> found,
        Predicate<int> isSearched,
        Func<SearchedTable, int, int, NearlyRule?> find
    )
    {
        if (rows.RowCount == 0 || rows.Width is < 2 or > RuleSearch.MaxColumns || rows.Picture is not null)
        {
            return [];
        }

        var searched = new SearchedTable(rows);
        var candidates =
            from column in Enumerable.Range(0, rows.Width)
            where isSearched(column) && RuleSearch.IsOriginal(rows.Columns[column].Name, found)
            from other in RuleSearch.Before(rows, column, WithoutOrders(found))
            where !RuleSearch.Needs(rows.Columns[other].Name, rows.Columns[column].Name, found)
            let rule = find(searched, other, column)
            where rule is not null
            select rule;
        return NearlyRule.Choose(candidates, found);
    }

    /// <summary>Rules without orders: a column that follows from others is encoded before these are relative to further ones.</summary>
    public static List<TableRule> WithoutOrders(IReadOnlyList<TableRule> found) =>
        [.. found.Where(rule => !rule.IsOrder && rule is not MonthsColumn)];
}
