using MathNet.Numerics.Statistics;

namespace Likeness.Models.Trees;

/// <summary>
/// How far rows of a panel follow the rows before of their series beyond what their own time explains: the correlation of the normal scores of each value's rank, among those that its row may have, with that of the row
/// before (a Gaussian copula over time), with which samples step from row to row as far as the data. Samples at ranks of such a series keep the distribution of each row as it is.
/// </summary>
internal static class SeriesPersistence
{
    // Pairs that say enough.
    private const int MaxPairs = 2000;
    private const int MinPairs = 40;

    // By how much steps must be smaller than those at independent ranks, in standard errors of their mean.
    private const double MinDeviations = 3;

    private const int Halvings = 7;

    // Of the median step between two rows of a series.
    private const double MaxStep = 1.5;

    private const double MaxPersistence = 0.9;

    /// <summary>The correlation for each dimension, 0 where there is none; empty where rows have no series or no dimension persists.</summary>
    /// <param name="order">The columns in the order of the sequence.</param>
    /// <param name="columns">The fitted columns, in that order.</param>
    /// <param name="dimensions">The dimensions of rows.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="seed">The seed of simulated pairs.</param>
    public static double[] Find(
        int[] order,
        SequenceColumn[] columns,
        IReadOnlyList<ModelDimension> dimensions,
        CodedRows rows,
        ulong seed
    )
    {
        int time = dimensions.Index().FirstOrDefault(one => one.Item.Role == ContextRole.PanelTime, (-1, null!)).Index;
        if (time < 0)
        {
            return [];
        }

        int[] keys = [.. Enumerable.Range(0, dimensions.Count).Where(i => dimensions[i].Role == ContextRole.Panel)];
        (int Before, int Row)[] pairs = Pairs(rows, keys, time);
        if (pairs.Length < MinPairs)
        {
            return [];
        }

        double[] found = new double[dimensions.Count];
        for (int k = 0; k < order.Length; k++)
        {
            if (columns[k] is FittedColumn column && dimensions[order[k]].Role == ContextRole.None)
            {
                found[order[k]] = Solved(column, rows, order.AsSpan(0, k + 1), pairs, seed);
            }
        }

        return Array.Exists(found, one => one != 0) ? found : [];
    }

    // Rows of a series at neighbouring times.
    private static (int Before, int Row)[] Pairs(CodedRows rows, int[] keys, int time)
    {
        int[] sorted = [.. Enumerable.Range(0, rows.Count)];
        Array.Sort(
            sorted,
            (a, b) =>
            {
                foreach (int key in keys)
                {
                    int order = rows.Values[key][a].CompareTo(rows.Values[key][b]);
                    if (order != 0)
                    {
                        return order;
                    }
                }

                return rows.Values[time][a].CompareTo(rows.Values[time][b]);
            }
        );
        (int Before, int Row, float Step)[] all =
        [
            .. sorted
                .Zip(sorted.Skip(1))
                .Where(pair =>
                    Array.TrueForAll(keys, key => rows.Values[key][pair.First] == rows.Values[key][pair.Second])
                )
                .Select(pair =>
                    (pair.First, pair.Second, rows.Values[time][pair.Second] - rows.Values[time][pair.First])
                ),
        ];
        if (all.Length == 0)
        {
            return [];
        }

        float[] steps = [.. all.Select(pair => pair.Step).Order()];
        (int Before, int Row)[] pairs =
        [
            .. all.Where(pair => pair.Step > 0 && pair.Step <= MaxStep * steps[steps.Length / 2])
                .Select(pair => (pair.Before, pair.Row)),
        ];
        // Of all series.
        int every = (pairs.Length + MaxPairs - 1) / MaxPairs;
        return every < 2 ? pairs : [.. pairs.Where((_, i) => i % every == 0)];
    }

    // Steps of numbers tell more without what the rows' own times do, but then not how far these stand apart.
    private static double Solved(
        FittedColumn column,
        CodedRows rows,
        ReadOnlySpan<int> columns,
        (int Before, int Row)[] pairs,
        ulong seed
    )
    {
        float[] values = rows.Values[columns[^1]];
        bool isCategory = column.Levels.IsCategory;
        (int Before, int Row)[] known = Array.FindAll(
            pairs,
            pair => isCategory || !float.IsNaN(values[pair.Before] - values[pair.Row])
        );
        if (known.Length < MinPairs)
        {
            return 0;
        }

        var simulation = new SteppedPairs(column, rows, columns, known, seed);
        double ofValues = Solved(simulation, areResiduals: false);
        return isCategory ? ofValues : Math.Max(ofValues, Solved(simulation, areResiduals: true));
    }

    // The correlation at which sampled values step from row to row as far as those of the data; common random numbers make the steps fall with it.
    private static double Solved(SteppedPairs pairs, bool areResiduals)
    {
        double[] steps = pairs.Observed(areResiduals);
        double[] gains =
        [
            .. pairs
                .Sampled(0, areResiduals)
                .Zip(steps, (sampled, step) => sampled - step)
                .Where(gain => !double.IsNaN(gain)),
        ];
        if (!(gains.Mean() > MinDeviations * gains.StandardDeviation() / Math.Sqrt(gains.Length)))
        {
            return 0;
        }

        double wanted = steps.Average();
        var (low, high) = (0.0, MaxPersistence);
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            (low, high) =
                pairs.Sampled(middle, areResiduals).Where(step => !double.IsNaN(step)).Mean() > wanted
                    ? (middle, high)
                    : (low, middle);
        }

        return low;
    }
}
