using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>What hours and weekdays do to numbers of series: without it, the path of traffic would be that of the hours.</summary>
internal static class SeasonProfile
{
    private const int Hours = 24;
    private const int MinRows = 5; // of an hour of a weekday
    private const double Hour = 3600;

    /// <summary>The numbers without what their hour and weekday do to all series: of positive numbers a factor, else a summand.</summary>
    /// <param name="time">The column of times.</param>
    /// <param name="times">The time of each row.</param>
    /// <param name="series">The rows of each series, in the order of time.</param>
    /// <param name="cells">The numbers.</param>
    public static double[] Without(Column time, double[] times, int[][] series, double[] cells)
    {
        double[] steps = [.. series.SelectMany(one => one.Zip(one.Skip(1), (a, b) => times[b] - times[a])).Order()];
        if (time.Kind is not TimeKind || steps.Length == 0 || steps[steps.Length / 2] > Clock.Day)
        {
            return cells;
        }

        var clock = new Clock(0, 1, 0);
        bool hasHours = steps[steps.Length / 2] < Clock.Day / 2;
        bool hasWeekdays =
            !hasHours
            || (double)steps.Length
                >= MinRows * Hours * Clock.Week * Math.Max(1, Hour / Math.Max(1, steps[steps.Length / 2]));
        int Slot(int row) =>
            (hasHours ? clock.SlotOf(times[row], Hours) : 0)
            + (hasWeekdays ? Hours * (int)clock.Weekday(times[row]) : 0);
        bool arePositive = series.All(one => one.All(row => cells[row] > 0));
        double[] sums = new double[Hours * Clock.Week];
        int[] counts = new int[sums.Length];
        double[] means = Array.ConvertAll(series, one => one.Average(row => cells[row]));
        foreach (var (one, mean) in series.Zip(means))
        {
            foreach (int row in one)
            {
                sums[Slot(row)] += arePositive ? cells[row] / mean : cells[row] - mean;
                counts[Slot(row)]++;
            }
        }

        double[] without = [.. cells];
        foreach (int row in series.SelectMany(one => one))
        {
            double season = sums[Slot(row)] / counts[Slot(row)];
            without[row] = arePositive ? cells[row] / season : cells[row] - season;
        }

        return without;
    }
}
