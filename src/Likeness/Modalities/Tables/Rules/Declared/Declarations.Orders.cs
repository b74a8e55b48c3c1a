using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Declared;

/// <summary>Declared orders.</summary>
internal sealed partial class Declarations
{
    private void Subtract(List<Declaration> together)
    {
        if (rules.Exists(rule => rule.Column == together[0].Column && OrderSearch.MayStay(rule)))
        {
            Stay(together);
            return;
        }

        var held = together.FindAll(one => IsThere(one) && Holds(one));
        var orders = held.FindAll(one => one.Rule.Distance is null || held.Count == 1);
        rules.AddRange(held.Except(orders).Select(one => Difference(one).Staying()));
        if (orders.Count == 1 && orders[0].Parts.Count == 1 && Period(orders[0]) is { } period)
        {
            Add(period);
        }
        else if (orders.Count > 0)
        {
            var rule = Difference([.. orders]);
            double least = rule.Distance ?? 0;
            Add(rule with { Least = Math.Max(least, rule.Least), Most = Math.Max(least, rule.Most) });
        }
    }

    private PeriodColumn? Period(Declaration order) =>
        order.Rule.Distance is null ? PeriodColumn.Find(left, IndexOf(order.Parts[0]), IndexOf(order.Column)) : null;

    // The values themselves must be in order, or those below encode first, as fractions.
    private void Stay(List<Declaration> together)
    {
        var staying = together.FindAll(one => !TryAddFraction(one));
        var before = new Declarations(train);
        rules.AddRange(staying.FindAll(before.Holds).Select(one => before.Difference(one).Staying()));
        before.refused.ToList().ForEach(error => Refuse(error.Key, error.Value));
    }

    private bool TryAddFraction(Declaration declared)
    {
        if (
            declared.Rule.Distance is not null
            || declared.Parts.Count > 1
            || !OrderSearch.MayBeFraction(declared.Parts[0], declared.Column, rules)
            || FractionColumn.Find(train, declared.Parts[0], declared.Column) is not { } rule
        )
        {
            return false;
        }

        var ordered = RuleSearch.InOrder([.. rules, rule]);
        rules.Clear();
        rules.AddRange(ordered);
        left = rules.Aggregate(train, (rows, one) => one.Encode(rows));
        return true;
    }

    private bool Holds(Declaration declared)
    {
        double least = (declared.Rule.Distance ?? 0) - TableRule.RoundOff;
        int broken = Difference(declared).Rests(left).Count(rest => rest < least);
        return broken == 0 || Break(declared, BrokenBy(broken));
    }

    private DifferenceColumn Difference(params Declaration[] bounds) =>
        DifferenceColumn.Create(
            left,
            IndexOf(bounds[0].Column),
            [.. bounds.Select(one => one.Parts.Select(IndexOf).ToArray())]
        ) with
        {
            Distance = bounds.Length == 1 ? bounds[0].Rule.Distance : null,
        };
}
