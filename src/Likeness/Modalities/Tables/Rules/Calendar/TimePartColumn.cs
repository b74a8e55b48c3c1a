using Likeness.Data;
using Likeness.Data.Times;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Calendar;

/// <summary>A column that holds a part of a time that several columns hold together: models see the time, and samples get the part that it has.</summary>
/// <param name="Function">How the column follows from the column of the time.</param>
internal sealed record TimePartColumn(DerivedColumn Function) : FollowingColumn
{
    private readonly string column = Function.Column;

    /// <inheritdoc/>
    public override string Column
    {
        get => column;
        init => column = value;
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => Function.Needs;

    /// <inheritdoc/>
    internal override bool IsComputed => true;

    /// <inheritdoc/>
    /// <remarks>Which columns are parts of one time is detected again.</remarks>
    internal override IReadOnlyList<string> Texts => [];

    /// <summary>The rules of all parts.</summary>
    /// <param name="train">The training rows, with their columns of times.</param>
    public static IReadOnlyList<TimePartColumn> All(Table train) =>
        [
            .. from time in Enumerable.Range(0, train.Width)
            from part in train.Columns[time].Parts?.All ?? []
            select Create(train, time, part),
        ];

    /// <summary>Rows without the columns that hold parts of times.</summary>
    public static Table Without(Table rows) =>
        JoinedTimes.PartsOf(rows.Columns) is { Count: > 0 } parts
            ? rows.TakeColumns([.. Enumerable.Range(0, rows.Width).Where(i => !parts.Contains(rows.Columns[i].Name))])
            : rows;

    private static TimePartColumn Create(Table train, int by, TimePart part)
    {
        int at = IndexOf(train, part.Column);
        var function = new ColumnFunction(
            part.Kind switch
            {
                TimePartKind.Year => ColumnPart.Year,
                TimePartKind.Quarter => ColumnPart.Quarter,
                TimePartKind.Month => ColumnPart.Month,
                TimePartKind.Day => ColumnPart.DayOfMonth,
                TimePartKind.Date => ColumnPart.Day,
                TimePartKind.Hour => ColumnPart.Hour,
                TimePartKind.Minute => ColumnPart.Minute,
                TimePartKind.Second => ColumnPart.Second,
                _ => ColumnPart.TimeOfDay,
            },
            []
        );
        var levels = new Dictionary<double, double>();
        if (train.Columns[at].Kind.LevelCount > 0)
        {
            for (int row = 0; row < train.RowCount; row++)
            {
                levels.TryAdd(function.Of(train[row, by], train.Columns[by]), train[row, at]);
            }
        }

        return new(DerivedColumnSearch.Rule(train, by, at, function, levels));
    }

    /// <inheritdoc/>
    /// <remarks>With the first part, an imputed time gets all parts that are observed.</remarks>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Function.By);
        if (rows.Columns[at].Parts is not { } parts || parts.All[0].Column != Column)
        {
            return rows;
        }

        double[] times = rows.ColumnValues(at);
        double[] fitted = parts.Fitted(rows, times, isObserved);
        for (int row = 0; row < times.Length; row++)
        {
            times[row] = isObserved(row, at) ? times[row] : fitted[row];
        }

        return Replaced(rows, at, rows.Columns[at], times).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    internal override Table Recompute(Table rows, Func<int, int, bool> isObserved) => Settle(rows, isObserved);

    /// <inheritdoc/>
    protected override double[] Values(Table rows) => Function.Expected(rows);

    /// <inheritdoc/>
    public override string ToString() => $"{Function.By} determines {Column}";
}
