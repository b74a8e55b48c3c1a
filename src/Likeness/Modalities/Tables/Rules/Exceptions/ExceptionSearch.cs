using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>
/// Finds rules that nearly all training rows satisfy. What breaks them is replaced, so that the table satisfies them, and all rules that follow are found in this table. Rules that all rows satisfy
/// come first: none of them is given up.
/// </summary>
internal static class ExceptionSearch
{
    /// <summary>The rules, and the columns whose rules some rows break, those first from which others are restored.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="exact">The rules that all of them satisfy.</param>
    /// <param name="subjects">What the rows of a key share.</param>
    public static (IReadOnlyList<TableRule> Rules, IReadOnlyList<ExceptionalColumn> Exceptions) Find(
        Table train,
        IReadOnlyList<TableRule> exact,
        IReadOnlyList<SubjectColumns> subjects
    )
    {
        if (train.RowCount == 0 || train.Width > RuleSearch.MaxColumns)
        {
            return (exact, []);
        }

        var first = new CorrectedTable(train, exact, subjects);
        first.Add(NearFormulas.All);
        first.Add(Copies);
        var orders = first.Orders();
        while (true)
        {
            var all = first.Ordered(orders);
            all.Add(NearlyDerivedSearch.All);
            all.Add(NearlyDeterminedSearch.All);
            all.Add(NearlyComparedSearch.All);
            if (all.Exceptions.Count == 0 && orders.Count == 0)
            {
                return (exact, []);
            }

            var rules = RuleSearch.Find(all.Corrected, subjects, all.Rules);
            if (orders.RemoveAll(order => !order.IsKept(rules)) > 0)
            {
                continue;
            }

            var exceptions = all.All(first, orders, rules);
            if (Array.TrueForAll(new TableRules(train.Columns, rules, exceptions).Hold(train), holds => holds))
            {
                return (rules, exceptions);
            }

            if (orders.Count == 0)
            {
                return (exact, []);
            }

            orders.Clear();
        }
    }

    private static IEnumerable<TableRule> Copies(Table rows, IReadOnlyList<TableRule> found) =>
        from pair in NearOrderSearch.All(rows)
        where pair.AreEqual
        select FormulaColumn.Create(rows, pair.High, [pair.Low], new FormulaCell(0));
}
