using Likeness.Data;
using Likeness.Numerics;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>A column of numbers that differ less in the rows of a key than otherwise, such as the weight of a patient at several visits.</summary>
/// <param name="Column">The column.</param>
/// <param name="Fraction">
/// The intraclass correlation of ranks: the fraction of their variance between keys. Source: Fisher, Statistical Methods for Research Workers (1925), chapter VII.
/// </param>
internal sealed record SimilarColumn(string Column, double Fraction)
{
    private const double MinFraction = 0.2;
    private const double MaxFraction = 0.99;
    private const int MinKeys = 20; // of several rows

    /// <summary>The columns that are clearly similar.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="key">The column of keys.</param>
    /// <param name="same">The columns that are the same in all rows of a key.</param>
    /// <param name="series">How the rows of a key follow each other; null if they do not.</param>
    public static IReadOnlyList<SimilarColumn> All(Table rows, int key, IReadOnlyList<int> same, SubjectSeries? series)
    {
        var found = new List<SimilarColumn>();
        foreach (int column in Enumerable.Range(0, rows.Width).Where(i => i != key && !same.Contains(i)))
        {
            string name = rows.Columns[column].Name;
            double fraction =
                rows.Columns[column].Kind.IsNumeric && name != series?.Counter
                    ? FractionOf(rows.ColumnValues(key), series?.Beginnings(rows, name) ?? rows.ColumnValues(column))
                    : 0;
            if (fraction >= MinFraction)
            {
                found.Add(new(name, Math.Min(MaxFraction, fraction)));
            }
        }

        return found;
    }

    private static double FractionOf(double[] keys, double[] cells)
    {
        int[] known =
        [
            .. Enumerable.Range(0, keys.Length).Where(row => !double.IsNaN(keys[row]) && !double.IsNaN(cells[row])),
        ];
        double[] ranks = MeanRanks.Of(Array.ConvertAll(known, row => cells[row]));
        double[][] groups =
        [
            .. KeyGroups
                .Of(Array.ConvertAll(known, row => keys[row]))
                .Where(group => group.Length > 1)
                .Select(group => Array.ConvertAll(group, place => ranks[place])),
        ];
        double total = groups.Sum(group => group.Length);
        if (groups.Length < MinKeys)
        {
            return 0;
        }

        double mean = groups.Sum(group => group.Sum()) / total;
        var (between, within) = (0.0, 0.0);
        foreach (double[] group in groups)
        {
            double own = group.Average();
            between += group.Length * Math.Pow(own - mean, 2);
            within += group.Sum(rank => Math.Pow(rank - own, 2));
        }

        between /= groups.Length - 1;
        within /= total - groups.Length;
        double size =
            (total - (groups.Sum(group => (double)group.Length * group.Length) / total)) / (groups.Length - 1);
        return between <= within ? 0 : (between - within) / (between + ((size - 1) * within));
    }
}
