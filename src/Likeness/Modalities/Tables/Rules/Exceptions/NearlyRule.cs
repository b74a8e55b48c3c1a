namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>A rule that nearly all rows satisfy.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Held">The rows that satisfy it.</param>
/// <param name="LogChance">The logarithm of the probability that so many would by chance.</param>
internal sealed record NearlyRule(TableRule Rule, int Held, double LogChance)
{
    /// <summary>At most one rule of each column, the one that most rows satisfy; no column needs itself over others.</summary>
    /// <param name="candidates">Rules, several of a column.</param>
    /// <param name="found">The rules that all rows satisfy.</param>
    public static List<NearlyRule> Choose(IEnumerable<NearlyRule> candidates, IReadOnlyList<TableRule> found)
    {
        var chosen = new List<NearlyRule>();
        var all = found.ToList();
        foreach (var one in candidates.OrderByDescending(one => one.Held).ThenBy(one => one.LogChance))
        {
            string column = one.Rule.Column;
            if (
                RuleSearch.IsOriginal(column, all)
                && !one.Rule.Needs.Any(part => part == column || RuleSearch.Needs(part, column, all))
            )
            {
                chosen.Add(one);
                all.Add(one.Rule);
            }
        }

        return chosen;
    }
}
