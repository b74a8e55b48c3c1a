using Likeness.Data.Kinds;

namespace Likeness.Evaluation;

/// <summary>
/// The pooled rows with what the calendar and the clock say of each time, for classifiers that split columns: the time of day, the weekday, the day of the
/// month, and the day of the year if the times are of several.
/// </summary>
internal static class CalendarColumns
{
    /// <summary>The pooled rows with these columns behind the others.</summary>
    public static PointCloud Append(EvaluationData data)
    {
        PointCloud pooled = data.Pooled;
        var parts = Parts(data);
        return parts.Count == 0
            ? pooled
            : PointCloud.FromColumns(
                [
                    .. pooled.Columns(),
                    .. parts.Select(part =>
                        // Scaled seconds are a little off: whole microseconds are not.
                        Array.ConvertAll(
                            pooled.Column(part.Column).ToArray(),
                            cell => part.Read(Math.Round(cell * data.Scale[part.Column], 6))
                        )
                    ),
                ],
                [.. Enumerable.Range(0, pooled.Width).Concat(parts.Select(part => part.Column)).Select(pooled.Measure)]
            );
    }

    /// <summary>What the appended columns hold, in order: the place of the time, the part in words, and how to read it from seconds.</summary>
    public static IReadOnlyList<(int Column, string Name, Func<double, double> Read)> Parts(EvaluationData data)
    {
        PointCloud pooled = data.Pooled;
        var found = new List<(int, string, Func<double, double>)>();
        for (int column = 0; column < pooled.Width; column++)
        {
            if (data.Train.Columns[column].Kind is not TimeKind time)
            {
                continue;
            }

            double[] present = Array.FindAll(pooled.Column(column).ToArray(), cell => !double.IsNaN(cell));
            double span = present.Length > 0 ? (present.Max() - present.Min()) * data.Scale[column] : 0;
            var clock = new Clock(time.Offset.TotalSeconds, 1, span);
            if (!time.IsDay)
            {
                found.Add((column, "time of day", clock.TimeOfDay));
            }

            found.Add((column, "weekday", clock.Weekday));
            found.Add((column, "day of the month", clock.DayOfMonth));
            if (clock.HasYears)
            {
                found.Add((column, "day of the year", clock.DayOfYear));
            }
        }

        return found;
    }
}
