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

        var first = new Correction(train, exact, subjects);
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

            ExceptionalColumn[] exceptions =
            [
                .. first.Exceptions,
                .. first.Of(orders, rules),
                .. all.Exceptions.Skip(first.Exceptions.Count),
            ];
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

        public List<TableRule> Rules { get; private set; } = [];

        public List<ExceptionalColumn> Exceptions { get; private set; } = [];

        /// <summary>The table without what breaks its rules.</summary>
        public Table Corrected => rows.TakeColumns([.. Enumerable.Range(0, width)]);

        private TableRule[] Known => [.. exact, .. Rules];

        // Rules of a search, those first of which others need the column.
        public void Add(Func<Table, IReadOnlyList<TableRule>, IEnumerable<TableRule>> search)
        {
            var left = search(Corrected, Known).Where(rule => !shared.Contains(rule.Column)).ToList();
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
                IsRestored(rule.Column)
                || rule.Needs.Any(part => RuleSearch.Needs(part, rule.Column, Known))
                || ExceptionalColumn.Create(rows, at, [rule]) is not { } exception
            )
            {
                return;
            }

            var corrected = exception.Separate(rows, [rule], isUnknown: false);
            if (IsExact(corrected))
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
                    .All(Corrected)
                    .Where(order => !order.AreEqual)
                    .Select(order =>
                        (Low: rows.Columns[order.Low].Name, High: rows.Columns[order.High].Name, order.LogChance)
                    )
                    .Where(order => !shared.Contains(order.High) && RuleSearch.IsOriginal(order.High, Known))
                    .Where(order => !RuleSearch.Needs(order.Low, order.High, Known))
                    .GroupBy(order => order.High)
                    .Select(group =>
                        NearOrder.Create(
                            rows,
                            group.Key,
                            [.. group.OrderBy(one => one.LogChance).Select(one => one.Low)]
                        )
                    )
                    .Where(order => IsExact(order.Correct(rows))),
            ];

        /// <summary>The same table, which satisfies orders, too.</summary>
        public Correction Ordered(IEnumerable<NearOrder> orders)
        {
            var ordered = (Correction)MemberwiseClone();
            ordered.rows = orders.Aggregate(rows, (corrected, order) => order.Correct(corrected));
            (ordered.Rules, ordered.Exceptions) = ([.. Rules], [.. Exceptions]);
            return ordered;
        }

        /// <summary>The columns whose orders some rows break.</summary>
        public IEnumerable<ExceptionalColumn> Of(IReadOnlyList<NearOrder> orders, IReadOnlyList<TableRule> rules)
        {
            var separated = rows;
            foreach (var order in orders)
            {
                TableRule[] own = [.. rules.Where(rule => ExceptionalColumns.IsOf(rule, order.Column))];
                int at = separated.Columns.ToList().FindIndex(column => column.Name == order.Column);
                if (ExceptionalColumn.Create(separated, at, own, order.Typical) is { } exception)
                {
                    separated = exception.Separate(separated, own, isUnknown: false);
                    yield return exception;
                }
            }
        }

        private bool IsRestored(string column) =>
            Known.Any(one => one.Column == column && one is not DifferenceColumn);

        private bool IsExact(Table corrected) =>
            exact.All(rule => Array.TrueForAll(rule.Holds(corrected), holds => holds));
    }
}
