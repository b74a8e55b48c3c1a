using System.Globalization;

namespace Likeness.Figures.Svg;

/// <summary>Round points in time for the ticks of an axis of seconds since 1970.</summary>
internal static class TimeTicks
{
    private const double Day = 86_400;

    private static readonly double[] Steps =
    [
        1,
        5,
        15,
        30,
        60,
        300,
        900,
        1800,
        3600,
        3 * 3600,
        6 * 3600,
        12 * 3600,
        Day,
        2 * Day,
        7 * Day,
        14 * Day,
    ];

    private static readonly int[] Months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000];

    /// <summary>
    /// As many as possible of at most <paramref name="max"/> ticks at whole seconds, minutes, hours, days, months or years; two even where more than
    /// <paramref name="max"/> are the next possible number, because one point does not show a range.
    /// </summary>
    public static IReadOnlyList<(double Value, string Label)> Create(double low, double high, int max)
    {
        if (!(high > low) || Math.Abs(low) > 6e10 || Math.Abs(high) > 2.5e11)
        {
            return [];
        }

        // A step of which a hundred fit needs no look.
        double least = (high - low) / 100;
        List<(double Value, string Label)> finer = [];
        foreach (
            var ticks in Steps
                .Where(step => step >= least)
                .Select(step => Even(low, high, step))
                .Concat(Months.Where(step => step * 31 * Day >= least).Select(step => OfMonths(low, high, step)))
        )
        {
            if (ticks.Count <= max)
            {
                return ticks.Count >= 2 || finer.Count == 0 ? ticks : finer;
            }

            finer = ticks;
        }

        return finer;
    }

    /// <summary>A point in time as the end of a range: to the day, or to the minute in a range of a few days.</summary>
    /// <param name="value">Seconds since 1970.</param>
    /// <param name="span">The length of the range in seconds.</param>
    public static string Label(double value, double span) =>
        At(value).ToString(span < 3 * Day ? "d MMM HH:mm" : "d MMM yyyy", CultureInfo.InvariantCulture);

    private static List<(double, string)> Even(double low, double high, double step)
    {
        var ticks = new List<(double, string)>();
        for (double value = Math.Ceiling(low / step) * step; value <= high; value += step)
        {
            ticks.Add((value, Text(value, step, isFirst: ticks.Count == 0)));
        }

        return ticks;
    }

    private static List<(double, string)> OfMonths(double low, double high, int step)
    {
        var first = At(low);
        var ticks = new List<(double, string)>();
        int month = ((first.Year * 12) + first.Month - 1) / step * step;
        for (; month < 9999 * 12; month += step)
        {
            if (month < 12)
            {
                continue;
            }

            var at = new DateTime(month / 12, (month % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc);
            double value = (at - DateTime.UnixEpoch).TotalSeconds;
            if (value > high)
            {
                break;
            }

            if (value >= low)
            {
                ticks.Add((value, at.ToString(step % 12 == 0 ? "yyyy" : "MMM yyyy", CultureInfo.InvariantCulture)));
            }
        }

        return ticks;
    }

    // The first label also says of which year, or of which day, the others are.
    private static string Text(double value, double step, bool isFirst)
    {
        string clock = step >= 60 ? "HH:mm" : "HH:mm:ss";
        string format =
            step >= Day ? (isFirst ? "d MMM yyyy" : "d MMM")
            : value % Day == 0 ? "d MMM"
            : isFirst ? $"d MMM {clock}"
            : clock;
        return At(value).ToString(format, CultureInfo.InvariantCulture);
    }

    private static DateTime At(double seconds) => DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, -6.2e10, 2.5e11));
}
