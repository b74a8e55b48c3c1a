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

        var search = new Correction(train, exact, subjects);
        search.Add(NearFormulas.All);
        search.Add(Copies);
        var orders = search.Orders();
        while (search.Exceptions.Count > 0 || orders.Count > 0)
        {
            var (rows, corrected) = search.Correct(orders);
            var rules = RuleSearch.Find(corrected, subjects, search.Rules);
            var all = search.Exceptions.ToList();
            var lost = orders.FindAll(order => !order.IsKept(rules));
            if (lost.Count > 0)
            {
                orders.RemoveAll(lost.Contains);
                continue;
            }

            foreach (var order in orders)
            {
                var own = rules.FindAll(rule => ExceptionalColumns.IsOf(rule, order.Column));
                int at = rows.Columns.ToList().FindIndex(column => column.Name == order.Column);
                if (ExceptionalColumn.Create(rows, at, own, order.Typical) is { } exception)
                {
                    rows = exception.Separate(rows, own, isUnknown: false);
                    all.Add(exception);
                }
            }

            bool isComplete =
                exact.All(rule => Array.TrueForAll(rule.Holds(corrected), holds => holds))
                && Array.TrueForAll(new TableRules(train.Columns, rules, all).Hold(train), holds => holds);
            return isComplete ? (rules, all) : (exact, []);
        }

        return (exact, []);
    }

    private static IEnumerable<TableRule> Copies(Table rows, IReadOnlyList<TableRule> found) =>
        from pair in NearOrderSearch.All(rows)
        where pair.AreEqual
        select FormulaColumn.Create(rows, pair.High, [pair.Low], new FormulaCell(0));

    // A table that satisfies more and more rules.
    private sealed class Correction(Table train, IReadOnlyList<TableRule> exact, IReadOnlyList<SubjectColumns> subjects)
    {
        private readonly HashSet<string> shared =
        [
            .. subjects.SelectMany(rule =>
                rule.Same.Append(rule.Column)
                    .Concat((rule.Series?.Totals ?? []).Select(total => total.Column))
                    .Append(rule.Series?.Counter ?? rule.Column)
            ),
        ];

        private readonly int width = train.Width;

        private Table rows = train;

        public List<TableRule> Rules { get; } = [];

        public List<ExceptionalColumn> Exceptions { get; } = [];

        private TableRule[] Known => [.. exact, .. Rules];

        // Rules of a search, those first of which others need the column.
        public void Add(Func<Table, IReadOnlyList<TableRule>, IEnumerable<TableRule>> search)
        {
            var left = search(Corrected(rows), Known).Where(rule => !shared.Contains(rule.Column)).ToList();
            while (left.Count > 0)
            {
                int next = left.FindIndex(rule => !left.Exists(other => rule.Needs.Contains(other.Column)));
                Add(left[Math.Max(0, next)]);
                left.RemoveAt(Math.Max(0, next));
            }
        }

        private void Add(TableRule rule)
        {
            int at = rows.Columns.ToList().FindIndex(column => column.Name == rule.Column);
            if (
                Known.Any(one => one.Column == rule.Column && one is not DifferenceColumn)
                || rule.Needs.Any(part => RuleSearch.Needs(part, rule.Column, Known))
                || ExceptionalColumn.Create(rows, at, [rule]) is not { } exception
            )
            {
                return;
            }

            var corrected = exception.Separate(rows, [rule], isUnknown: false);
            if (exact.All(one => Array.TrueForAll(one.Holds(corrected), holds => holds)))
            {
                rows = corrected;
                Rules.Add(rule);
                Exceptions.Add(exception);
            }
        }

        // Orders of columns that no rule restores.
        public List<NearOrder> Orders() =>
            [
                .. NearOrderSearch
                    .All(Corrected(rows))
                    .Where(order => !order.AreEqual)
                    .Select(order =>
                        (Low: rows.Columns[order.Low].Name, High: rows.Columns[order.High].Name, order.LogChance)
                    )
                    .Where(order => !shared.Contains(order.High) && RuleSearch.IsOriginal(order.High, Rules))
                    .Where(order => exact.All(rule => rule.Column != order.High || rule is DifferenceColumn))
                    .Where(order => !RuleSearch.Needs(order.Low, order.High, Known))
                    .GroupBy(order => order.High)
                    .Select(group =>
                        NearOrder.Create(
                            rows,
                            group.Key,
                            [.. group.OrderBy(one => one.LogChance).Select(one => one.Low)]
                        )
                    ),
            ];

        // The rows with their exceptions apart, but for those of orders; and the same with what satisfies the orders.
        public (Table Rows, Table Corrected) Correct(List<NearOrder> orders) =>
            (rows, Corrected(orders.Aggregate(rows, (corrected, order) => order.Correct(corrected))));

        private Table Corrected(Table separated) => separated.TakeColumns([.. Enumerable.Range(0, width)]);
    }
}
