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

    private const int MondayOffset = 3; // 1970-01-01 was a Thursday
    private const double DaysOfYear = 365.2425;
    private static readonly double First = (DateTime.MinValue - DateTime.UnixEpoch).TotalSeconds;
    private static readonly double Last = Math.Floor((DateTime.MaxValue - DateTime.UnixEpoch).TotalSeconds);

    /// <summary>Whether the times are of more than one year.</summary>
    public bool HasYears => Span > DaysOfYear * Day;

    /// <summary>Seconds since midnight; NaN for NaN.</summary>
    public double TimeOfDay(double z)
    {
        double seconds = Seconds(z);
        return seconds - (Day * Math.Floor(seconds / Day));
    }

    /// <summary>The day of the week, 0 for Monday; NaN for NaN.</summary>
    public double Weekday(double z) => Rest(Math.Floor(Seconds(z) / Day) + MondayOffset, Week);

    /// <summary>Days since the beginning of the year, of years of equal length; NaN for NaN.</summary>
    public double DayOfYear(double z) => Rest(Seconds(z) / Day, DaysOfYear);

    /// <summary>The day of the month, from 1; NaN for NaN, and for times that no calendar has.</summary>
    public double DayOfMonth(double z) =>
        Seconds(z) is var seconds && seconds >= First && seconds <= Last
            ? DateTime.UnixEpoch.AddSeconds(seconds).Day
            : double.NaN;

    private static double Rest(double value, double period) => value - (period * Math.Floor(value / period));

    private double Seconds(double z) => Origin + (z * Unit);
}
