using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Finds times of which no two rows have the same, although there are few: of n independent rows at one of G times each, n (n − 1) / 2 / G pairs would, or more, which no pair does by chance if they are many. Times that rows have at
/// one hour, weekday or day of the month each are fewer than those between the first and the last.
/// </summary>
internal static class OnceTimeSearch
{
    private const double Second = 1;
    private const double Day = 86_400;
    private const double Week = 7 * Day;
    private const double Month = 365.25 / 12 * Day;
    private const double Year = 365.25 * Day;

    /// <summary>The rules.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="found">The rules found before: what they restore follows from others.</param>
    public static IEnumerable<OnceColumns> All(Table train, TableRules found) =>
        Enumerable
            .Range(0, train.Width)
            .Where(at => !found.Restores(train.Columns[at].Name) && IsOnce(train.Columns[at], train.ColumnValues(at)))
            .Select(at => new OnceColumns(train.Columns[at].Name, []));

    private static bool IsOnce(Column column, double[] cells)
    {
        double[] known = [.. cells.Where(cell => !double.IsNaN(cell))];
        return (column.Kind is TimeKind || (column.Kind is NumberKind && TimeNames.Are(column.Name)))
            && column.Grid is { } grid
            && known.Length >= OnceSearch.MinRows
            && known.Distinct().Count() == known.Length
            && known.Length * (known.Length - 1.0) / 2 * Same(column.Kind, known, grid.Step)
                >= -KeyEvidence.MaxLogChance;
    }

    // The least probability that two rows have the same.
    private static double Same(ColumnKind kind, double[] known, double step)
    {
        double range = known.Max() - known.Min();
        return kind is TimeKind time
            ? Phases(time).Max(one => OnceCandidate.SameOf([.. known.Select(one.Phase)]) / ((range / one.Period) + 1))
            : 1 / ((range / step) + 1);

        // Within a phase, each period has one time.
        IEnumerable<(Func<double, double> Phase, double Period)> Phases(TimeKind of) =>
            [
                (_ => 0, Math.Max(step, Second)),
                (cell => Within(cell, of, Day), Day),
                (cell => Within(cell, of, Week), Week),
                (cell => of.At(cell) is { } at ? (at.Day * Day) + at.TimeOfDay.TotalSeconds : 0, Month),
                (
                    cell => of.At(cell) is { } at ? (((at.Month * 32) + at.Day) * Day) + at.TimeOfDay.TotalSeconds : 0,
                    Year
                ),
            ];
    }

    private static double Within(double cell, TimeKind kind, double period)
    {
        double local = cell + kind.Offset.TotalSeconds;
        return local - (Math.Floor(local / period) * period);
    }
}
