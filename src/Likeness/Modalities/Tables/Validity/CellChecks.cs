using System.Runtime.InteropServices;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Evaluation;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>What values of a column real rows have: whether one may be missing, which levels, which range, which grid or decimals.</summary>
internal static class CellChecks
{
    private const int MinRowsOfRange = 3;

    // Of a step, or of a unit of the last decimal; and relative to values, for those of single precision.
    private const double Tolerance = 1e-3;
    private const double RoundOff = 1e-9;
    private const double SingleRoundOff = 1e-6;
    private const double MaxSteps = 1e9;

    /// <summary>The checks of one column.</summary>
    /// <param name="real">The real rows under the columns of their schema.</param>
    /// <param name="at">The place of the column.</param>
    public static IEnumerable<RowCheck> Of(Table real, int at)
    {
        var column = real.Columns[at];
        double[] known = Array.FindAll(real.ColumnValues(at), value => !double.IsNaN(value));
        if (known.Length == 0)
        {
            yield break;
        }

        if (known.Length == real.RowCount)
        {
            yield return Check(ValidityKind.Missing, 0, double.IsNaN);
        }

        if (column.Kind.LevelCount > 0)
        {
            var (levels, single) = Levels(known);
            yield return Check(ValidityKind.Level, single, cell => !double.IsNaN(cell) && !levels.Contains(cell)) with
            {
                Example = rows => LevelSpellings.Example(rows.Columns[at], rows.ColumnValues(at), levels),
            };
        }
        else if (column.Kind.IsNumeric && known.Length >= MinRowsOfRange)
        {
            Array.Sort(known);
            var range = Range(column, known);
            yield return Check(
                ValidityKind.Range,
                OutsideOfOthers(column, known),
                cell => cell < range.Low || cell > range.High
            );
            if (column.Grid is { } grid)
            {
                yield return Check(
                    grid.DecimalPlaces is not null ? ValidityKind.Decimals : ValidityKind.Grid,
                    0,
                    cell => IsOff(grid, cell)
                );
            }
            else if (
                column.Kind is NumberKind
                && WrittenPrecision.Detect(known) is { Decimals: { } places, SinglePrecision: false }
            )
            {
                int most = known.Count(cell => places > 0 && HasMore(cell, places - 1));
                yield return Check(ValidityKind.Decimals, most == 1 ? 1 : 0, cell => HasMore(cell, places));
            }
        }

        RowCheck Check(ValidityKind kind, int leftOut, Func<double, bool> fails) =>
            new(kind, column.Name, leftOut, rows => Array.ConvertAll(rows.ColumnValues(at), cell => fails(cell)));
    }

    // The levels, and how many rows have one that no other has.
    private static (HashSet<double> Levels, int Single) Levels(double[] known)
    {
        var counts = new Dictionary<double, int>();
        foreach (double cell in known)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, cell, out _)++;
        }

        return ([.. counts.Keys], counts.Values.Count(count => count == 1));
    }

    // A declared grid may reach farther than the values.
    private static (double Low, double High) Range(Column column, double[] sorted)
    {
        var margin = RangeMargin.Of(sorted);
        double slack = RoundOff * Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1]));
        var (low, high) = (sorted[0] - margin.Below - slack, sorted[^1] + margin.Above + slack);
        return column.Grid is { } grid
            ? (Math.Min(low, grid.Value(0)), Math.Max(high, grid.Value(grid.Count - 1)))
            : (low, high);
    }

    // Whether the smallest and the largest value lie outside the range of the others.
    private static int OutsideOfOthers(Column column, double[] sorted)
    {
        var free = column with { Grid = null };
        return (sorted[0] < Range(free, sorted[1..]).Low ? 1 : 0)
            + (sorted[^1] > Range(free, sorted[..^1]).High ? 1 : 0);
    }

    private static bool IsOff(Grid grid, double cell)
    {
        double place = Math.Round(grid.Position(cell));
        double roundOff = grid.SinglePrecision ? SingleRoundOff : RoundOff;
        return Math.Abs(place) < MaxSteps
            && Math.Abs(cell - grid.Value((int)place)) > (Tolerance * grid.Step) + (roundOff * Math.Abs(cell));
    }

    private static bool HasMore(double cell, int places) =>
        Math.Abs(cell - Math.Round(cell, places))
        > (Tolerance * Math.Pow(10, -places)) + (Math.BitIncrement(Math.Abs(cell)) - Math.Abs(cell));
}
