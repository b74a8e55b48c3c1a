using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Training rows in which what breaks rules is replaced by what satisfies them, for more and more rules.</summary>
/// <param name="train">The training rows.</param>
/// <param name="exact">The rules that all of them satisfy, which stay.</param>
/// <param name="subjects">What the rows of a key share.</param>
internal sealed class CorrectedTable(
    Table train,
    IReadOnlyList<TableRule> exact,
    IReadOnlyList<SubjectColumns> subjects
)
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

    /// <summary>The rules that some training rows break.</summary>
    public List<TableRule> Rules { get; private set; } = [];

    /// <summary>Their columns, those first from which others are restored.</summary>
    public List<ExceptionalColumn> Exceptions { get; private set; } = [];

    /// <summary>The table without what breaks its rules.</summary>
    public Table Corrected => rows.TakeColumns([.. Enumerable.Range(0, width)]);

    private TableRule[] Known => [.. exact, .. Rules];

    /// <summary>Corrects what breaks the rules of a search, those first of which others need the column.</summary>
    /// <param name="search">Finds rules of rows, beside those that are known.</param>
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

    /// <summary>Orders that some rows break, of columns that no rule restores.</summary>
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
                    NearOrder.Create(rows, group.Key, [.. group.OrderBy(one => one.LogChance).Select(one => one.Low)])
                )
                .Where(order => IsExact(order.Correct(rows))),
        ];

    /// <summary>The same table, which satisfies orders, too.</summary>
    public CorrectedTable Ordered(IEnumerable<NearOrder> orders)
    {
        var ordered = (CorrectedTable)MemberwiseClone();
        ordered.rows = orders.Aggregate(rows, (corrected, order) => order.Correct(corrected));
        (ordered.Rules, ordered.Exceptions) = ([.. Rules], [.. Exceptions]);
        return ordered;
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

    private bool IsRestored(string column) => Known.Any(one => one.Column == column && one is not DifferenceColumn);

    private bool IsExact(Table corrected) => exact.All(rule => Array.TrueForAll(rule.Holds(corrected), holds => holds));
}
