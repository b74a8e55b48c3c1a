using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Training rows in which what breaks rules is replaced by what satisfies them, for more and more rules.</summary>
/// <param name="train">The training rows.</param>
/// <param name="exact">The rules that all of them satisfy, which stay.</param>
/// <param name="refused">Columns that have no exceptions.</param>
internal sealed class CorrectedTable(Table train, IReadOnlyList<TableRule> exact, IReadOnlySet<string> refused)
{
    private readonly int width = train.Width;

    private IReadOnlySet<string> refused = refused;

    private Table rows = train;

    /// <summary>The rules that some training rows break.</summary>
    public List<TableRule> Rules { get; private set; } = [];

    /// <summary>Their columns, those first from which others are restored.</summary>
    public List<ExceptionalColumn> Exceptions { get; private set; } = [];

    /// <summary>Rules of all rows that follow from exceptions themselves, such as a tax that was computed from a wrong amount: they encode first.</summary>
    public List<TableRule> Ahead { get; private set; } = [];

    /// <summary>The table without what breaks its rules, and without what follows from that.</summary>
    public Table Corrected =>
        rows.TakeColumns([.. Enumerable.Range(0, width).Where(column => !IsAhead(rows.Columns[column].Name))]);

    private TableRule[] Known => [.. exact, .. Rules];

    private IEnumerable<TableRule> Behind => exact.Where(rule => !Ahead.Contains(rule));

    /// <summary>Corrects what breaks rules, those first of which others need the column.</summary>
    /// <param name="rules">The rules, of which those of a column that are behind another one are left out.</param>
    public void Add(IEnumerable<TableRule> rules)
    {
        var left = rules.ToList();
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
            refused.Contains(rule.Column)
            || Known.Any(one => one.Column == rule.Column && one is not DifferenceColumn && !one.Equals(rule))
            || rule.Needs.Any(part =>
                IsAhead(part)
                || RuleSearch.Needs(part, rule.Column, [.. Known.Where(one => one is not DifferenceColumn)])
            )
            || ExceptionalColumn.Create(rows, at, [rule]) is not { } exception
        )
        {
            return;
        }

        var corrected = LackingValues.Agreeing(
            exception.Separate(rows, [rule], isUnknown: false),
            rows,
            rule.Column,
            [rule],
            exact
        );
        if (AheadOf(rule, corrected) is { } ahead)
        {
            rows = corrected;
            Rules.Add(rule is FormulaColumn formula ? formula.For(rows) : rule);
            Exceptions.Add(exception);
            Ahead.AddRange(ahead);
        }
    }

    // The rules of all rows that corrected ones break, and those that need their columns; null if these cannot encode first.
    private List<TableRule>? AheadOf(TableRule rule, Table corrected)
    {
        // A column that is computed is in no order by itself: wrong values may be in one by chance.
        var ahead = Behind
            .Where(one => !(one is DifferenceColumn && one.Column == rule.Column))
            .Where(one => one.Holds(corrected).Contains(false))
            .ToList();
        if (ahead.Count == 0)
        {
            return ahead;
        }

        while (
            Behind.FirstOrDefault(one =>
                !ahead.Contains(one) && one.Needs.Any(part => ahead.Exists(other => other.Column == part))
            )
                is { } needing
        )
        {
            ahead.Add(needing);
        }

        string[] kept = [.. Rules.Append(rule).SelectMany(one => one.Needs.Append(one.Column))];
        return ahead.TrueForAll(one => one.Replaces && !kept.Contains(one.Column))
            ? [.. exact.Where(ahead.Contains)]
            : null;
    }

    private bool IsAhead(string column) => Ahead.Exists(rule => rule.Column == column);

    /// <summary>Orders that some rows break, of columns that no rule restores.</summary>
    public List<NearOrder> Orders() =>
        [
            .. NearOrderSearch
                .All(Corrected)
                .Where(order => !order.AreEqual)
                .Select(order =>
                    (Low: Corrected.Columns[order.Low].Name, High: Corrected.Columns[order.High].Name, order.LogChance)
                )
                .Where(order => !refused.Contains(order.High) && RuleSearch.IsOriginal(order.High, Known))
                .Where(order => !RuleSearch.Needs(order.Low, order.High, Known))
                .GroupBy(order => order.High)
                .Select(group =>
                    NearOrder.Create(rows, group.Key, [.. group.OrderBy(one => one.LogChance).Select(one => one.Low)])
                )
                .Where(order => IsExact(order.Correct(rows))),
        ];

    /// <summary>The same table, which satisfies orders, too.</summary>
    public CorrectedTable Ordered(IEnumerable<NearOrder> orders)
    {
        var ordered = Copy();
        ordered.rows = orders.Aggregate(rows, (corrected, order) => order.Correct(corrected));
        return ordered;
    }

    /// <summary>The same table, of which further columns have no exceptions.</summary>
    public CorrectedTable Refusing(IEnumerable<string> columns)
    {
        var refusing = Copy();
        refusing.refused = refused.Concat(columns).ToHashSet();
        return refusing;
    }

    private CorrectedTable Copy()
    {
        var copy = (CorrectedTable)MemberwiseClone();
        (copy.Rules, copy.Exceptions, copy.Ahead) = ([.. Rules], [.. Exceptions], [.. Ahead]);
        return copy;
    }

    /// <summary>All columns whose rules some rows break.</summary>
    /// <param name="before">The table before it satisfied the orders.</param>
    /// <param name="orders">The orders.</param>
    /// <param name="rules">The rules of the table.</param>
    public IReadOnlyList<ExceptionalColumn> All(
        CorrectedTable before,
        IReadOnlyList<NearOrder> orders,
        IReadOnlyList<TableRule> rules
    ) => [.. before.Exceptions, .. before.Of(orders, rules), .. Exceptions.Skip(before.Exceptions.Count)];

    // The columns whose orders some rows break.
    private IEnumerable<ExceptionalColumn> Of(IReadOnlyList<NearOrder> orders, IReadOnlyList<TableRule> rules)
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

    private bool IsExact(Table corrected) =>
        Behind.All(rule => Array.TrueForAll(rule.Holds(corrected), holds => holds));
}
