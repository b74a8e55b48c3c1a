namespace Likeness.Data.Kinds;

/// <summary>Reads numbers as points in time, of the file's own zone.</summary>
/// <param name="Origin">The time of 0, in seconds since 1970-01-01 00:00.</param>
/// <param name="Unit">The seconds that a unit lasts.</param>
/// <param name="Span">Seconds from the first to the last time of the data.</param>
internal sealed record Clock(double Origin, double Unit, double Span)
{
    /// <summary>Seconds of a day.</summary>
    public const double Day = 86_400;

    /// <summary>Days of a week.</summary>
    public const int Week = 7;

    /// <summary>Whether 0 is the beginning of some day: the calendar says nothing, but the clock does.</summary>
    public bool IsRelative { get; init; }

    /// <summary>Whether 0 is the beginning of some week, if <see cref="IsRelative"/>: weekdays are known, counted from another one.</summary>
    public bool IsOfWeek { get; init; }

    /// <summary>Whether times have weekdays.</summary>
    public bool HasWeekdays => !IsRelative || IsOfWeek;

    private const int MondayOffset = 3; // 1970-01-01 was a Thursday
    private const double DaysOfYear = 365.2425;
    private static readonly double First = (DateTime.MinValue - DateTime.UnixEpoch).TotalDays;
    private static readonly double Last = Math.Floor((DateTime.MaxValue - DateTime.UnixEpoch).TotalDays);

    /// <summary>Whether the times are of more than one year.</summary>
    public bool HasYears => !IsRelative && Span > DaysOfYear * Day;

    /// <summary>Seconds since midnight; NaN for NaN.</summary>
    public double TimeOfDay(double z) => Rest(Seconds(z), Day);

    /// <summary>The part of the day in which a time is, of so many equal ones.</summary>
    public int SlotOf(double z, int slots) => Math.Clamp((int)(TimeOfDay(z) * slots / Day), 0, slots - 1);

    /// <summary>Whether a calendar has a time: others are sentinels, or come from damaged files.</summary>
    public bool HasDay(double z) => Seconds(z) / Day >= First && Seconds(z) / Day <= Last;

    /// <summary>The day of the week, 0 for Monday; NaN for NaN.</summary>
    public double Weekday(double z) => WeekdayOf(Math.Floor(Seconds(z) / Day));

    /// <summary>The day of the month, from 1; NaN for NaN. Before year 1 and after 9999, that of the first and the last day.</summary>
    public double DayOfMonth(double z) => DayOfMonthOf(Math.Floor(Seconds(z) / Day));

    /// <summary>The month, from 1, of a time that is not NaN.</summary>
    public int Month(double z) => DateOf(Math.Floor(Seconds(z) / Day)).Month;

    /// <summary>Days since the beginning of the year, of years of equal length; NaN for NaN.</summary>
    public double DayOfYear(double z) => Rest(Seconds(z) / Day, DaysOfYear);

    /// <summary>The day of the week, 0 for Monday, of a day since 1970-01-01.</summary>
    public static double WeekdayOf(double day) => Rest(day + MondayOffset, Week);

    /// <summary>The date of a day since 1970-01-01; beyond the calendar its first or last one.</summary>
    public static DateTime DateOf(double day) => DateTime.UnixEpoch.AddDays(Math.Clamp(day, First, Last));

    private static double DayOfMonthOf(double day) => double.IsNaN(day) ? double.NaN : DateOf(day).Day;

    /// <summary>The time, in seconds since 1970-01-01 00:00.</summary>
    public double Seconds(double z) => Origin + (z * Unit);

    /// <summary>The number of a time in seconds.</summary>
    public double Z(double seconds) => (seconds - Origin) / Unit;

    private static double Rest(double value, double period) => value - (period * Math.Floor(value / period));
}
