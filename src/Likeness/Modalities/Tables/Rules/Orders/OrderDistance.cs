using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>The smallest difference of two numbers, if it is a whole number that several rows have, and other rows' values would be nearer now and then: 18 years of age.</summary>
internal static class OrderDistance
{
    private const double MinDistance = 0.5;
    private const int MinAtDistance = 5;
    private const int MaxRowsPerDistance = 100;

    /// <summary>The distance; null for none.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="lowColumn">The place of the smaller column.</param>
    /// <param name="highColumn">The place of the larger one.</param>
    public static double? Of(Table rows, int lowColumn, int highColumn)
    {
        if (rows.Columns[lowColumn].Kind is not NumberKind || rows.Columns[highColumn].Kind is not NumberKind)
        {
            return null;
        }

        // Numbers that meet are at no distance.
        var traits = NumberTraits.Of(rows);
        if (IsNearer(rows.Column(lowColumn), rows.Column(highColumn)))
        {
            return null;
        }

        double[] rests =
        [
            .. rows.ColumnValues(highColumn).Zip(rows.ColumnValues(lowColumn), (high, low) => high - low),
        ];
        rests = Array.FindAll(rests, double.IsFinite);
        double least = Math.Round(rests.DefaultIfEmpty(0).Min());
        double roundOff = TableRule.RoundOff * Math.Max(1, rests.DefaultIfEmpty(0).Max());
        if (
            least <= 0
            || rests.Any(rest => rest < least - roundOff)
            || rests.Count(rest => rest < least + roundOff) < Math.Max(MinAtDistance, rests.Length / MaxRowsPerDistance)
        )
        {
            return null;
        }

        double ordered = OrderSearch.Ordered(traits.Sorted(lowColumn), traits.Sorted(highColumn), least);
        return
            ordered <= OrderSearch.MaxChanceOfNumbers
            && rests.Length * Math.Log(ordered) < RuleSearch.MaxLogChance
            && OrderEvidence.AreComparable(rows.Column(lowColumn), rows.Column(highColumn))
            ? least
            : null;
    }

    // Whether a difference is less than half, so that no whole number above 0 is the least of them.
    private static bool IsNearer(ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        for (int row = 0; row < low.Length; row++)
        {
            if (high[row] - low[row] < MinDistance && double.IsFinite(high[row] - low[row]))
            {
                return true;
            }
        }

        return false;
    }
}
