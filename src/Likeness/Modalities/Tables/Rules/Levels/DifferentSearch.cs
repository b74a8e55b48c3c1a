using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Finds two columns of the same levels that are equal in no row. By chance, independent columns would with probability (1 − Σ p(a = v) p(b = v))ⁿ over the
/// levels v, which must be tiny.
/// </summary>
internal static class DifferentSearch
{
    private const double MinShared = 0.5; // of the levels of the column that has fewer, or of both

    // Of numbers, each is the smaller one in this fraction of rows: others have an order, or a distance.
    private const double MinSmaller = 0.05;

    /// <summary>The rules; none between columns that another rule relates.</summary>
    /// <param name="rows">The training rows as the data has them.</param>
    /// <param name="found">The rules found before.</param>
    public static IEnumerable<DifferentColumn> All(Table rows, IReadOnlyList<TableRule> found)
    {
        var counts = Enumerable.Range(0, rows.Width).Select(column => LevelMap.Counts(rows, column)).ToList();
        return from first in Enumerable.Range(0, rows.Width)
            from second in Enumerable.Range(first + 1, rows.Width - first - 1)
            where
                LevelMap.MayCompare(rows.Columns[first], rows.Columns[second])
                && counts[first] is not null
                && counts[second] is not null
                && !IsRelated(rows.Columns[first].Name, rows.Columns[second].Name, found)
                && LogChance(rows, (first, counts[first]!), (second, counts[second]!)) is { } chance
                && RowsThatDiffer(rows, first, second) * chance < RuleSearch.MaxLogChance
            select new DifferentColumn(rows.Columns[first].Name, rows.Columns[second].Name);
    }

    private static bool IsRelated(string first, string second, IReadOnlyList<TableRule> found) =>
        found.Any(rule =>
            (rule.Column == first && rule.Needs.Contains(second))
            || (rule.Column == second && rule.Needs.Contains(first))
        );

    // log(1 − Σ p(a = v) p(b = v)); null if the columns share few levels.
    private static double? LogChance(
        Table rows,
        (int At, Dictionary<double, int> Counts) first,
        (int At, Dictionary<double, int> Counts) second
    )
    {
        var between = LevelMap.Between(rows.Columns[first.At], rows.Columns[second.At]);
        double equal = 0;
        int shared = 0;
        foreach (var (value, count) in first.Counts)
        {
            if (second.Counts.TryGetValue(between(value), out int other))
            {
                shared++;
                equal += (double)count * other;
            }
        }

        double all = (double)first.Counts.Values.Sum() * second.Counts.Values.Sum();
        // Numbers are codes of the same things only if they have the same range.
        int levels =
            rows.Columns[first.At].Kind is NumberKind
                ? Math.Max(first.Counts.Count, second.Counts.Count)
                : Math.Min(first.Counts.Count, second.Counts.Count);
        return shared > MinShared * levels ? Math.Log(1 - (equal / all)) : null;
    }

    // The rows that have both; null if some have the same, or if only one column has the smaller numbers.
    private static int? RowsThatDiffer(Table rows, int first, int second)
    {
        var between = LevelMap.Between(rows.Columns[second], rows.Columns[first]);
        var one = rows.Column(first);
        var other = rows.Column(second);
        var (smaller, larger) = (0, 0);
        for (int row = 0; row < one.Length; row++)
        {
            double value = between(other[row]);
            if (one[row] == value)
            {
                return null;
            }

            smaller += one[row] < value ? 1 : 0;
            larger += one[row] > value ? 1 : 0;
        }

        int both = smaller + larger;
        return rows.Columns[first].Kind is NumberKind && Math.Min(smaller, larger) < MinSmaller * both ? null : both;
    }
}
