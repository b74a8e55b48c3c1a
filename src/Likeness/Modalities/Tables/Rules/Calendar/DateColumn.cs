using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Times;

namespace Likeness.Modalities.Tables.Rules.Calendar;

/// <summary>
/// A date in three columns of whole numbers that models see as they are: <c>year, month, day are a date</c>. Samples without a date are replaced. Where all rows have all parts, models see
/// <see cref="TimeParts"/> as one column instead.
/// </summary>
/// <param name="Column">The column of the day of the month.</param>
/// <param name="Year">The column of the year.</param>
/// <param name="Month">The column of the month.</param>
internal sealed record DateColumn(string Column, string Year, string Month) : TableRule
{
    private static readonly TimeKind Kind = new("yyyy-MM-dd", IsDay: true);

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [];

    /// <inheritdoc/>
    internal override bool Replaces => false;

    /// <inheritdoc/>
    /// <remarks>A row that lacks a part does.</remarks>
    public override bool[] Holds(Table rows) =>
        [.. Dates(rows).Select((date, row) => !double.IsNaN(date) || Lacks(rows, row))];

    /// <summary>The rule of rows; null if some row has no such date.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="year">The name of the column of years.</param>
    /// <param name="month">The name of the column of months.</param>
    /// <param name="day">The name of the column of days.</param>
    public static DateColumn? Find(Table rows, string year, string month, string day)
    {
        var rule = new DateColumn(day, year, month);
        return Array.TrueForAll(rule.Holds(rows), holds => holds) ? rule : null;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => rows;

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) => rows;

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    /// <remarks>An imputed day is in its month; else the month has the day, or the year.</remarks>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        bool[] holds = Holds(rows);
        int[] parts = Parts(rows);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        foreach (int row in Enumerable.Range(0, holds.Length).Where(row => !holds[row]))
        {
            foreach (double[] date in Others(rows, row, isObserved).Take(1))
            {
                for (int i = 0; i < parts.Length; i++)
                {
                    cells[parts[i]][row] = date[i];
                }
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <summary>The dates that a row may have in place of its own, year, month and day, the nearest first: with another day if that was imputed, else another month, or year.</summary>
    internal IEnumerable<double[]> Others(Table rows, int row, Func<int, int, bool> isObserved)
    {
        int[] parts = Parts(rows);
        return TimeParts.OtherDates(
            Array.ConvertAll(parts, part => rows[row, part]),
            Array.ConvertAll(parts, part => isObserved(row, part))
        );
    }

    /// <summary>The date of each row, in seconds as times are; NaN for none.</summary>
    internal double[] Dates(Table rows) => [.. EachDate(rows)];

    /// <summary>The column of dates.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="missing">The text of missing ones; null for none.</param>
    internal static Column DatesNamed(string name, string? missing) => new(name) { Kind = Kind, Missing = missing };

    private IEnumerable<double> EachDate(Table rows)
    {
        int[] parts = Parts(rows);
        return Enumerable
            .Range(0, rows.RowCount)
            .Select(row => TimeParts.Date(rows[row, parts[0]], rows[row, parts[1]], rows[row, parts[2]]));
    }

    private bool Lacks(Table rows, int row) => Array.Exists(Parts(rows), part => double.IsNaN(rows[row, part]));

    private int[] Parts(Table rows) => [IndexOf(rows, Year), IndexOf(rows, Month), IndexOf(rows, Column)];

    /// <inheritdoc/>
    public override string ToString() => $"{Year}, {Month}, {Column} are a date";
}
