using Likeness.Modalities.Tables.Rules.Partial;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>Formulas of the rows with some levels, beside the rules of all rows.</summary>
internal sealed partial class TableRules
{
    /// <summary>The rules with those of some levels, which restore their columns when all that they need is restored.</summary>
    /// <param name="levels">The rules.</param>
    public TableRules Including(IEnumerable<LevelFormulaColumn> levels)
    {
        List<TableRule> all = [.. rules];
        int first = ahead;
        // What a further one needs is restored before it.
        foreach (var rule in RuleSearch.InOrder([.. levels]).Reverse<TableRule>())
        {
            string[] names = [rule.Column, .. rule.Needs];
            int found = all.FindIndex(other => other.Replaces && names.Contains(other.Column));
            int place = found < 0 ? all.Count : found;
            all.Insert(place, rule);
            first += place < first ? 1 : 0;
        }

        return new(columns, all, exceptions, first);
    }

    /// <summary>Whether a column may have a formula of its own in some rows: what is computed from it is computed after that.</summary>
    /// <param name="rule">The rule of these rows.</param>
    public bool MayInclude(LevelFormulaColumn rule)
    {
        string[] names = [rule.Column, .. rule.Needs];
        var all = rules.ToList();
        int place = all.FindIndex(other => other.Replaces && names.Contains(other.Column));
        return !names.Any(Exceptions.Concerns)
            && (
                place < 0
                || all.Skip(place)
                    .All(other =>
                        !other.Replaces
                        || other.IsOrder
                        || other.Column == rule.By
                        || !other.Needs.Contains(rule.Column)
                    )
            );
    }
}
