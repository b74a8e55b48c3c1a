using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// Finds two columns of the same kind, one never above the other. By chance, independent columns would be in order in all n rows with probability
/// P(a ≤ b)ⁿ, which must be tiny.
/// </summary>
internal static class OrderSearch
{
    // Numbers of different meaning are often in order without a rule: their ranges must overlap, or they must be equal now and then.
    private const double MaxChanceOfNumbers = 0.9;
    private const int MinEqual = 3;
    private const int MaxRowsPerEqual = 1000;

    /// <summary>The rules, in the order in which they encode: that of a larger column before that of one that it is compared with.</summary>
    public static IEnumerable<TableRule> All(Table rows, IReadOnlyList<TableRule> found)
    {
        int[] columns =
        [
            .. Enumerable.Range(0, rows.Width).Where(column => RuleSearch.IsOriginal(rows.Columns[column].Name, found)),
        ];
        var pairs = (
            from high in columns
            from low in columns
            where high != low && MayCompare(rows.Columns[low], rows.Columns[high])
            let chance = Chance(rows, low, high)
            where chance is not null
            orderby chance
            select (High: high, Low: low)
        ).ToList();
        while (pairs.Count > 0)
        {
            // The closest pair whose larger column is below no other; with missing values, orders may run in a circle.
            int top = pairs.FindIndex(pair => !pairs.Exists(other => other.Low == pair.High));
            var (high, low) = pairs[Math.Max(0, top)];
            pairs.RemoveAll(pair => pair.High == high || pair.Low == high);
            yield return DifferenceColumn.Create(rows, high, [low]);
        }
    }

    /// <summary>Whether two columns are of one kind of numbers or times.</summary>
    public static bool MayCompare(Column low, Column high) =>
        low.Kind.IsNumeric && low.Kind.GetType() == high.Kind.GetType();

    // P(a ≤ b) for values of different rows; null if the columns are not in order, or might be by chance.
    private static double? Chance(Table rows, int lowColumn, int highColumn)
    {
        var low = rows.Column(lowColumn);
        var high = rows.Column(highColumn);
        var (both, equal) = (0, 0);
        for (int row = 0; row < low.Length; row++)
        {
            if (low[row] > high[row])
            {
                return null;
            }

            both += low[row] <= high[row] ? 1 : 0;
            equal += low[row] == high[row] ? 1 : 0;
        }

        if (both == equal)
        {
            return null;
        }

        double ordered = Ordered(low, high);
        bool isClose =
            rows.Columns[lowColumn].Kind is not NumberKind
            || ordered <= MaxChanceOfNumbers
            || equal >= Math.Max(MinEqual, both / MaxRowsPerEqual);
        return isClose && both * Math.Log(ordered) < RuleSearch.MaxLogChance ? ordered : null;
    }

    private static double Ordered(ReadOnlySpan<double> low, ReadOnlySpan<double> high)
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

        return pairs / ((double)a.Length * b.Length);
    }
}
