using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>
/// Finds two columns of the same kind, one never above the other. By chance, independent columns would be in order in all n rows with probability
/// P(a ≤ b)ⁿ, which must be tiny. A column may be above several others, none of which is above another: each further one must not be below by chance
/// when the column's differences to those before it are of other rows, either.
/// </summary>
internal static class OrderSearch
{
    // Numbers of different meaning are often in order without a rule, and 0 together: their ranges must overlap, or they must be equal now and then.
    internal const double MaxChanceOfNumbers = 0.9;
    private const int MinEqual = 3;
    private const int MaxRowsPerEqual = 1000;

    // Hits of a season are below those of a career by their names; samples would break this in a row.
    private const double MaxLogChanceOfNamed = -1;

    /// <summary>The rules; a column may be above one that is computed from others.</summary>
    /// <param name="rows">The training rows as the data has them.</param>
    /// <param name="found">The rules found before.</param>
    /// <param name="subjects">What the rows of a key share, and how they follow each other.</param>
    public static List<TableRule> All(
        Table rows,
        IReadOnlyList<TableRule> found,
        IReadOnlyList<SubjectColumns>? subjects = null
    )
    {
        var intervals = SeriesIntervals.Find(rows, subjects ?? []);
        int[] columns =
        [
            .. Enumerable.Range(0, rows.Width).Where(column => RuleSearch.IsOriginal(rows.Columns[column].Name, found)),
        ];
        var pairs = (
            from high in columns
            from low in RuleSearch.Before(rows, high, found)
            where MayCompare(rows.Columns[low], rows.Columns[high])
            let chance = Chance(rows, low, high, intervals.Contains((low, high)))
            where chance is not null
            orderby chance
            select (High: high, Low: low)
        ).ToList();
        var orders = new List<TableRule>();
        var goOn = OfPanels(rows);
        while (pairs.Count > 0)
        {
            // The closest pair whose larger column is below no other; with missing values, orders may run in a circle.
            int top = pairs.FindIndex(pair => !pairs.Exists(other => other.Low == pair.High));
            int high = pairs[Math.Max(0, top)].High;
            int[] lows = [.. pairs.Where(pair => pair.High == high).Select(pair => pair.Low)];
            int[] nearest = Array.FindAll(lows, low => !Array.Exists(lows, other => IsAbove(other, low, high)));
            nearest = nearest.Length > 0 ? [.. nearest.OrderByDescending(low => Known(rows, low))] : lows[..1];
            var months = lows.Select(low => MonthsColumn.Find(rows, low, high)).FirstOrDefault(one => one is not null);
            if (months is null && OfShared(rows, high, nearest, subjects ?? [], [.. found, .. orders]) is { } fractions)
            {
                orders.AddRange(fractions);
            }
            else if (months is null)
            {
                orders.Add(
                    (nearest.Length == 1 ? PeriodColumn.Find(rows, nearest[0], high) : null)
                        ?? (TableRule)(
                            goOn.Contains(rows.Columns[high].Name)
                                ? Below(rows, high, nearest).Staying()
                                : Below(rows, high, nearest)
                        )
                );
            }
            else
            {
                orders.Add(months);
                nearest = Array.FindAll(nearest, low => rows.Columns[low].Name != months.By);
                if (nearest.Length > 0)
                {
                    orders.Add(Below(rows, high, nearest).Staying());
                }
            }

            pairs.RemoveAll(pair => pair.High == high || pair.Low == high);
        }

        return [.. orders, .. OfRestored(rows, found, [.. found, .. orders])];

        // What is below another one of them is below the column by that, where that is never missing.
        bool IsAbove(int other, int low, int high) =>
            pairs.Contains((other, low))
            && !pairs.Contains((low, other))
            && !IsGap(rows, other, low, high)
            && ComparedDays.IsBetween(rows.Columns[low], rows.Columns[other], rows.Columns[high]);
    }

    // Sums that go on through the series of a panel are learned from the row before, not from what they are above.
    private static HashSet<string> OfPanels(Table rows) =>
        rows.Columns.Any(column => column.Panel is not null)
            ? [.. rows.Columns.SelectMany(column => column.Running?.All ?? []).Select(one => one.Column)]
            : [];

