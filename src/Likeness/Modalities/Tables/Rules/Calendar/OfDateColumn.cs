using Likeness.Data;
using Likeness.Data.Times;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Calendar;

/// <summary>
/// A column that follows from a date in three columns: <c>year, month, day determine weekday</c>. It is left out, and computed in samples.
/// </summary>
/// <param name="Date">The date.</param>
/// <param name="Function">How the column follows from the day's column, if that held the date.</param>
internal sealed record OfDateColumn(DateColumn Date, DerivedColumn Function) : FollowingColumn
{
    // Of days and months all, and years enough for each weekday.
    private const int MaxTried = 40;

    private readonly string column = Function.Column;

    /// <inheritdoc/>
    public override string Column
    {
        get => column;
        init => column = value;
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Date.Year, Date.Month, Date.Column];

    /// <inheritdoc/>
    internal override bool Predicts => true;

    /// <summary>The rule of a column that follows from more than the year, the month or the day; null if it does not follow from the date, or might by chance.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="date">The date.</param>
    /// <param name="at">The column.</param>
    public static OfDateColumn? Find(Table rows, DateColumn date, int at)
    {
        var dated = Table.FromColumns(
            [DateColumn.DatesNamed(date.Column, missing: ""), rows.Columns[at]],
            [date.Dates(rows), rows.ColumnValues(at)]
        );
        return DerivedColumnSearch.Find(dated, 0, 1) is { } function && MayBeOfDate(function.Function.Part)
            ? new(date, function)
            : null;
    }

    private static bool MayBeOfDate(ColumnPart part) =>
        part
            is ColumnPart.Weekday
                or ColumnPart.Week
                or ColumnPart.DayOfYear
                or ColumnPart.DaysAfter
                or ColumnPart.DaysBefore;

    /// <inheritdoc/>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        // An imputed date is the nearest one from which follows what is observed.
        int at = IndexOf(rows, Column);
        int[] parts = [.. Needs.Select(name => IndexOf(rows, name))];
        bool[] holds = Holds(rows);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        foreach (int row in Enumerable.Range(0, holds.Length).Where(row => !holds[row] && isObserved(row, at)))
        {
            double[][] others = [.. Date.Others(rows, row, isObserved).Take(MaxTried)];
            double[] values = Of(Array.ConvertAll(others, one => TimeParts.Date(one[0], one[1], one[2])));
            int first = Array.FindIndex(values, value => value.Equals(rows[row, at]));
            for (int i = 0; first >= 0 && i < parts.Length; i++)
            {
                cells[parts[i]][row] = others[first][i];
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    internal override Table Recompute(Table rows, Func<int, int, bool> isObserved) => Settle(rows, isObserved);

    /// <inheritdoc/>
    protected override double[] Values(Table rows) => Of(Date.Dates(rows));

    private double[] Of(double[] dates) =>
        Function.Expected(Table.FromColumns([DateColumn.DatesNamed(Date.Column, missing: "")], [dates]));

    /// <inheritdoc/>
    public override string ToString() => $"{Date.Year}, {Date.Month}, {Date.Column} determine {Column}";
}
