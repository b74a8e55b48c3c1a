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
        from at in Enumerable.Range(0, train.Width)
        where OnceSearch.IsFree(train.Columns[at].Name, found) && MayBe(train.Columns[at])
        let rule = OnceEvidence.Find(
            train,
            new OnceColumns(train.Columns[at].Name, []),
            Expected(train.Columns[at], train.ColumnValues(at)),
            mayRepeat: true
        )
        where rule is not null
        select rule;

    private static bool MayBe(Column column) =>
        column.Grid is not null
        && (column.Kind is TimeKind || (column.Kind is NumberKind && TimeNames.Are(column.Name)));

    // The pairs of independent rows that would have the same, at least.
    private static double Expected(Column column, double[] cells)
    {
        double[] known = [.. cells.Where(cell => !double.IsNaN(cell))];
        return known.Length < OnceSearch.MinRows
            ? 0
            : known.Length * (known.Length - 1.0) / 2 * Same(column.Kind, known, column.Grid!.Step);
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
