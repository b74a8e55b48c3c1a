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

    private static readonly int[] Months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

    /// <summary>At most about <paramref name="max"/> ticks at whole seconds, minutes, hours, days, months or years.</summary>
    public static IReadOnlyList<(double Value, string Label)> Create(double low, double high, int max)
    {
        if (!(high > low) || Math.Abs(low) > 6e10 || Math.Abs(high) > 2.5e11)
        {
            return [];
        }

        double room = (high - low) / Math.Max(1, max);
        double step = Steps.FirstOrDefault(one => one >= room);
        return step > 0 ? Even(low, high, step) : OfMonths(low, high, room);
    }

    private static List<(double, string)> Even(double low, double high, double step)
    {
        var ticks = new List<(double, string)>();
        for (double value = Math.Ceiling(low / step) * step; value <= high; value += step)
        {
            ticks.Add((value, Text(value, step)));
        }

        return ticks;
    }

    private static List<(double, string)> OfMonths(double low, double high, double room)
    {
        int step = Months.FirstOrDefault(months => months * 30 * Day >= room, Months[^1]);
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

    private static string Text(double value, double step) =>
        At(value)
            .ToString(
                step >= Day ? "d MMM"
                    : value % Day == 0 ? "d MMM"
                    : step >= 60 ? "HH:mm"
                    : "HH:mm:ss",
                CultureInfo.InvariantCulture
            );

    private static DateTime At(double seconds) => DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, -6.2e10, 2.5e11));
}
