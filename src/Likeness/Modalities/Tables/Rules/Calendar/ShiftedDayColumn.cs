using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Calendar;

/// <summary>
/// A day that lies as many months before or behind another one as a third column says: <c>cancel_by = end - notice months</c>. It is left out, and computed in samples. A month before the last
/// day of March is the last of February.
/// </summary>
/// <param name="Column">The day that is computed.</param>
/// <param name="By">The other day.</param>
/// <param name="Months">The column of months.</param>
/// <param name="Sign">1 for a day behind the other one, −1 for one before it.</param>
/// <param name="Days">What is added to the whole months, in days: 0 or −1.</param>
internal sealed record ShiftedDayColumn(string Column, string By, string Months, int Sign, int Days) : TableRule
{
    private const int MaxMonths = 1200;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [By, Months];

    /// <inheritdoc/>
    internal override bool IsComputed => true;

    /// <inheritdoc/>
    internal override bool Predicts => true;

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var (at, by, months) = (IndexOf(rows, Column), IndexOf(rows, By), IndexOf(rows, Months));
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            bool isMissing = double.IsNaN(rows[row, at] + rows[row, by] + rows[row, months]);
            holds[row] = isMissing || IsDay(rows, row, at, by, months);
        }

        return holds;
    }

    /// <summary>Whether all rows have the day, and it is missing where another value is.</summary>
    public bool HoldsEverywhere(Table rows)
    {
        var (at, by, months) = (IndexOf(rows, Column), IndexOf(rows, By), IndexOf(rows, Months));
        return Enumerable.Range(0, rows.RowCount).All(row => IsDay(rows, row, at, by, months));
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        int at = IndexOf(rows, Column);
        return rows.TakeColumns([.. Enumerable.Range(0, rows.Width).Where(i => i != at)]);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        var (by, months) = (IndexOf(rows, By), IndexOf(rows, Months));
        double[] days = [.. Enumerable.Range(0, rows.RowCount).Select(row => Day(rows, row, by, months))];
        return Table.FromColumns(
            [.. rows.Columns, column],
            [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues), days]
        );
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    private bool IsDay(Table rows, int row, int at, int by, int months) =>
        rows[row, at].Equals(Day(rows, row, by, months));

    // NaN where a value is missing, months are not whole, or the calendar ends.
    private double Day(Table rows, int row, int by, int months)
    {
        double count = rows[row, months];
        if (
            !double.IsInteger(count)
            || Math.Abs(count) > MaxMonths
            || ((TimeKind)rows.Columns[by].Kind).At(rows[row, by]) is not { } day
            || Math.Abs(day.Year - (DateTime.MaxValue.Year / 2)) > (DateTime.MaxValue.Year / 2) - (MaxMonths / 10)
        )
        {
            return double.NaN;
        }

        return rows[row, by] + (day.AddMonths(Sign * (int)count).AddDays(Days) - day).TotalSeconds;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Column} = {By} {(Sign > 0 ? "+" : "-")} {Months} months{(Days == 0 ? "" : " - 1 day")}";
}