    // Below what all rows of a key have, numbers of its single rows are fractions of it, so that they go with the one that their key gets.
    private static FractionColumn[]? OfShared(
        Table rows,
        int high,
        int[] lows,
        IReadOnlyList<SubjectColumns> subjects,
        IReadOnlyList<TableRule> known
    )
    {
        string shared = rows.Columns[high].Name;
        string[] own = [.. lows.Select(low => rows.Columns[low].Name)];
        if (
            // Totals are computed from the rows.
            subjects.Any(keys => keys.Series?.Totals.Any(total => total.Column == shared) == true)
            || !subjects.Any(keys => keys.Same.Contains(shared) && !keys.Same.Intersect(own).Any())
            || !Array.TrueForAll(own, low => MayBeFraction(low, shared, known))
        )
        {
            return null;
        }

        FractionColumn[] fractions =
        [
            .. own.Select(low => FractionColumn.Create(rows, low, shared)).OfType<FractionColumn>(),
        ];
        return fractions.Length == own.Length ? fractions : null;
    }

    /// <summary>Whether a column that a rule restores may be above others, too: by a rule that only looks at its values.</summary>
    public static bool MayStay(TableRule rule) =>
        rule.IsComputed
        || rule is MonthsColumn or DeterminedColumn or FractionColumn or ProportionalColumn or SuccessiveColumn;

    /// <summary>Whether a column may be encoded as a fraction of one that a rule restores: it is as the data has it, and nothing of that one follows from it.</summary>
    public static bool MayBeFraction(string low, string high, IReadOnlyList<TableRule> known) =>
        RuleSearch.IsOriginal(low, known) && !RuleSearch.Needs(high, low, known);

    // What follows from others stays theirs: a score determines the goals, none of which are fewer than those of the first half; no refund is above what was paid, price times number.
    private static IEnumerable<TableRule> OfRestored(Table rows, IReadOnlyList<TableRule> found, List<TableRule> known)
    {
        var restored = found
            .Where(rule => rule is DeterminedColumn || rule.IsComputed)
            .DistinctBy(rule => rule.Column)
            .ToDictionary(rule => rule.Column, rule => (rule as DeterminedColumn)?.By);
        string[] names = [.. rows.Columns.Select(column => column.Name)];
        foreach (int high in Enumerable.Range(0, rows.Width).Where(column => restored.ContainsKey(names[column])))
        {
            int[] lows =
            [
                .. Enumerable
                    .Range(0, rows.Width)
                    .Where(low =>
                        low != high && MayCompare(rows.Columns[low], rows.Columns[high]) && MayBeBelow(low, high)
                    )
                    .Select(low => (Low: low, Chance: Chance(rows, low, high)))
                    .Where(one => one.Chance is not null)
                    .OrderBy(one => one.Chance)
                    .Select(one => one.Low),
            ];
            FractionColumn[] fractions =
            [
                .. lows.Where(low => MayBeFraction(names[low], names[high], known))
                    .Select(low => FractionColumn.Find(rows, names[low], names[high]))
                    .OfType<FractionColumn>(),
            ];
            foreach (var fraction in fractions)
            {
                known.Add(fraction);
                yield return fraction;
            }

            lows = Array.FindAll(lows, low => !Array.Exists(fractions, one => one.Column == names[low]));
            // Samples of a formula would often be above, and few of the highest be left.
            if (lows.Length > 0 && restored[names[high]] is not null)
            {
                yield return Below(rows, high, lows).Staying();
            }
        }

        // Of two that one column determines, its values keep the order; what both follow from, formulas do.
        bool MayBeBelow(int low, int high) =>
            (
                RuleSearch.IsOriginal(names[low], found)
                || (restored[names[high]] is not null && restored.GetValueOrDefault(names[low]) is not null)
            )
            && (restored[names[high]] is null || restored.GetValueOrDefault(names[low]) != restored[names[high]])
            && !RuleSearch.Needs(names[low], names[high], found)
            && !RuleSearch.Needs(names[high], names[low], found);
    }

    private static int Known(Table rows, int column)
    {
        int known = 0;
        foreach (double value in rows.Column(column))
        {
            known += double.IsNaN(value) ? 0 : 1;
        }

        return known;
    }

    /// <summary>Whether a column is missing in a row that has two others.</summary>
    public static bool IsGap(Table rows, int column, int low, int high)
    {
        for (int row = 0; row < rows.RowCount; row++)
        {
            if (double.IsNaN(rows[row, column]) && !double.IsNaN(rows[row, low]) && !double.IsNaN(rows[row, high]))
            {
                return true;
            }
        }

        return false;
    }

