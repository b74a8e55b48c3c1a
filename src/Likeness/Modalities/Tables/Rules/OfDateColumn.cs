using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// A column that follows from a date in three columns: <c>year, month, day determine weekday</c>. It is left out, and computed in samples.
/// </summary>
/// <param name="Date">The date.</param>
/// <param name="Function">How the column follows from the day's column, if that held the date.</param>
internal sealed record OfDateColumn(DateColumn Date, DerivedColumn Function) : FollowingColumn
{
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
    /// <remarks>Of a date in one place, models know what follows from it.</remarks>
    internal override bool Predicts => Date.Stays;

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
        // An imputed day is the nearest one with what is observed to follow from it.
        var (at, day) = (IndexOf(rows, Column), IndexOf(rows, Date.Column));
        var (year, month) = (IndexOf(rows, Date.Year), IndexOf(rows, Date.Month));
        bool[] holds = Holds(rows);
        double[] days = rows.ColumnValues(day);
        for (int row = 0; row < days.Length; row++)
        {
            if (holds[row] || !isObserved(row, at) || isObserved(row, day) || double.IsNaN(days[row]))
            {
                continue;
            }

            double[] possible =
            [
                .. DateColumn
                    .Around(days[row], 1, DateTime.MaxValue.Day)
                    .Where(one => !double.IsNaN(DateColumn.Date(rows[row, year], rows[row, month], one))),
            ];
            double[] values = Of([.. possible.Select(one => DateColumn.Date(rows[row, year], rows[row, month], one))]);
            int first = Array.FindIndex(values, value => value.Equals(rows[row, at]));
            days[row] = first >= 0 ? possible[first] : days[row];
        }

        return Replaced(rows, day, rows.Columns[day], days).WrittenAs(rows.Dialect);
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
