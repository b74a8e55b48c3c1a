using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Approximate;

/// <summary>Finds rules that at least 98 % of the real rows satisfy, but not all, and far fewer would by chance.</summary>
internal static class ApproximateRuleSearch
{
    private const int MaxColumns = 200;
    private const int MaxRows = 20_000;
    private const int MaxRules = 30;

    /// <summary>The rules, those that are least likely by chance first.</summary>
    /// <param name="rows">Real rows under the columns of their schema.</param>
    public static IReadOnlyList<ApproximateRule> Find(Table rows)
    {
        if (rows.Width > MaxColumns || rows.Picture is not null || rows.RowCount == 0)
        {
            return [];
        }

        var some =
            rows.RowCount <= MaxRows
                ? rows
                : rows.TakeRows(new PhiloxRandom(1, 0).Permutation(rows.RowCount).AsSpan(0, MaxRows));
        return
        [
            .. ApproximateOrders
                .All(some)
                .Concat(ApproximateSums.All(some))
                .Concat(ApproximateLevels.All(some))
                .OrderBy(rule => rule.LogChance)
                .Take(MaxRules),
        ];
    }
}
