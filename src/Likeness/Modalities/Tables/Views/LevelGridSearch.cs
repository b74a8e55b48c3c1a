using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Modalities.Tables.Views;

/// <summary>
/// Finds numbers that are multiples of a larger step within the levels of another column. Among numbers of all levels, those of one would all be multiples by chance with
/// probability (fraction of multiples)^(rows of the level), which must be tiny.
/// </summary>
internal static class LevelGridSearch
{
    // The evidence that one level of a column needs where all levels together have enough, in nats.
    private const double MinLevelEvidence = 5;
    private static readonly long[] Steps =
    [
        .. Enumerable.Range(0, 10).SelectMany(power => Multiples((long)Math.Pow(10, power))).Order(),
    ];

    /// <summary>The grids by levels, at most one of each column.</summary>
    /// <param name="train">The training rows under the columns of their schema, as models see them.</param>
    public static IReadOnlyList<LevelGrid> All(Table train)
    {
        if (train.Width > RuleSearch.MaxColumns)
        {
            return [];
        }

        var levels = new RowLevels?[train.Width];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = RowLevels.Create(train.Columns[i], train.Column(i));
        }

        return [.. Enumerable.Range(0, train.Width).Select(column => Find(train, column, levels)).OfType<LevelGrid>()];
    }

    private static long[] Multiples(long power) => [power, 2 * power, 5 * power, 25 * power];

    private static LevelGrid? Find(Table train, int column, RowLevels?[] levels)
    {
        double[] cells = train.ColumnValues(column);
        double[] present = Array.FindAll(cells, double.IsFinite);
        if (
            train.Columns[column].Kind is not NumberKind
            || present.Length == 0
            || WrittenPrecision.Detect(present) is not { SinglePrecision: false, Decimals: int decimals }
        )
        {
            return null;
        }

        double scale = Math.Pow(10, decimals);
        if (present.Max(Math.Abs) * scale >= long.MaxValue / 2)
        {
            return null;
        }

        long[] units = Array.ConvertAll(cells, cell => double.IsFinite(cell) ? (long)Math.Round(cell * scale) : 0);
        // Zero is a multiple of any step and says nothing.
        int count = units.Count(unit => unit != 0);
        var chanceOf = new Lazy<double>[Steps.Length];
        for (int i = 0; i < chanceOf.Length; i++)
        {
            long step = Steps[i];
            chanceOf[i] = new(() => Math.Log(units.Count(unit => unit != 0 && unit % step == 0) / (double)count));
        }

        double choices = Math.Log((double)train.Width * train.Width);
        LevelGrid? best = null;
        double most = choices - RuleSearch.MaxLogChance;
        for (int by = 0; by < levels.Length; by++)
        {
            if (by == column || levels[by] is not { } rows)
            {
                continue;
            }

            var (evidence, steps) = Explain(units, rows, chanceOf, decimals);
            if (evidence > most)
            {
                (most, best) = (evidence, new(train.Columns[column].Name, train.Columns[by].Name, steps));
            }
        }

        return best;
    }

    private static (double Evidence, LevelStep[] Steps) Explain(
        long[] units,
        RowLevels rows,
        Lazy<double>[] chanceOf,
        int decimals
    )
    {
        var common = new long[rows.Values.Length];
        var counts = new int[rows.Values.Length];
        for (int row = 0; row < units.Length; row++)
        {
            if (units[row] != 0)
            {
                int level = rows.Levels[row];
                common[level] =
                    common[level] == 1 ? 1 : GridDetection.GreatestCommonDivisor(Math.Abs(units[row]), common[level]);
                counts[level]++;
            }
        }

        double choices = Math.Log(rows.Values.Length * Steps.Length);
        double evidence = 0;
        var steps = new List<LevelStep>();
        for (int level = 0; level < common.Length; level++)
        {
            int step = Array.FindLastIndex(Steps, step => common[level] > 0 && common[level] % step == 0);
            double one = step < 0 ? 0 : (-counts[level] * chanceOf[step].Value) - choices;
            if (one > MinLevelEvidence)
            {
                evidence += one;
                steps.Add(new(rows.Values[level], Steps[step], decimals));
            }
        }

        return (evidence, [.. steps]);
    }
}
