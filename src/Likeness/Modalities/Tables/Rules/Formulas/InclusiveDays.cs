using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Exceptions;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Proposes that a column counts days with both ends, as bills, hotels and leave do: <c>days = (last - first) / 1 day + 1</c>; or with neither, one less.
/// Of times, each day that has begun may count: <c>floor((back - out) / 1 day) + 1</c>; or midnights do, as a calendar counts: <c>(date(won) - date(created)) / 1 day</c>.
/// </summary>
internal static class InclusiveDays
{
    private const int MinRows = 20;
    private const double RoundOff = 1e-6; // of days between times in seconds

    /// <summary>The formulas and the columns of their cells: the later time, and the earlier one.</summary>
    /// <param name="searched">The column.</param>
    public static IEnumerable<(Formula Formula, int[] Parts)> Of(SearchedColumn searched)
    {
        var (rows, target, allowed, decimals) = searched;
        if (decimals != 0 || rows.Columns[target].Kind is not NumberKind)
        {
            return [];
        }

        int[] times = Array.FindAll(allowed, column => rows.Columns[column].Kind is TimeKind);
        return from later in times
            from earlier in times
            where later != earlier
            from count in Counts
            where count.Days != DayCount.Midnights || HaveMidnights(rows, later, earlier)
            where Holds(searched, later, earlier, count)
            select (count.Written, (int[])[later, earlier]);
    }

    private static readonly Count[] Counts =
    [
        new(1, DayCount.Exact),
        new(-1, DayCount.Exact),
        new(1, DayCount.Begun),
        new(0, DayCount.Midnights),
        new(1, DayCount.Midnights),
    ];

    private static bool Holds(SearchedColumn searched, int later, int earlier, Count count)
    {
        var rows = searched.Rows;
        var (known, broken) = (0, 0);
        double mayBreak = searched.MayBreak ? (1 - NearlyHolds.MinFraction) * rows.RowCount : 0;
        for (int row = 0; row < rows.RowCount && broken <= mayBreak; row++)
        {
            double counted = count.Of(rows[row, later] / FormulaDays.Seconds, rows[row, earlier] / FormulaDays.Seconds);
            double rest = Math.Abs(rows[row, searched.Target] - counted);
            known += double.IsNaN(rest) ? 0 : 1;
            broken += rest > RoundOff ? 1 : 0;
        }

        return known >= MinRows && broken <= (searched.MayBreak ? (1 - NearlyHolds.MinFraction) * known : 0);
    }

    // Midnights are those of the times as they are written; and days without times are counted exactly.
    private static bool HaveMidnights(Table rows, int later, int earlier)
    {
        TimeKind[] kinds = [.. new[] { later, earlier }.Select(column => (TimeKind)rows.Columns[column].Kind)];
        return Array.TrueForAll(kinds, kind => kind.Offset == TimeSpan.Zero)
            && Array.Exists(kinds, kind => !kind.IsDay);
    }

    private enum DayCount
    {
        Exact,
        Begun,
        Midnights,
    }

    // What is added to the days between, and how these are counted.
    private sealed record Count(double Added, DayCount Days)
    {
        public Formula Written
        {
            get
            {
                Formula later = new FormulaCell(0);
                Formula earlier = new FormulaCell(1);
                var difference =
                    Days == DayCount.Midnights
                        ? new FormulaSum((new FormulaDate(later), false), (new FormulaDate(earlier), true))
                        : new FormulaSum((later, false), (earlier, true));
                var days = new FormulaProduct((difference, false), (new FormulaNumber(FormulaDays.Seconds), true));
                Formula counted = Days == DayCount.Begun ? new FormulaFloor(days) : days;
                return Added == 0
                    ? counted
                    : new FormulaSum((counted, false), (new FormulaNumber(Math.Abs(Added)), Added < 0));
            }
        }

        public double Of(double later, double earlier) =>
            Days switch
            {
                DayCount.Midnights => Math.Floor(later) - Math.Floor(earlier),
                DayCount.Begun => Math.Floor(later - earlier + RoundOff),
                _ => later - earlier,
            } + Added;
    }
}
