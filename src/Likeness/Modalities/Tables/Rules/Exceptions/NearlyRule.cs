using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>A rule that nearly all rows satisfy.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Held">The rows that satisfy it.</param>
/// <param name="LogChance">The logarithm of the probability that so many would by chance.</param>
internal sealed record NearlyRule(TableRule Rule, int Held, double LogChance)
{
    /// <summary>Whether the column follows from a number, not from levels.</summary>
    public bool IsByNumber { get; init; }

    // A number determines a column if so many more rows, in a fraction of all, satisfy the rule than one by levels.
    private const double MinMore = 0.015;

    // The values or comparisons of a rule.
    private int Parts =>
        Rule switch
        {
            DeterminedColumn determined => determined.Pairs.Count,
            DerivedColumn derived => derived.Pairs.Count,
            ComparedColumn compared => compared.Cases.Count,
            _ => 1,
        };

    /// <summary>At most one rule of each column, the one that most rows satisfy, by levels rather than by a number; no column needs itself over others.</summary>
    /// <param name="candidates">Rules, several of a column.</param>
    /// <param name="found">The rules that all rows satisfy.</param>
    public static List<NearlyRule> Choose(IEnumerable<NearlyRule> candidates, IReadOnlyList<TableRule> found)
    {
        var chosen = new List<NearlyRule>();
        var all = found.ToList();
        NearlyRule[] tried = [.. candidates];
        double more = MinMore * tried.Select(one => one.Held).DefaultIfEmpty().Max();
        foreach (
            var one in tried
                .OrderByDescending(one => one.Held - (one.IsByNumber ? more : 0))
                .ThenBy(one => one.Parts)
                .ThenBy(one => one.LogChance)
        )
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
