using Likeness.Data.Kinds;
using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>The hours, weekdays, days of the month and months that times keep to: how probable a time is among those around it.</summary>
internal sealed class TimeRhythm : IRhythm
{
    private const int Hours = 24;
    private const int Quarters = 96;
    private const int RowsOfQuarters = 500;
    private const int DaysOfMonth = 31;
    private const int Months = 12;
    private const double RowsOfIndependence = 3000;

    // Between a date and a sentinel such as 9999-12-31 lie too many days.
    private const double LongestGap = 3660 * Clock.Day;

    // A time of day that so many rows have, and so many times the mean of all times of day, is a heap: opening hours, or midnight for no time at all.
    private const int MinHeap = 10;
    private const int HeapFactor = 6;

    private readonly Clock clock;
    private readonly int slots; // of a day
    private readonly double[][] before; // [weekday][slots + 1]: the weight of a day's slots before one
    private readonly double[] ofMonth; // the weight of each day of the month
    private readonly double[] ofYear; // the weight of each month

    private TimeRhythm(Clock clock, double[,] counts, double[] days, double[] months, bool[] heaps)
    {
        (this.clock, slots, Heaps) = (clock, counts.GetLength(1), heaps);
        var weekdays = new double[Clock.Week];
        var times = new double[slots];
        for (int weekday = 0; weekday < Clock.Week; weekday++)
        {
            for (int slot = 0; slot < slots; slot++)
            {
                weekdays[weekday] += counts[weekday, slot];
                times[slot] += counts[weekday, slot];
            }
        }

        double rows = times.Sum();
        // Whole days have no time of day.
        KeepsHours = times.Count(count => count > 0) > 1 && Independence.IsUneven(times);
        KeepsWeekdays = clock.HasWeekdays && Independence.IsUneven(weekdays);
        KeepsDays = !clock.IsRelative && Independence.IsUneven(days);
        // Times of some months only are first days of quarters; other months differ by chance, or by season.
        KeepsMonths = clock.HasYears && months.Contains(0) && Independence.IsUneven(months);
        ofMonth = KeepsDays ? days : [.. days.Select(_ => 1.0)];
        ofYear = KeepsMonths ? months : [.. months.Select(_ => 1.0)];
        before = new double[Clock.Week][];
        for (int weekday = 0; weekday < Clock.Week; weekday++)
        {
            before[weekday] = new double[slots + 1];
            for (int slot = 0; slot < slots; slot++)
            {
                double apart =
                    (KeepsWeekdays ? weekdays[weekday] / rows : 1.0 / Clock.Week)
                    * (KeepsHours ? times[slot] / rows : 1.0 / slots);
                double weight =
                    KeepsWeekdays && KeepsHours
                        ? (counts[weekday, slot] + (RowsOfIndependence * apart)) / (rows + RowsOfIndependence)
                        : apart;
                before[weekday][slot + 1] = before[weekday][slot] + weight;
            }
        }
    }

    /// <summary>Whether each of the times has a time of day that many others have, and keeps it.</summary>
    public bool[] Heaps { get; }

    private bool KeepsHours { get; }

    private bool KeepsWeekdays { get; }

    private bool KeepsDays { get; }

    private bool KeepsMonths { get; }

    /// <summary>The rhythm of times; null if they have none.</summary>
    /// <param name="times">The distinct times.</param>
    /// <param name="rowsOf">The number of rows of each.</param>
    /// <param name="clock">Reads them.</param>
    public static TimeRhythm? Find(float[] times, Func<int, int> rowsOf, Clock clock)
    {
        bool[] heaps = HeapsOf(times, clock);
        int rows = Enumerable.Range(0, times.Length).Sum(rowsOf);
        var counts = new double[Clock.Week, rows < RowsOfQuarters ? Hours : Quarters];
        var days = new double[DaysOfMonth];
        var months = new double[Months];
        for (int code = 0; code < times.Length; code++)
        {
            if (!heaps[code] && clock.HasDay(times[code]))
            {
                int slot = clock.SlotOf(times[code], counts.GetLength(1));
                counts[(int)clock.Weekday(times[code]), slot] += rowsOf(code);
                days[(int)clock.DayOfMonth(times[code]) - 1] += rowsOf(code);
                months[(int)clock.Month(times[code]) - 1] += rowsOf(code);
            }
        }

        var rhythm = new TimeRhythm(clock, counts, days, months, heaps);
        return rhythm.KeepsHours || rhythm.KeepsWeekdays || rhythm.KeepsDays || rhythm.KeepsMonths ? rhythm : null;
    }

