using Likeness.Data;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>
/// Finds rows that are similar in all columns but one. The distance is Gower's (1971) with numbers replaced by their ranks: the mean over columns of the
/// difference of ranks, or of whether levels differ; a missing value differs by 1 from any other.
/// </summary>
internal sealed class SimilarRows
{
    // Comparisons of two cells; more rows to replace are compared with fewer candidates.
    private const long Work = 200_000_000;
    private const int MinCandidates = 50;
    private const int MaxCandidates = 5000;

    private readonly float[][] columns;
    private readonly bool[] isNumeric;

    /// <summary>Ranks the numbers of a table.</summary>
    public SimilarRows(Table rows)
    {
        int[] learned = [.. Enumerable.Range(0, rows.Width).Where(i => rows.Columns[i].Kind.IsLearned)];
        isNumeric = [.. learned.Select(i => rows.Columns[i].Kind.IsNumeric)];
        columns =
        [
            .. learned.Select(i =>
                rows.Columns[i].Kind.IsNumeric
                    ? Ranks(rows.Column(i))
                    : Array.ConvertAll(rows.ColumnValues(i), value => (float)value)
            ),
        ];
    }

    /// <summary>The most similar candidate of each row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="candidates">The rows that may be chosen; at least one.</param>
    /// <param name="seed">Chooses among candidates if there are too many.</param>
    /// <param name="all">The rows of this and all similar calls, which share the work.</param>
    /// <returns>[rows.Count] a candidate each.</returns>
    public int[] Nearest(IReadOnlyList<int> rows, int[] candidates, ulong seed, int all)
    {
        int most = (int)Math.Clamp(Work / Math.Max(1, (long)all * columns.Length), MinCandidates, MaxCandidates);
        if (candidates.Length > most)
        {
            int[] order = RandomUse.Subset.Random(seed).Permutation(candidates.Length);
            candidates = [.. order.Take(most).Order().Select(place => candidates[place])];
        }

        var nearest = new int[rows.Count];
        Parallel.For(0, nearest.Length, i => nearest[i] = Nearest(rows[i], candidates));
        return nearest;
    }

    private int Nearest(int row, int[] candidates)
    {
        var distances = new float[candidates.Length];
        for (int column = 0; column < columns.Length; column++)
        {
            float[] values = columns[column];
            float here = values[row];
            for (int i = 0; i < candidates.Length; i++)
            {
                float other = values[candidates[i]];
                distances[i] +=
                    here == other || (float.IsNaN(here) && float.IsNaN(other)) ? 0
                    : isNumeric[column] && !float.IsNaN(here) && !float.IsNaN(other) ? Math.Abs(here - other)
                    : 1;
            }
        }

        return candidates[distances.AsSpan().IndexOf(distances.Min())];
    }

    // Ranks from 0 to 1; equal numbers have the rank of the first.
    private static float[] Ranks(ReadOnlySpan<double> values)
    {
        double[] sorted = Array.FindAll(values.ToArray(), value => !double.IsNaN(value));
        Array.Sort(sorted);
        var ranks = new float[values.Length];
        for (int row = 0; row < ranks.Length; row++)
        {
            ranks[row] = double.IsNaN(values[row]) ? float.NaN : FirstFrom(sorted, values[row]) / (float)sorted.Length;
        }

        return ranks;
    }

    private static int FirstFrom(double[] sorted, double value)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
