using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>
/// Finds rules that nearly all training rows satisfy. What breaks them is replaced, so that the table satisfies them, and all rules that follow are found in this table. Rules that all rows satisfy
/// come first: none of them is given up.
/// </summary>
internal static class ExceptionSearch
{
    private const int MaxTrials = 12;

    /// <summary>The rules of training rows.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="exact">The rules that all of them satisfy.</param>
    /// <param name="subjects">What the rows of a key share.</param>
    public static TableRules Find(Table train, IReadOnlyList<TableRule> exact, IReadOnlyList<SubjectColumns> subjects)
    {
        var without = new TableRules(train.Columns, [.. subjects, .. exact]);
        if (train.RowCount == 0 || train.Width > RuleSearch.MaxColumns)
        {
            return without;
        }

        // A number of which models learn the category first may have exceptions, too.
        exact = [.. exact.Select(rule => (rule as DeterminingColumn)?.Function ?? rule)];
        var candidates = Candidates(train, exact);
        var shared = NearlySharedSearch.All(train, subjects);
        HashSet<string> refused = [.. ColumnsOf(subjects), .. NamesOf(train, subjects)];
        // A rule that does not go together with the others is given up.
        for (int trial = 0; trial < MaxTrials; trial++)
        {
            if (Try(train, exact, subjects, [.. shared, .. candidates], refused) is not { } found)
            {
                return without;
            }

            var culprits = Culprits(train, exact, found);
            if (culprits.Count == 0)
            {
                return found;
            }

            refused.UnionWith(culprits);
        }

        return without;
    }

    // What names the rows of a panel is no more restored from other columns with exceptions than without.
    private static IEnumerable<string> NamesOf(Table train, IReadOnlyList<SubjectColumns> subjects) =>
        subjects.Count > 0
            ? []
            : train
                .Columns.Select(column => column.Panel)
                .OfType<PanelRows>()
                .Take(1)
                .SelectMany(panel => panel.Keys.Append(panel.Time));

    // What the rows of a key share, or what counts or sums them up.
    private static IEnumerable<string> ColumnsOf(IEnumerable<SubjectColumns> subjects) =>
        subjects.SelectMany(rule =>
            rule.Same.Append(rule.Column)
                .Concat((rule.Series?.Totals ?? []).Select(total => total.Column))
                .Append(rule.Series?.Counter ?? rule.Column)
        );

    // Rules of single columns, in the rows as they are.
    private static List<TableRule> Candidates(Table train, IReadOnlyList<TableRule> exact)
    {
        FormulaColumn[] formulas = [.. NearFormulas.All(train, exact)];
        FormulaColumn[] others = [.. exact.OfType<FormulaColumn>(), .. formulas];
        List<TableRule> computed =
        [
            .. formulas
                .Select(rule => DelayRules.Turned(train, rule, others))
                .Where(rule => !exact.Any(one => one.Column == rule.Column && one.Replaces && !one.IsOrder)),
            .. ClockSearch.Nearly(train, [.. NearlySearch.WithoutOrders(exact), .. formulas]),
            .. Copies(train),
        ];
        TableRule[] known = [.. NearlySearch.WithoutOrders(exact), .. computed];
        var following = NearlyRule.Choose(
            [
                .. NearlyDerivedSearch.Find(train, known),
                .. NearlyDeterminedSearch.Find(train, known),
                .. NearlyComparedSearch.Find(train, known),
            ],
            known
        );
        TableRule[] all = [.. exact, .. computed, .. following.Select(one => one.Rule)];
        // Where a value is missing that others give, what follows from it would be free.
        var lacking = exact
            .OfType<FormulaColumn>()
            .Where(rule => Lacks(rule, train) && Array.Exists(all, other => other.Needs.Contains(rule.Column)));
        return [.. lacking, .. all[exact.Count..]];
    }

    // Whether some rows lack a value that a rule gives.
    private static bool Lacks(FormulaColumn rule, Table rows)
    {
        double[] cells = rows.ColumnValues(rows.Columns.ToList().FindIndex(column => column.Name == rule.Column));
        return cells.Contains(double.NaN)
            && cells.Zip(rule.Expected(rows)).Any(one => double.IsNaN(one.First) && !double.IsNaN(one.Second));
    }

    private static TableRules? Try(
        Table train,
        IReadOnlyList<TableRule> exact,
        IReadOnlyList<SubjectColumns> subjects,
        List<TableRule> candidates,
        HashSet<string> refused
    )
    {
        var first = new CorrectedTable(train, exact, refused);
        first.Add(candidates.OfType<SubjectValue>());
        if (first.Exceptions.Count > 0)
        {
            subjects = SubjectSearch.All(first.Corrected);
            first = first.Refusing(ColumnsOf(subjects));
        }

        string[] bounded =
        [
            .. NearOrderSearch.All(train).Where(pair => !pair.AreEqual).Select(pair => train.Columns[pair.High].Name),
        ];
        // What follows from a later time follows from it when it is later.
        candidates = candidates.FindAll(rule => rule is not SubjectValue);
        var later = Following(bounded, candidates);
        first.Add(candidates.Except(later));
        var orders = first.Orders();
        while (true)
        {
            var all = first.Ordered(orders);
            all.Add(later);
            if (all.Exceptions.Count == 0 && orders.Count == 0)
            {
                return null;
            }

            var rules = RuleSearch.Find(
                all.Corrected,
                subjects,
                [.. all.Rules.Where(rule => rule is not SubjectValue)]
            );
            if (orders.RemoveAll(order => !order.IsKept(rules)) == 0)
            {
                return new(
                    train.Columns,
                    [.. all.Ahead, .. subjects, .. rules],
                    all.All(first, orders, rules),
                    all.Ahead.Count
                );
            }
        }
    }

    // The rules that need some columns, perhaps over others.
    private static List<TableRule> Following(IEnumerable<string> columns, List<TableRule> rules)
    {
        var needed = columns.ToHashSet();
        var following = new List<TableRule>();
        while (rules.Find(rule => !following.Contains(rule) && rule.Needs.Any(needed.Contains)) is { } next)
        {
            needed.Add(next.Column);
            following.Add(next);
        }

        return following;
    }

    // Columns with exceptions because of which rows break other rules, or rules of all rows are lost.
    private static HashSet<string> Culprits(Table train, IReadOnlyList<TableRule> exact, TableRules found)
    {
        var exceptional = found.Exceptions.All.Select(one => one.Column).ToHashSet();
        TableRule[] failing =
        [
            .. found.Failing(train),
            .. exact.Where(rule =>
                rule.Replaces && !rule.IsOrder && !found.Rules.Any(one => one.Column == rule.Column && one.Replaces)
            ),
        ];
        HashSet<string> culprits =
        [
            .. failing.SelectMany(rule => rule.Needs.Append(rule.Column)).Where(exceptional.Contains),
            .. found
                .Rules.Where(rule => exceptional.Contains(rule.Column))
                .Where(rule => failing.Any(other => rule.Needs.Contains(other.Column)))
                .Select(rule => rule.Column),
        ];
        bool holds = Array.TrueForAll(found.Hold(train), one => one);
        return culprits.Count > 0 || holds ? culprits : [found.Exceptions.All[^1].Column];
    }

    private static IEnumerable<TableRule> Copies(Table rows) =>
        from pair in NearOrderSearch.All(rows)
        where pair.AreEqual
        select FormulaColumn.Create(rows, pair.High, [pair.Low], new FormulaCell(0));
}
