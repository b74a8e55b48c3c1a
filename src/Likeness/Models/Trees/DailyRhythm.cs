using Likeness.Data.Kinds;

namespace Likeness.Models.Trees;

/// <summary>Whether times keep to hours, weekdays or days of the month, which values between two of them would not.</summary>
internal static class DailyRhythm
{
    private const int Hours = 24;
    private const int Days = 31;
    private const double Seconds = 600;

    // A time of day that so many rows have, and so many times the mean of all times of day, is a heap: opening hours, or midnight for no time at all.
    private const int MinHeap = 10;
    private const int HeapFactor = 10;

    /// <summary>How far a sampled time may be from one of the training rows: ten minutes if they have a rhythm, else any time.</summary>
    /// <param name="times">The times that are present.</param>
    /// <param name="clock">Reads them.</param>
    public static double Reach(ReadOnlySpan<float> times, Clock clock)
    {
        var hours = new double[Hours];
        var weekdays = new double[Clock.Week];
        var days = new double[Days];
        double first = times.Length > 0 ? clock.TimeOfDay(times[0]) : 0;
        bool areDays = true;
        foreach (float time in times)
        {
            double timeOfDay = clock.TimeOfDay(time);
            areDays &= timeOfDay == first;
            hours[(int)(timeOfDay * Hours / Clock.Day)]++;
            weekdays[(int)clock.Weekday(time)]++;
            if (clock.DayOfMonth(time) is >= 1 and var day)
            {
                days[(int)day - 1]++;
            }
        }

        bool hasRhythm =
            (!areDays && Independence.IsUneven(hours))
            || Independence.IsUneven(weekdays)
            || Independence.IsUneven(days);
        return hasRhythm ? Seconds / clock.Unit : double.PositiveInfinity;
    }

    /// <summary>Whether each time has a time of day that many others have.</summary>
    /// <param name="times">The times.</param>
    /// <param name="clock">Reads them.</param>
    public static bool[] Heaps(float[] times, Clock clock)
    {
        int[] ofDay = Array.ConvertAll(times, time => (int)clock.TimeOfDay(time));
        var counts = ofDay.CountBy(time => time).ToDictionary();
        double least = Math.Max(MinHeap, HeapFactor * ofDay.Length / (double)Math.Max(1, counts.Count));
        return Array.ConvertAll(ofDay, time => counts[time] >= least);
    }
}
