using System.Globalization;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>What of a column another one follows from: the interval of a number, or a part of the calendar.</summary>
/// <param name="Part">The kind of function.</param>
/// <param name="Limits">Of intervals, where the next one begins, increasing; of days, the day from which they are counted, in seconds; of steps, the time from which they are counted and their length, in seconds; else none.</param>
internal sealed record ColumnFunction(ColumnPart Part, IReadOnlyList<double> Limits)
{
    private const int MonthsPerYear = 12;

    /// <summary>The value for one of a column: the number of its interval from 0 on, or the part of the calendar; NaN for NaN.</summary>
    /// <param name="value">The value.</param>
    /// <param name="column">Its column, whose times have a zone.</param>
    internal double Of(double value, Column column)
    {
        if (Part == ColumnPart.Interval)
        {
            return double.IsNaN(value) ? value : Interval(value);
        }

        return (column.Kind as TimeKind)?.At(value) is not { } at ? double.NaN
            : Part is ColumnPart.DaysAfter ? Days(value, column) - Limits[0]
            : Part is ColumnPart.DaysBefore ? Limits[0] - Days(value, column)
            : Part is ColumnPart.StepsAfter ? Math.Round((value - Limits[0]) / Limits[1])
            : OfCalendar(Part, at);
    }

    /// <summary>Days from 1970-01-01 in the zone of a column.</summary>
    internal static double Days(double value, Column column) =>
        Math.Floor((value + ((column.Kind as TimeKind)?.Offset.TotalSeconds ?? 0)) / Clock.Day);

    /// <inheritdoc/>
    public bool Equals(ColumnFunction? other) =>
        other is not null && Part == other.Part && Limits.SequenceEqual(other.Limits);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Part, Limits.Count);

    private double Interval(double value)
    {
        int at = 0;
        while (at < Limits.Count && value >= Limits[at])
        {
            at++;
        }

        return at;
    }

    private static double Seconds(DateTime day) => (day - DateTime.UnixEpoch).TotalSeconds;

    private static double OfCalendar(ColumnPart part, DateTime at) =>
        part switch
        {
            ColumnPart.Year => at.Year,
            ColumnPart.Quarter => CalendarPeriod.QuarterOf(at),
            ColumnPart.Month => at.Month,
            ColumnPart.YearMonth => (at.Year * MonthsPerYear) + at.Month - 1,
            ColumnPart.Week => ISOWeek.GetWeekOfYear(at),
            ColumnPart.Weekday => (int)at.DayOfWeek,
            ColumnPart.DayOfMonth => at.Day,
            ColumnPart.DayOfYear => at.DayOfYear,
            ColumnPart.Hour => at.Hour,
            ColumnPart.Minute => at.Minute,
            ColumnPart.Second => at.Second,
            ColumnPart.TimeOfDay => at.TimeOfDay.TotalSeconds,
            ColumnPart.Day => Seconds(CalendarPeriod.Day.FirstDay(at)),
            ColumnPart.FirstOfWeek => Seconds(CalendarPeriod.Week.FirstDay(at)),
            ColumnPart.LastOfWeek => Seconds(CalendarPeriod.Week.LastDay(at)),
            ColumnPart.FirstOfSundayWeek => Seconds(CalendarPeriod.SundayWeek.FirstDay(at)),
            ColumnPart.LastOfSundayWeek => Seconds(CalendarPeriod.SundayWeek.LastDay(at)),
            ColumnPart.FirstOfMonth => Seconds(CalendarPeriod.Month.FirstDay(at)),
            ColumnPart.LastOfMonth => Seconds(CalendarPeriod.Month.LastDay(at)),
            ColumnPart.FirstOfQuarter => Seconds(CalendarPeriod.Quarter.FirstDay(at)),
            ColumnPart.LastOfQuarter => Seconds(CalendarPeriod.Quarter.LastDay(at)),
            ColumnPart.FirstOfYear => Seconds(CalendarPeriod.Year.FirstDay(at)),
            ColumnPart.LastOfYear => Seconds(CalendarPeriod.Year.LastDay(at)),
            _ => throw new InvalidOperationException($"{part} is no part of the calendar."),
        };
}

/// <summary>A function of a column.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnPart>))]
internal enum ColumnPart
{
    /// <summary>The interval of a number.</summary>
    Interval,

    /// <summary>The year.</summary>
    Year,

    /// <summary>The quarter, 1 to 4.</summary>
    Quarter,

    /// <summary>The month, 1 to 12.</summary>
    Month,

    /// <summary>The month counted from year 0 on.</summary>
    YearMonth,

    /// <summary>The week of ISO 8601.</summary>
    Week,

    /// <summary>The day of the week, 0 for Sunday.</summary>
    Weekday,

    /// <summary>The day of the month.</summary>
    DayOfMonth,

    /// <summary>The day of the year.</summary>
    DayOfYear,

    /// <summary>The hour, 0 to 23.</summary>
    Hour,

    /// <summary>The minute, 0 to 59.</summary>
    Minute,

    /// <summary>The second, 0 to 59.</summary>
    Second,

    /// <summary>The time of day, in seconds.</summary>
    TimeOfDay,

    /// <summary>The day of a time.</summary>
    Day,

    /// <summary>The first day of the week, a Monday.</summary>
    FirstOfWeek,

    /// <summary>The last day of the week, a Sunday.</summary>
    LastOfWeek,

    /// <summary>The first day of a week that begins on Sunday.</summary>
    FirstOfSundayWeek,

    /// <summary>The last day of a week that ends on Saturday.</summary>
    LastOfSundayWeek,

    /// <summary>The first day of the month.</summary>
    FirstOfMonth,

    /// <summary>The last day of the month.</summary>
    LastOfMonth,

    /// <summary>The first day of the quarter.</summary>
    FirstOfQuarter,

    /// <summary>The last day of the quarter.</summary>
    LastOfQuarter,

    /// <summary>The first day of the year.</summary>
    FirstOfYear,

    /// <summary>The last day of the year.</summary>
    LastOfYear,

    /// <summary>Whole days after a fixed day.</summary>
    DaysAfter,

    /// <summary>Whole days before a fixed day, such as that on which the data were taken.</summary>
    DaysBefore,

    /// <summary>Equal steps after a fixed time, to the nearest whole one.</summary>
    StepsAfter,
}
