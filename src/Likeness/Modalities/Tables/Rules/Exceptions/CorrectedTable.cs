using Likeness.Data;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Training rows in which what breaks rules is replaced by what satisfies them, for more and more rules.</summary>
/// <param name="train">The training rows.</param>
/// <param name="exact">The rules that all of them satisfy, which stay.</param>
/// <param name="refused">Columns that have no exceptions.</param>
internal sealed class CorrectedTable(Table train, IReadOnlyList<TableRule> exact, IReadOnlySet<string> refused)
{
    // Exceptions of a rule in corrected rows to those in the rows as they are.
    private const int MinRatio = 2;

    private readonly int width = train.Width;

    private IReadOnlySet<string> refused = refused;

    private Table rows = train;

    // The rows as they are, but for what breaks rules that follow from exceptions.
    private Table raw = train;

    private List<ExceptionalColumn> aheadExceptions = [];
    private List<TableRule> ahead = [];

    /// <summary>The rules that some training rows break.</summary>
    public List<TableRule> Rules { get; private set; } = [];

    /// <summary>Their columns, those first from which others are restored.</summary>
    public List<ExceptionalColumn> Exceptions { get; private set; } = [];

    /// <summary>Rules that follow from exceptions themselves, such as a tax that was computed from a wrong amount: they encode first.</summary>
    public IReadOnlyList<TableRule> Ahead => RuleSearch.InOrder(ahead);

    /// <summary>The table without what breaks its rules, and without what follows from that.</summary>
    public Table Corrected =>
        rows.TakeColumns([.. Enumerable.Range(0, width).Where(column => !IsAhead(rows.Columns[column].Name))]);

    private TableRule[] Known => [.. exact, .. Rules];

    // A column that is computed is in no order by itself: wrong values may be in one by chance.
    private IEnumerable<TableRule> Behind =>
        exact.Where(rule => !ahead.Contains(rule) && !(rule.IsOrder && Rules.Exists(one => one.Column == rule.Column)));

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
            || Known.Any(one => one.Column == rule.Column && !one.IsOrder && !one.Equals(rule))
            || rule.Needs.Any(part => RuleSearch.Needs(part, rule.Column, [.. Known.Where(one => !one.IsOrder)]))
            || AddAhead(rule, at)
            || rule.Needs.Any(IsAhead)
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
        if (AheadOf(rule, corrected) is { } following)
        {
            rows = corrected;
            Rules.Add(rule is FormulaColumn formula ? formula.For(rows) : rule);
            Exceptions.Add(exception);
            ahead.AddRange(following);
        }
    }

    // Whether a rule is one of the rows with exceptions rather than of corrected ones.
    private bool AddAhead(TableRule rule, int at)
    {
        int broken = rule.Holds(raw).Count(holds => !holds);
        int corrected = rule.Holds(rows).Count(holds => !holds);
        bool isOfExceptions = corrected - broken >= Protection.MinRows && MinRatio * broken <= corrected;
        if (rule is SubjectValue || !(isOfExceptions || rule.Needs.Any(IsAhead)) || Kept.Contains(rule.Column))
        {
            return false;
        }

        var exception = ExceptionalColumn.Create(raw, at, [rule]);
        var separated = exception?.Separate(raw, [rule], isUnknown: false) ?? raw;
        var following = Needing([rule]);
        if (
            !following.TrueForAll(MayBeAhead)
            || Behind
                .Concat(ahead)
                .Any(one =>
                    !aheadExceptions.Exists(other => other.Column == one.Column) && one.Holds(separated).Contains(false)
                )
        )
        {
            return false;
        }

        raw = separated;
        aheadExceptions.AddRange(exception is null ? [] : [exception with { IsAhead = true }]);
        ahead.AddRange([
            .. following.Where(one => one != rule),
            rule is FormulaColumn formula ? formula.For(raw) : rule,
        ]);
        return true;
    }

    // The rules of all rows that corrected ones break, and those that need their columns; null if these cannot encode first.
    private List<TableRule>? AheadOf(TableRule rule, Table corrected)
    {
        var following = Needing([
            .. Behind
                .Where(one => !(one.IsOrder && one.Column == rule.Column))
                .Where(one => one.Holds(corrected).Contains(false)),
        ]);
        return following.TrueForAll(one =>
            MayBeAhead(one) && one.Column != rule.Column && !rule.Needs.Contains(one.Column)
        )
            ? following
            : null;
    }

    // Rules, and those of all rows that need their columns.
    private List<TableRule> Needing(List<TableRule> rules)
    {
        while (
            rules.Count > 0
            && Behind.FirstOrDefault(one =>
                !rules.Contains(one) && one.Needs.Any(part => rules.Exists(other => other.Column == part))
            )
                is { } needing
        )
        {
            rules.Add(needing);
        }

        return rules;
    }

    private IEnumerable<string> Kept => Rules.SelectMany(one => one.Needs.Append(one.Column));

    private bool MayBeAhead(TableRule rule) => rule.Replaces && !Kept.Contains(rule.Column);

    private bool IsAhead(string column) => ahead.Exists(rule => rule.Column == column);

    /// <summary>Orders that some rows break, of columns that no rule restores.</summary>
    public List<NearOrder> Orders() =>
        [
            .. NearOrderSearch
                .All(Corrected)
                .Where(order => !order.AreEqual)
                .Select(order =>
                    (Low: Corrected.Columns[order.Low].Name, High: Corrected.Columns[order.High].Name, order.LogChance)
                )
                .Where(order => !refused.Contains(order.High) && MayBeOrdered(order.High))
                .Where(order => !RuleSearch.Needs(order.Low, order.High, Known))
                .GroupBy(order => order.High)
                .Select(group =>
                    NearOrder.Create(rows, group.Key, [.. group.OrderBy(one => one.LogChance).Select(one => one.Low)])
                )
                .Where(order => IsExact(order.Correct(rows))),
        ];

    // A status says which rows lack a time; the others may be in order.
    private bool MayBeOrdered(string column) => !Known.Any(rule => rule.Column == column && rule is not PresenceColumn);

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
        (copy.Rules, copy.Exceptions) = ([.. Rules], [.. Exceptions]);
        (copy.ahead, copy.aheadExceptions) = ([.. ahead], [.. aheadExceptions]);
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
    ) =>
        [
            .. aheadExceptions,
            .. before.Exceptions,
            .. before.Of(orders, rules),
            .. Exceptions.Skip(before.Exceptions.Count),
        ];

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
