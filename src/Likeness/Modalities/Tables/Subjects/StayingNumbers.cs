using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Exceptions;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// Finds numbers that a good part of the rows have from the row before of their key, and the others not from near it, such as the size of a farm: whether they stay is then learned apart from what they become.
/// </summary>
internal static class StayingNumbers
{
    private const int MinRows = 25;
    private const double MinFraction = 0.15;

    // Trees see of what more rows have, such as 0, that it stays.
    private const double MaxCommon = 0.1;

    private const double MoreThanChance = 2;

    // Times as many equal rows as those at each distance of one or two steps.
    private const double MoreThanNear = 2;
    private const int NearSteps = 2;

    /// <summary>Whether numbers stay more often than independent ones would, and than they go a step.</summary>
    /// <param name="cells">The numbers.</param>
    /// <param name="before">Those of the rows before: [cells.Length].</param>
    /// <param name="rows">The rows that have both.</param>
    public static bool Are(double[] cells, double[] before, int[] rows)
    {
        var counts = rows.CountBy(row => cells[row]).ToDictionary();
        var others = rows.CountBy(row => before[row]).ToDictionary();
        double most = MaxCommon * rows.Length;
        int equal = rows.Count(row => cells[row] == before[row] && counts[cells[row]] <= most);
        double chance = counts
            .Where(one => one.Value <= most)
            .Sum(one => (double)one.Value * others.GetValueOrDefault(one.Key));
        chance /= (double)rows.Length * rows.Length;
        return equal >= Math.Max(MinRows, MinFraction * rows.Length)
            && equal >= MoreThanChance * chance * rows.Length
            && ChanceBound.LogOf(equal, rows.Length, chance) <= RuleSearch.MaxLogChance
            && equal >= MoreThanNear * Near(cells, before, rows);
    }

    // The rows at each distance of one or two steps, on average.
    private static double Near(double[] cells, double[] before, int[] rows)
    {
        double[] distances =
        [
            .. rows.Select(row => Math.Abs(cells[row] - before[row])).Where(distance => distance > 0),
        ];
        double step = distances.DefaultIfEmpty(0).Min();
        return distances.Count(distance => distance <= NearSteps * step * (1 + TableRule.RoundOff)) / (2.0 * NearSteps);
    }
}
