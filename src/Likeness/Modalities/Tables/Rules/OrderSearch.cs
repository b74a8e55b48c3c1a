using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// Finds two columns of the same kind, one never above the other. By chance, independent columns would be in order in all n rows with probability
/// P(a ≤ b)ⁿ, which must be tiny.
/// </summary>
internal static class OrderSearch
{
    // Numbers of different meaning are often in order without a rule: their ranges must overlap.
    private const double MaxChanceOfNumbers = 0.9;

    /// <summary>The rule of the closest pair; null if there is none.</summary>
    public static TableRule? Next(Table rows, IReadOnlyList<TableRule> found) =>
        (
            from high in Enumerable.Range(0, rows.Width)
            from low in Enumerable.Range(0, rows.Width)
            where
                high != low
                && RuleSearch.IsOriginal(rows.Columns[high].Name, found)
                && RuleSearch.IsOriginal(rows.Columns[low].Name, found)
                && !RuleSearch.IsPart(rows.Columns[high].Name, found)
                && MayCompare(rows.Columns[low], rows.Columns[high])
                && IsOrdered(rows.Column(low), rows.Column(high))
            let chance = Chance(rows.Column(low), rows.Column(high))
            where
                chance.Rows * Math.Log(chance.Ordered) < RuleSearch.MaxLogChance
                && (rows.Columns[low].Kind is not NumberKind || chance.Ordered <= MaxChanceOfNumbers)
            orderby chance.Ordered
            select Create(rows, low, high)
        ).FirstOrDefault();

    /// <summary>The rule that the column is at least the other.</summary>
    private static DifferenceColumn Create(Table rows, int low, int high)
    {
        int? places =
            rows.Columns[low].Grid?.Decimals is int a && rows.Columns[high].Grid?.Decimals is int b
                ? Math.Max(a, b)
                : null;
        var rule = new DifferenceColumn(rows.Columns[high].Name, [rows.Columns[low].Name], 0, 1, places);
        double[] rest = Array.FindAll(rule.Encode(rows).ColumnValues(high), value => !double.IsNaN(value));
        return rule with { Least = rest.Min(), Most = rest.Max() };
    }

    private static bool MayCompare(Column low, Column high) =>
        low.Kind.IsNumeric && low.Kind.GetType() == high.Kind.GetType();

    // Where the lower one is missing, so is the higher: else the difference would lose it.
    private static bool IsOrdered(ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        bool differs = false;
        for (int row = 0; row < low.Length; row++)
        {
            if (low[row] > high[row] || (double.IsNaN(low[row]) && !double.IsNaN(high[row])))
            {
                return false;
            }

            differs |= low[row] < high[row];
        }

        return differs;
    }

    // P(a ≤ b) for values of different rows.
    private static (double Ordered, int Rows) Chance(ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        double[] a = Array.FindAll(low.ToArray(), value => !double.IsNaN(value));
        double[] b = Array.FindAll(high.ToArray(), value => !double.IsNaN(value));
        Array.Sort(a);
        Array.Sort(b);
        double pairs = 0;
        int below = 0;
        foreach (double value in b)
        {
            while (below < a.Length && a[below] <= value)
            {
                below++;
            }

            pairs += below;
        }

        return (a.Length == 0 || b.Length == 0 ? 1 : pairs / ((double)a.Length * b.Length), b.Length);
    }
}
