using Likeness.Numerics;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// Whether rows of one key resemble each other in some column. Those of number 16 of each school, who are different pupils, do not, whatever the numbers are called: such a key tells nothing of its rows.
/// </summary>
internal static class KeyResemblance
{
    // Standard deviations of a sum over keys; by chance 4 are as rare as 1 of 30,000 columns.
    private const double MinDeviations = 4;

    // Of fewer keys, that deviation is not known.
    private const int MinKeys = 20;

    /// <summary>Whether a column shows it, or there are too few keys to say.</summary>
    /// <param name="columns">The cells of each column, and whether they are numbers rather than codes of levels.</param>
    /// <param name="groups">The rows of each key.</param>
    public static bool IsShown(IEnumerable<(double[] Cells, bool AreNumbers)> columns, IEnumerable<int[]> groups)
    {
        int[][] several = [.. groups.Where(group => group.Length > 1)];
        return several.Length < MinKeys
            || columns.Any(column =>
                InLevels(column, several) || (column.AreNumbers && InRanks(column.Cells, several))
            );
    }

    // For each key the pairs of rows with the same level, less as many as rows of any keys have; for numbers the level is whether they are missing.
    private static bool InLevels((double[] Cells, bool AreNumbers) column, int[][] groups)
    {
        double[] levels = column.AreNumbers
            ? Array.ConvertAll(column.Cells, cell => double.IsNaN(cell) ? 1.0 : 0.0)
            : column.Cells;
        var fractions = levels
            .CountBy(level => level)
            .ToDictionary(level => level.Key, level => level.Value / (double)levels.Length);
        double pairs = fractions.Values.Sum(fraction => fraction * fraction);
        return IsClear(
            groups.Select(group =>
                (group.CountBy(row => levels[row]).Sum(level => level.Value * (level.Value - 1.0)) / (group.Length - 1))
                - group.Sum(row => (2 * fractions[levels[row]]) - pairs)
            )
        );
    }

    // For each key the products of pairs of rows, of the distances of their ranks to the middle one.
    private static bool InRanks(double[] cells, int[][] groups)
    {
        int[] known = [.. Enumerable.Range(0, cells.Length).Where(row => !double.IsNaN(cells[row]))];
        double[] ranks = MeanRanks.Of(Array.ConvertAll(known, row => cells[row]));
        double[] distances = new double[cells.Length];
        foreach (var (place, row) in known.Index())
        {
            distances[row] = ranks[place] - ((known.Length + 1) / 2.0);
        }

        return IsClear(
            groups.Select(group =>
                (Math.Pow(group.Sum(row => distances[row]), 2) - group.Sum(row => distances[row] * distances[row]))
                / (group.Length - 1)
            )
        );
    }

    private static bool IsClear(IEnumerable<double> ofKeys)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (double own in ofKeys)
        {
            (sum, squares) = (sum + own, squares + (own * own));
        }

        return sum > MinDeviations * Math.Sqrt(squares);
    }
}
