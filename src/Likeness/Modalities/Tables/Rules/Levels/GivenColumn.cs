using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Separates pairs of levels that never occur together from those that only follow from a further column: where it is known, the pair would be expected in few rows, because one level is rare where the other one is frequent. (No husband works in private houses, where nearly all are women.)
/// </summary>
/// <param name="rows">The training rows as the data has them.</param>
/// <param name="columns">The places of the further columns.</param>
internal sealed class GivenColumn(Table rows, int[] columns)
{
    // More rows are counted by their multiples.
    private const int MaxRows = 100_000;

    // Two columns all pairs of which follow from a third one, and that one: what it says of either does not follow from the other.
    private readonly HashSet<(int First, int Second, int Given)> followed = [];

    /// <summary>The pairs that follow from no further column. Weaker candidates come first: of two that follow from each other, the stronger one stays.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="least">The rows that are expected of a pair where a further column is known.</param>
    public IReadOnlyList<LevelPair> Unexplained(LimitedSearch.Candidate candidate, double least)
    {
        var left = candidate.Never;
        var by = new List<int>();
        foreach (int given in columns.Where(given => MayExplain(candidate, given)))
        {
            double[] expected = Expected(candidate, left, given);
            LevelPair[] kept = [.. left.Where((_, i) => expected[i] >= least)];
            if (kept.Length < left.Count)
            {
                by.Add(given);
            }

            left = kept;
        }

        if (left.Count == 0)
        {
            followed.UnionWith(by.Select(given => (candidate.By, candidate.At, given)));
        }

        return left;
    }

    private bool MayExplain(LimitedSearch.Candidate one, int given) =>
        given != one.By && given != one.At && !Follow(one.By, given, one.At) && !Follow(one.At, given, one.By);

    private bool Follow(int first, int second, int given) =>
        followed.Contains((first, second, given)) || followed.Contains((second, first, given));

    // Σ n(by, c) n(level, c) / n(c) over the levels c of the further column, a missing one among them.
    private double[] Expected(LimitedSearch.Candidate one, IReadOnlyList<LevelPair> pairs, int given)
    {
        int[] at = [one.By, one.At];
        int levels = rows.Columns[given].Kind.LevelCount + 1;
        double[][] counts = [.. at.Select(column => new double[rows.Columns[column].Kind.LevelCount * levels])];
        double[] all = new double[levels];
        var first = rows.Column(one.By);
        var second = rows.Column(one.At);
        var third = rows.Column(given);
        int step = 1 + ((rows.RowCount - 1) / MaxRows);
        for (int row = 0; row < first.Length; row += step)
        {
            if (double.IsNaN(first[row]) || double.IsNaN(second[row]))
            {
                continue;
            }

            double weight = step * (one.Weights?[row] ?? 1);
            int level = double.IsNaN(third[row]) ? levels - 1 : (int)third[row];
            counts[0][((int)first[row] * levels) + level] += weight;
            counts[1][((int)second[row] * levels) + level] += weight;
            all[level] += weight;
        }

        return
        [
            .. pairs.Select(pair =>
                Enumerable
                    .Range(0, levels)
                    .Where(level => all[level] > 0)
                    .Sum(level =>
                        counts[0][(pair.By * levels) + level] * counts[1][(pair.Level * levels) + level] / all[level]
                    )
            ),
        ];
    }
}
