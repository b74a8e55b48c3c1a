using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Calendar;

/// <summary>The days of the week on which times of the data fall, where some have none: orders of working days.</summary>
internal static class OpenDays
{
    private const int Days = 7;

    // By chance, some weekday has none of n rows with probability 7 (6/7)ⁿ at most.
    private static readonly int MinRows = (int)
        Math.Ceiling((RuleSearch.MaxLogChance - Math.Log(Days)) / Math.Log(6 / 7.0));

    /// <summary>A bit for each day of the week that has a time; 0 where all have, or by chance.</summary>
    /// <param name="times">Seconds; NaN where missing.</param>
    /// <param name="kind">Has their zone.</param>
    public static int Find(ReadOnlySpan<double> times, TimeKind kind)
    {
        int open = 0;
        int rows = 0;
        foreach (double time in times)
        {
            if (!double.IsNaN(time))
            {
                open |= 1 << Weekday(time, kind.Offset.TotalSeconds);
                rows++;
            }
        }

        return rows < MinRows || open == (1 << Days) - 1 ? 0 : open;
    }

    /// <summary>The same time of the nearest open day.</summary>
    /// <param name="open">The days, see <see cref="Find"/>.</param>
    /// <param name="time">Seconds.</param>
    /// <param name="kind">Has the zone.</param>
    /// <param name="least">The result is not before this.</param>
    public static double Nearest(int open, double time, TimeKind kind, double least) =>
        Nearest(open, time, kind.Offset.TotalSeconds, least);

    /// <summary>The same time of the nearest open day.</summary>
    /// <param name="open">The days, see <see cref="Find"/>.</param>
    /// <param name="time">Seconds.</param>
    /// <param name="offset">The zone, in seconds.</param>
    /// <param name="least">The result is not before this.</param>
    public static double Nearest(int open, double time, double offset, double least)
    {
        if (open == 0 || double.IsNaN(time) || IsOpen(time))
        {
            return time;
        }

        for (int days = 1; days < Days; days++)
        {
            double away = days * Clock.Day;
            if (IsOpen(time - away) && time - away >= least)
            {
                return time - away;
            }

            if (IsOpen(time + away))
            {
                return time + away;
            }
        }

        return time;

        bool IsOpen(double one) => (open & (1 << Weekday(one, offset))) != 0;
    }

    private static int Weekday(double time, double offset)
    {
        int day = (int)(Math.Floor((time + offset) / Clock.Day) % Days);
        return day < 0 ? day + Days : day;
    }
}
