using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>Numbers that are nearly products, or near those of another column, and columns that are missing from one on, where no other rule restores them.</summary>
internal sealed partial class TableRules
{
    // Orders of such a number stay: samples that break them are replaced.
    private TableRules WithProducts(Table train)
    {
        List<TableRule> all = [.. rules];
        ProportionalColumn[] products = [.. ProportionalSearch.All(train, rules)];
        foreach (TableRule rule in products.Concat<TableRule>(SuccessiveSearch.All(train, [.. rules, .. products])))
        {
            int from = all.FindIndex(other => other.Replaces && rule.Needs.Contains(other.Column));
            int place = from < 0 ? all.Count : from;
            // What is encoded from the number, or computed with errors, is before it.
            if (
                place < ahead
                || all.FindLastIndex(other => other.EncodesFrom.Contains(rule.Column) && other.Replaces) >= place
                || Exceptions.Concerns(rule.Column)
            )
            {
                continue;
            }

            all = all.ConvertAll(other =>
                other is DifferenceColumn order && order.Column == rule.Column ? order.Staying() : other
            );
            all.Insert(place, rule);
        }

        return new(columns, all, exceptions, ahead);
    }

    // Whether one of such columns is missing is said by the others already.
    private TableRules WithMonotone(Table train)
    {
        MonotoneColumns[] monotone =
        [
            .. MonotoneSearch.All(
                train,
                name =>
                    !Exceptions.Concerns(name)
                    && rules.All(rule => rule is SuccessiveColumn || !rule.Replaces || rule.Column != name)
            ),
        ];
        return monotone.Length == 0
            ? this
            : new(
                columns,
                [
                    .. rules.Where(rule =>
                        rule is not PresenceColumn { ByMissing: true } presence
                        || !monotone.Any(one => one.All.Contains(presence.Column) && one.All.Contains(presence.By))
                    ),
                    .. monotone,
                ],
                exceptions,
                ahead
            );
    }
}
