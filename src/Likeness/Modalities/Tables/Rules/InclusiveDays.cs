using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Exceptions;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// Proposes that a column counts days with both ends, as bills, hotels and leave do: <c>days = (last - first) / 1 day + 1</c>; or with neither, one less.
/// Of times, each day that has begun may count: <c>floor((back - out) / 1 day) + 1</c>.
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
            where Holds(searched, later, earlier, count)
            select (count.Written, (int[])[later, earlier]);
    }

    private static readonly Count[] Counts = [new(1, IsBegun: false), new(-1, IsBegun: false), new(1, IsBegun: true)];

    private static bool Holds(SearchedColumn searched, int later, int earlier, Count count)
    {
        var rows = searched.Rows;
        var (known, broken) = (0, 0);
        double mayBreak = searched.MayBreak ? (1 - NearlyHolds.MinFraction) * rows.RowCount : 0;
        for (int row = 0; row < rows.RowCount && broken <= mayBreak; row++)
        {
            double counted = count.Of((rows[row, later] - rows[row, earlier]) / FormulaDays.Seconds);
            double rest = Math.Abs(rows[row, searched.Target] - counted);
            known += double.IsNaN(rest) ? 0 : 1;
            broken += rest > RoundOff ? 1 : 0;
        }

        return known >= MinRows && broken <= (searched.MayBreak ? (1 - NearlyHolds.MinFraction) * known : 0);
    }

    // What is added to the days between, and whether those are rounded down.
    private sealed record Count(double Added, bool IsBegun)
    {
        public Formula Written
        {
            get
            {
                var difference = new FormulaSum((new FormulaCell(0), false), (new FormulaCell(1), true));
                var days = new FormulaProduct((difference, false), (new FormulaNumber(FormulaDays.Seconds), true));
                return new FormulaSum(
                    (IsBegun ? new FormulaFloor(days) : days, false),
                    (new FormulaNumber(Math.Abs(Added)), Added < 0)
                );
            }
        }

        public double Of(double days) => (IsBegun ? Math.Floor(days + RoundOff) : days) + Added;
    }
}