    // The closest of the columns below, and those that the differences to it leave below for more than chance.
    private static DifferenceColumn Below(Table rows, int high, int[] lows)
    {
        var rule = DifferenceColumn.Create(rows, high, [lows[0]]);
        int[][] kept =
        [
            [lows[0]],
        ];
        foreach (int low in lows[1..])
        {
            double chance = ChanceOfRests(
                ComparedDays.Of(rows, low, high),
                rows.Column(high),
                (rule with { FromDay = false }).Rests(rows)
            );
            bool isNamed =
                rows.Columns[low].Kind is NumberKind
                && OrderEvidence.AreRelated(rows.Columns[low].Name, rows.Columns[high].Name);
            if (chance < (isNamed ? MaxLogChanceOfNamed : RuleSearch.MaxLogChance))
            {
                kept = [.. kept, [low]];
                rule = DifferenceColumn.Create(rows, high, kept);
            }
        }

        return kept.Length == 1 ? rule with { Distance = OrderDistance.Of(rows, lows[0], high) } : rule;
    }

    // log P(low ≤ high) in all rows, if each row's difference were that of any row.
    private static double ChanceOfRests(ReadOnlySpan<double> low, ReadOnlySpan<double> high, double[] rests)
    {
        var needed = new List<double>();
        for (int row = 0; row < rests.Length; row++)
        {
            double least = low[row] - high[row] + rests[row];
            if (least > 0)
            {
                needed.Add(least);
            }
        }

        double[] sorted = Array.FindAll(rests, rest => !double.IsNaN(rest));
        Array.Sort(sorted);
        double chance = 0;
        int fewer = 0;
        foreach (double least in needed.Order())
        {
            while (fewer < sorted.Length - 1 && sorted[fewer] < least)
            {
                fewer++;
            }

            chance += Math.Log((sorted.Length - fewer) / (double)sorted.Length);
        }

        return chance;
    }

    /// <summary>Whether two columns are of one kind of numbers or times.</summary>
    public static bool MayCompare(Column low, Column high) =>
        low.Kind.IsNumeric && low.Kind.GetType() == high.Kind.GetType();

    // P(a ≤ b) for values of different rows; null if the columns are not in order, or might be by chance, which other evidence may exclude.
    private static double? Chance(Table rows, int lowColumn, int highColumn, bool isCertain = false)
    {
        var low = ComparedDays.Of(rows, lowColumn, highColumn);
        var high = rows.Column(highColumn);
        var (both, equal, alike) = (0, 0, 0);
        for (int row = 0; row < low.Length; row++)
        {
            if (low[row] > high[row])
            {
                return null;
            }

            both += low[row] <= high[row] ? 1 : 0;
            equal += low[row] == high[row] ? 1 : 0;
            alike += low[row] == high[row] && low[row] != 0 ? 1 : 0;
        }

        if (both == equal)
        {
            return null;
        }

        // Days are other values than those of the column.
        double[] lows = ComparedDays.Are(rows.Columns[lowColumn], rows.Columns[highColumn])
            ? Sorted(low)
            : NumberTraits.Of(rows).Sorted(lowColumn);
        double[] highs = NumberTraits.Of(rows).Sorted(highColumn);
        double ordered = Ordered(lows, highs);
        if (isCertain)
        {
            return ordered;
        }

        if (OrderDistance.Of(rows, lowColumn, highColumn) is { } distance)
        {
            return Ordered(lows, highs, distance);
        }

        bool isClose =
            rows.Columns[lowColumn].Kind is not NumberKind
            || ordered <= MaxChanceOfNumbers
            || alike >= Math.Max(MinEqual, both / MaxRowsPerEqual);
        return
            isClose
            && both * Math.Log(ordered) < RuleSearch.MaxLogChance
            && OrderEvidence.IsCertain(rows, lowColumn, highColumn)
            ? ordered
            : null;
    }

    /// <summary>The values of a column that are not missing, in order.</summary>
    public static double[] Sorted(ReadOnlySpan<double> column)
    {
        double[] values = Array.FindAll(column.ToArray(), value => !double.IsNaN(value));
        Array.Sort(values);
        return values;
    }

    /// <summary>P(a + distance ≤ b) for values of different rows.</summary>
    /// <param name="a">Values in order.</param>
    /// <param name="b">Values in order.</param>
    /// <param name="distance">The distance.</param>
    public static double Ordered(double[] a, double[] b, double distance = 0)
    {
        double pairs = 0;
        int below = 0;
        foreach (double value in b)
        {
            while (below < a.Length && a[below] + distance <= value)
            {
                below++;
            }

            pairs += below;
        }

        return pairs / ((double)a.Length * b.Length);
    }
}
