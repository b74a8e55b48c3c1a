using Likeness.Data.Kinds;

namespace Likeness.Evaluation;

/// <summary>
/// The pooled rows with what the calendar and the clock say of each time, for classifiers that split columns: the time of day, the weekday, the day of the
/// month, and the day of the year if the times are of several.
/// </summary>
internal static class CalendarColumns
{
    public static PointCloud Append(EvaluationData data)
    {
        PointCloud pooled = data.Pooled;
        var columns = new List<double[]>();
        var measures = new List<ColumnMeasure>();
        for (int column = 0; column < pooled.Width; column++)
        {
            if (data.Train.Columns[column].Kind is not TimeKind time)
            {
                continue;
            }

            double scale = data.Scale[column];
            double[] cells = pooled.Column(column).ToArray();
            double[] present = Array.FindAll(cells, cell => !double.IsNaN(cell));
            double span = present.Length > 0 ? (present.Max() - present.Min()) * scale : 0;
            var clock = new Clock(time.Offset.TotalSeconds, 1, span);
            Func<double, double>?[] parts =
            [
                time.IsDay ? null : clock.TimeOfDay,
                clock.Weekday,
                clock.DayOfMonth,
                clock.HasYears ? clock.DayOfYear : null,
            ];
            foreach (var part in parts.OfType<Func<double, double>>())
            {
                // Scaled seconds are a little off: whole microseconds are not.
                columns.Add(Array.ConvertAll(cells, cell => part(Math.Round(cell * scale, 6))));
                measures.Add(pooled.Measure(column));
            }
        }

        return columns.Count == 0
            ? pooled
            : PointCloud.FromColumns(
                [.. pooled.Columns(), .. columns],
                [.. Enumerable.Range(0, pooled.Width).Select(pooled.Measure), .. measures]
            );
    }
}
