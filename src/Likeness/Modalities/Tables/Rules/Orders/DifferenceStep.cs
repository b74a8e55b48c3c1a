using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Trees;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>What differences have in common that the column does not show: parcels leave whole hours after orders of any minute.</summary>
internal static class DifferenceStep
{
    private const int Hours = 24;

    /// <summary>The step between the differences, where it is a multiple of the column's own; null for any other.</summary>
    /// <param name="rests">The differences.</param>
    /// <param name="column">The column.</param>
    /// <param name="decimals">Decimal places of the differences; null if they are not rounded.</param>
    public static double? Find(double[] rests, Column column, int? decimals)
    {
        double[] distinct = [.. rests.Distinct()];
        double scale = Math.Pow(10, decimals ?? 0);
        if (
            decimals is null
            || distinct.Length == 0
            || !((distinct.Max() - distinct.Min()) * scale < long.MaxValue / 2.0)
        )
        {
            return null;
        }

        long units = 0;
        foreach (double rest in distinct)
        {
            units = GridDetection.GreatestCommonDivisor(units, (long)Math.Round(Math.Abs(rest - distinct[0]) * scale));
        }

        double step = units / scale;
        double multiple = Math.Round(step / (column.Grid?.Step ?? (1 / scale)));
        // By chance, n differences have this step with the probability 1 / multipleⁿ⁻¹.
        return multiple > 1 && (1 - distinct.Length) * Math.Log(multiple) <= RuleSearch.MaxLogChance ? step : null;
    }

    /// <summary>Whether times have hours of their own, days after others: arrivals in the afternoon.</summary>
    /// <param name="times">The times; NaN where missing.</param>
    /// <param name="kind">Has their zone.</param>
    /// <param name="rests">Their differences.</param>
    public static bool HasHours(ReadOnlySpan<double> times, TimeKind kind, double[] rests)
    {
        double[] sorted = [.. rests.Order()];
        var clock = new Clock(kind.Offset.TotalSeconds, 1, 0);
        var hours = new double[Hours];
        foreach (double time in times)
        {
            if (!double.IsNaN(time))
            {
                hours[clock.SlotOf(time, Hours)]++;
            }
        }

        return sorted.Length > 0 && sorted[sorted.Length / 2] > Clock.Day / 2 && Independence.IsUneven(hours);
    }

    /// <summary>The nearest value that the column can have, and that is not below its bounds nor, if possible, further above them than in the data.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The value.</param>
    /// <param name="bound">The largest bound.</param>
    /// <param name="most">The bound and the largest difference in the data.</param>
    public static double OnGrid(Column column, double value, double bound, double most = double.PositiveInfinity)
    {
        if (double.IsNaN(value) || column.Grid is not { } grid)
        {
            return value;
        }

        double noise = TableRule.RoundOff * Math.Max(1, Math.Abs(bound));
        double snapped = grid.SnapAbove(value, bound - noise);
        double below = snapped > most + noise ? grid.Snap(snapped - grid.Step) : snapped;
        return below >= bound - noise ? below : snapped;
    }
}