    /// <inheritdoc/>
    public bool Covers(double from, double to) =>
        clock.HasDay(from) && clock.HasDay(to) && (to - from) * clock.Unit <= LongestGap;

    /// <inheritdoc/>
    public double Weight(double from, double to)
    {
        var (start, end) = (clock.Seconds(from), clock.Seconds(to));
        double sum = 0;
        for (double day = Math.Floor(start / Clock.Day); day * Clock.Day < end; day++)
        {
            sum += Before(day, end) - Before(day, start);
        }

        return sum;
    }

    /// <inheritdoc/>
    public double Density(double time)
    {
        double seconds = clock.Seconds(time);
        double day = Math.Floor(seconds / Clock.Day);
        double[] slotsBefore = before[WeekdayOf(day)];
        int slot = Math.Min((int)((seconds / Clock.Day - day) * slots), slots - 1);
        return OfMonth(day) * (slotsBefore[slot + 1] - slotsBefore[slot]) * slots * clock.Unit / Clock.Day;
    }

    /// <inheritdoc/>
    public double At(double from, double to, double fraction)
    {
        var (start, end) = (clock.Seconds(from), clock.Seconds(to));
        double left = fraction * Weight(from, to);
        for (double day = Math.Floor(start / Clock.Day); day * Clock.Day < end; day++)
        {
            double skipped = Before(day, start);
            double weight = Before(day, end) - skipped;
            if (left < weight)
            {
                return Math.Clamp(clock.Z((day * Clock.Day) + SecondsAt(day, skipped + left)), from, to);
            }

            left -= weight;
        }

        return to;
    }

    // The weight of a day's times before one.
    private double Before(double day, double seconds)
    {
        double slot = Math.Clamp(((seconds / Clock.Day) - day) * slots, 0, slots);
        int whole = Math.Min((int)slot, slots - 1);
        double[] slotsBefore = before[WeekdayOf(day)];
        return OfMonth(day) * (slotsBefore[whole] + ((slot - whole) * (slotsBefore[whole + 1] - slotsBefore[whole])));
    }

    private double SecondsAt(double day, double weight)
    {
        double[] slotsBefore = before[WeekdayOf(day)];
        double own = weight / OfMonth(day);
        int slot = 0;
        while (slot < slots - 1 && slotsBefore[slot + 1] <= own)
        {
            slot++;
        }

        double width = slotsBefore[slot + 1] - slotsBefore[slot];
        return (slot + (width > 0 ? Math.Min(1, (own - slotsBefore[slot]) / width) : 0)) * Clock.Day / slots;
    }

    private static bool[] HeapsOf(float[] times, Clock clock)
    {
        int[] ofDay = Array.ConvertAll(times, time => (int)clock.TimeOfDay(time));
        var counts = ofDay.CountBy(time => time).ToDictionary();
        double least = Math.Max(MinHeap, HeapFactor * ofDay.Length / (double)Math.Max(1, counts.Count));
        // Whole days are no heap.
        return Array.ConvertAll(ofDay, time => counts.Count > 1 && counts[time] >= least);
    }

    private static int WeekdayOf(double day) => (int)Clock.WeekdayOf(day);

    private double OfMonth(double day)
    {
        var date = Clock.DateOf(day);
        return ofMonth[date.Day - 1] * ofYear[date.Month - 1];
    }
}
