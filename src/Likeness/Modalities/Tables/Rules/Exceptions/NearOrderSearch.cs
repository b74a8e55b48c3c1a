using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Finds pairs of numbers or times that are equal in nearly all rows, and others of which one is hardly ever above the other.</summary>
internal static class NearOrderSearch
{
    // More errors than in other rules would be no order.
    private const double MaxErrors = 0.02;

    // Numbers that are a little too large now and then, as many as are just small enough, are no errors.
    private const double MoreInOrder = 5;

    // An order that rows of other ones satisfy more often says little.
    private const double MaxChance = 0.9;

    private enum Relation
    {
        None,
        Nearly,
        Always,
    }

    /// <summary>The pairs; an order that follows from two others is none.</summary>
    public static IEnumerable<NearPair> All(Table rows)
    {
        int width = rows.Width;
        var below = new Relation[width, width];
        var found = new NearPair?[width, width];
        double[][] sorted =
        [
            .. Enumerable
                .Range(0, width)
                .Select(column => rows.Columns[column].Kind.IsNumeric ? OrderSearch.Sorted(rows.Column(column)) : []),
        ];
        for (int a = 0; a < width; a++)
        {
            for (int b = a + 1; b < width; b++)
            {
                if (!OrderSearch.MayCompare(rows.Columns[a], rows.Columns[b]))
                {
                    continue;
                }

                if (Find(rows, sorted, a, b, isEqual: true) is var (same, rule) && same != Relation.None)
                {
                    found[a, b] = rule;
                    continue;
                }

                (below[a, b], found[a, b]) = Find(rows, sorted, a, b, isEqual: false);
                (below[b, a], found[b, a]) = Find(rows, sorted, b, a, isEqual: false);
            }
        }

        return from low in Enumerable.Range(0, width)
            from high in Enumerable.Range(0, width)
            where found[low, high] is not null && !IsBetween(low, high)
            select found[low, high];

        bool IsBetween(int low, int high) =>
            below[low, high] != Relation.None
            && Enumerable
                .Range(0, width)
                .Any(other =>
                    below[low, other] != Relation.None
                    && below[other, high] != Relation.None
                    && ComparedDays.IsBetween(rows.Columns[low], rows.Columns[other], rows.Columns[high])
                    && !IsGap(other, low, high)
                );

        bool IsGap(int other, int low, int high) =>
            sorted[other].Length < rows.RowCount && OrderSearch.IsGap(rows, other, low, high);
    }

    private static (Relation Relation, NearPair? Pair) Find(
        Table rows,
        double[][] sorted,
        int low,
        int high,
        bool isEqual
    )
    {
        var a = isEqual ? rows.Column(low) : ComparedDays.Of(rows, low, high);
        var b = rows.Column(high);
        int most = MaxBroken(rows.RowCount);
        var (both, broken) = (0, 0);
        for (int row = 0; row < a.Length && broken <= most; row++)
        {
            bool isKnown = !double.IsNaN(a[row]) && !double.IsNaN(b[row]);
            both += isKnown ? 1 : 0;
            broken += isKnown && (isEqual ? a[row] != b[row] : a[row] > b[row]) ? 1 : 0;
        }

        if (both == 0 || broken > MaxBroken(both))
        {
            return (Relation.None, null);
        }

        double chance = isEqual
            ? Equal(a, b)
            : OrderSearch.Ordered(
                ComparedDays.Are(rows.Columns[low], rows.Columns[high]) ? OrderSearch.Sorted(a) : sorted[low],
                sorted[high]
            );
        double log = ChanceBound.LogOf(both - broken, both, chance);
        if (chance > MaxChance || log >= RuleSearch.MaxLogChance)
        {
            return (Relation.None, null);
        }

        return broken == 0 ? (Relation.Always, null)
            : !isEqual && IsCrossed(a, b) && rows.Columns[low].Kind is NumberKind ? (Relation.None, null)
            : (Relation.Nearly, new(low, high, isEqual, log));
    }

    private static bool IsCrossed(ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        var (above, below) = (new List<double>(), new List<double>());
        for (int row = 0; row < low.Length; row++)
        {
            if (!double.IsNaN(low[row] - high[row]))
            {
                (low[row] > high[row] ? above : below).Add(Math.Abs(low[row] - high[row]));
            }
        }

        double near = above.Order().ElementAt(above.Count / 2);
        return below.Count(difference => difference <= near)
            < MoreInOrder * above.Count(difference => difference <= near);
    }

    private static int MaxBroken(int rows) => (int)(MaxErrors * rows);

    // P(a = b) for values of different rows.
    private static double Equal(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var counts = a.ToArray().Where(value => !double.IsNaN(value)).CountBy(value => value).ToDictionary();
        double pairs = 0;
        int known = 0;
        foreach (double value in b)
        {
            known += double.IsNaN(value) ? 0 : 1;
            pairs += counts.GetValueOrDefault(value);
        }

        return pairs / ((double)counts.Values.Sum() * known);
    }
}

/// <summary>Two columns that are equal in nearly all rows, or of which one is hardly ever above the other.</summary>
/// <param name="Low">The place of the smaller column.</param>
/// <param name="High">The place of the larger one.</param>
/// <param name="AreEqual">Whether they are equal.</param>
/// <param name="LogChance">The logarithm of the probability of so few errors by chance.</param>
internal sealed record NearPair(int Low, int High, bool AreEqual, double LogChance);
