using System.Globalization;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>What of a column another one follows from: the interval of a number, or a part of the calendar.</summary>
/// <param name="Part">The kind of function.</param>
/// <param name="Limits">Of intervals, where the next one begins, increasing; of days, the day from which they are counted, in seconds; else none.</param>
internal sealed record ColumnFunction(ColumnPart Part, IReadOnlyList<double> Limits)
{
    private const int MonthsPerQuarter = 3;
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
            : OfCalendar(at);
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

    private double OfCalendar(DateTime at) =>
        Part switch
        {
            ColumnPart.Year => at.Year,
            ColumnPart.Quarter => ((at.Month - 1) / MonthsPerQuarter) + 1,
            ColumnPart.Month => at.Month,
            ColumnPart.YearMonth => (at.Year * MonthsPerYear) + at.Month - 1,
            ColumnPart.Week => ISOWeek.GetWeekOfYear(at),
            ColumnPart.Weekday => (int)at.DayOfWeek,
            ColumnPart.DayOfMonth => at.Day,
            ColumnPart.DayOfYear => at.DayOfYear,
            ColumnPart.Hour => at.Hour,
            _ => throw new InvalidOperationException($"{Part} is no part of the calendar."),
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

    /// <summary>Whole days after a fixed day.</summary>
    DaysAfter,

    /// <summary>Whole days before a fixed day, such as that on which the data were taken.</summary>
    DaysBefore,
}
