using Likeness.Data.Kinds;

namespace Likeness.Models;

/// <summary>What the calendar and the clock say of times: numbers that follow from them.</summary>
internal static class CalendarDimensions
{
    /// <summary>The time of day, the weekday and the day of the month of each time among dimensions, and the day of the year if they are of several.</summary>
    /// <param name="dimensions">The dimensions of a row.</param>
    public static IEnumerable<DerivedDimension> All(IReadOnlyList<ModelDimension> dimensions)
    {
        for (int i = 0; i < dimensions.Count; i++)
        {
            if (dimensions[i] is { Clock: { } clock } time)
            {
                yield return Create($"{time.Name}, time of day", 0, i, dimensions.Count, clock.TimeOfDay);
                if (clock.HasWeekdays)
                {
                    yield return Create($"{time.Name}, weekday", Clock.Week, i, dimensions.Count, clock.Weekday);
                }

                if (clock.IsRelative)
                {
                    continue;
                }

                yield return Create($"{time.Name}, day of the month", 0, i, dimensions.Count, clock.DayOfMonth);
                if (clock.HasYears)
                {
                    yield return Create($"{time.Name}, day of the year", 0, i, dimensions.Count, clock.DayOfYear);
                }
            }
        }
    }

    private static DerivedDimension Create(string name, int bins, int part, int width, Func<double, double> of) =>
        new(
            new ModelDimension(name, bins) { MayBeMissing = true },
            [part],
            (rows, values) =>
            {
                for (int row = 0; row < values.Length; row++)
                {
                    values[row] = (float)of(rows[(row * width) + part]);
                }
            }
        );
}
