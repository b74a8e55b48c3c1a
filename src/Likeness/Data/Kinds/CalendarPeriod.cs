namespace Likeness.Data.Kinds;

/// <summary>A period of the calendar: of days, the first one and the last one.</summary>
/// <param name="FirstDay">The first day of the period of a day.</param>
/// <param name="NextFirst">The first day of the next period, of the first day of one.</param>
internal sealed record CalendarPeriod(Func<DateTime, DateTime> FirstDay, Func<DateTime, DateTime> NextFirst)
{
    private const int MonthsOfQuarter = 3;
    private const int DaysOfLongest = 366;

    /// <summary>The day of a time.</summary>
    public static CalendarPeriod Day { get; } = new(at => at.Date, day => day.AddDays(1));

    /// <summary>A week from Monday to Sunday, as in ISO 8601.</summary>
    public static CalendarPeriod Week { get; } =
        new(at => Before(at, ((int)at.DayOfWeek + Clock.Week - 1) % Clock.Week), day => day.AddDays(Clock.Week));

    /// <summary>A week from Sunday to Saturday.</summary>
    public static CalendarPeriod SundayWeek { get; } =
        new(at => Before(at, (int)at.DayOfWeek), day => day.AddDays(Clock.Week));

    /// <summary>A month.</summary>
    public static CalendarPeriod Month { get; } = new(at => new(at.Year, at.Month, 1), day => day.AddMonths(1));

    /// <summary>A quarter of a year.</summary>
    public static CalendarPeriod Quarter { get; } =
        new(at => new(at.Year, FirstMonth(QuarterOf(at)), 1), day => day.AddMonths(MonthsOfQuarter));

    /// <summary>A year.</summary>
    public static CalendarPeriod Year { get; } = new(at => new(at.Year, 1, 1), day => day.AddYears(1));

    /// <summary>The quarter of a time, 1 to 4.</summary>
    public static int QuarterOf(DateTime at) => ((at.Month - 1) / MonthsOfQuarter) + 1;

    /// <summary>The first month of a quarter.</summary>
    public static int FirstMonth(int quarter) => ((quarter - 1) * MonthsOfQuarter) + 1;

    /// <summary>The last day of the period of a day; the last of the calendar where that ends before.</summary>
    public DateTime LastDay(DateTime at)
    {
        var first = FirstDay(at);
        return (DateTime.MaxValue - first).TotalDays > DaysOfLongest
            ? NextFirst(first).AddDays(-1)
            : DateTime.MaxValue.Date;
    }

    // The calendar begins on a Monday, within a week from Sunday on.
    private static DateTime Before(DateTime at, int days) =>
        (at - DateTime.MinValue).TotalDays >= days ? at.Date.AddDays(-days) : DateTime.MinValue;
}
