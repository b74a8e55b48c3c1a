using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>The rules of a schema that some rows may break.</summary>
internal sealed class DeclaredExceptions
{
    private readonly CorrectedTable first;
    private readonly CorrectedTable all;
    private readonly List<NearOrder> orders;

    /// <summary>Corrects what breaks the rules.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="exact">Rules that all rows satisfy.</param>
    public DeclaredExceptions(Table train, IReadOnlyList<RuleText> rules, IReadOnlyList<TableRule> exact)
    {
        var names = train.Columns.Select(column => column.Name).ToList();
        var byRelation = rules.ToLookup(rule => rule.Relation);
        first = new(train, exact, new HashSet<string>());
        first.Add(
            byRelation[RuleRelation.Determines]
                .Where(rule => SubjectSearch.MayBeSubjects(train.Columns[names.IndexOf(rule.Parts[0])]))
                .Select(rule => new SubjectValue(rule.Column, rule.Parts[0]))
                .Where(rule => IsOfMost(rule.Holds(train)))
        );
        first.Add(
            byRelation[RuleRelation.Equals]
                .Select(rule =>
                    FormulaColumn.Create(
                        train,
                        names.IndexOf(rule.Column),
                        [.. rule.Parts.Select(part => names.IndexOf(part))],
                        rule.Formula!
                    )
                )
                .Where(rule => IsOfMost(rule.Holds(train)))
        );
        orders =
        [
            .. byRelation[RuleRelation.AtMost]
                .Where(rule => rule is { Parts.Count: 1, Distance: null })
                .GroupBy(rule => rule.Column, rule => rule.Parts[0])
                .Select(group => NearOrder.Create(first.Corrected, group.Key, [.. group]))
                .Where(order => IsOfMost(order.Holds(first.Corrected))),
        ];
        all = first.Ordered(orders);
        string[] texts =
        [
            .. byRelation[RuleRelation.Determines].Concat(byRelation[RuleRelation.Compares]).Select(rule => rule.Text),
        ];
        foreach (
            var search in (Func<Table, IReadOnlyList<TableRule>, IEnumerable<TableRule>>[])
                [NearlyDerivedSearch.All, NearlyDeterminedSearch.All, NearlyComparedSearch.All]
        )
        {
            all.Add(
                search(all.Corrected, [.. exact, .. all.Rules])
                    .Where(rule => texts.Any(text => RuleText.IsSame(text, RuleText.Exceptional(rule.ToString()!))))
            );
        }
    }

    // What more rows break than satisfy is no rule.
    private static bool IsOfMost(bool[] holds) => 2 * holds.Count(one => one) > holds.Length;

    /// <summary>The training rows without what breaks these rules.</summary>
    public Table Corrected => all.Corrected;

    /// <summary>Rules that follow from what breaks others: they encode first.</summary>
    public IReadOnlyList<TableRule> Ahead => all.Ahead;

    /// <summary>Whether some rows break a rule.</summary>
    public bool MayBreak(TableRule rule) => all.Exceptions.Exists(one => ExceptionalColumns.IsOf(rule, one.Column));

    /// <summary>The columns whose rules some rows break.</summary>
    /// <param name="rules">All rules of the schema.</param>
    public IReadOnlyList<ExceptionalColumn> Of(IReadOnlyList<TableRule> rules) => all.All(first, orders, rules);
}
