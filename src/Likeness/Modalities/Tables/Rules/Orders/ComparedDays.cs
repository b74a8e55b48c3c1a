using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>Times before a column of days: an order compares their days, so that a parcel may leave on the day of its order. A day is before all times of it.</summary>
internal static class ComparedDays
{
    /// <summary>Whether a column of times, below one of days, is compared by its days.</summary>
    public static bool Are(Column low, Column high) =>
        low.Kind is TimeKind && high.Kind is TimeKind && IsOfDays(high) && !IsOfDays(low);

    /// <summary>The values of a column as an order compares them with a later one; NaN where missing.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="low">The place of the earlier column, or the smaller one.</param>
    /// <param name="high">The place of the later column.</param>
    public static ReadOnlySpan<double> Of(Table rows, int low, int high) =>
        Are(rows.Columns[low], rows.Columns[high])
            ? Array.ConvertAll(
                rows.ColumnValues(low),
                time => DayOf(time, rows.Columns[low].Kind, rows.Columns[high].Kind)
            )
            : rows.Column(low);

    /// <summary>The beginning of the day of a time, as another column writes it; NaN for NaN.</summary>
    /// <param name="time">The time.</param>
    /// <param name="from">Has its zone.</param>
    /// <param name="to">Has the other column's zone.</param>
    public static double DayOf(double time, ColumnKind from, ColumnKind to) =>
        (Math.Floor((time + ZoneOf(from)) / Clock.Day) * Clock.Day) - ZoneOf(to);

    /// <summary>Whether a column is below a third one because it is below another one that is: a time on a day may be after a later time of that day.</summary>
    public static bool IsBetween(Column low, Column other, Column high) => !Are(low, other) || Are(low, high);

    // Days of a table that another program has written often have a clock at midnight.
    private static bool IsOfDays(Column column) =>
        column.Kind is TimeKind { IsDay: true }
        || (
            column.Grid is { } grid
            && grid.Step % Clock.Day == 0
            && (grid.Origin + ZoneOf(column.Kind)) % Clock.Day == 0
        );

    private static double ZoneOf(ColumnKind kind) => (kind as TimeKind)?.Offset.TotalSeconds ?? 0;
}
