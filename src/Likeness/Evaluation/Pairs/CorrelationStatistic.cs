using System.Globalization;

namespace Likeness.Evaluation.Pairs;

/// <summary>
/// The mean similarity of Pearson's correlations over pairs of columns of numbers with a real trend, with baseline and interval, which resample
/// groups of rows.
/// </summary>
internal static class CorrelationStatistic
{
    /// <summary>Measures; no result if no pair has the required trend.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="data">The samples.</param>
    /// <param name="minTrend">The minimum |r| of the reference rows for a pair to count.</param>
    public static IReadOnlyList<MetricResult> Compute(IMetric metric, EvaluationData data, double minTrend)
    {
        RowGroups groups = data.Groups;
        int[] columns = data.NumberColumns;
        if (columns.Length < 2)
        {
            return [];
        }

        var moments = GroupMoments.Create(data.Pooled.TakeColumns(columns), groups);
        int[] reference = [.. Enumerable.Range(0, groups.Reference)];
        int[] generated = [.. Enumerable.Range(groups.Real, groups.Count - groups.Real)];
        double[] real = moments.Correlations(reference);
        double[] sampled = moments.Correlations(generated);
        int[] pairs = [.. Enumerable.Range(0, real.Length).Where(pair => Math.Abs(real[pair]) >= minTrend)];
        if (pairs.Length == 0)
        {
            return [];
        }

        double value = Mean(pairs, real, sampled);
        var resampled = new double[data.Settings.Resamples];
        data.Parallel(
            resampled.Length,
            i =>
            {
                var random = data.Random(EvaluationStream.BootstrapGroups, i);
                resampled[i] = Mean(
                    pairs,
                    moments.Correlations([.. reference.Select(_ => reference[random.NextInt(reference.Length)])]),
                    moments.Correlations([.. generated.Select(_ => generated[random.NextInt(generated.Length)])])
                );
            }
        );
        return
        [
            metric.Result(value) with
            {
                Interval = Spread.Interval(value, [.. resampled.Where(double.IsFinite)]),
                Baseline = Floor(data, moments, pairs),
                Note = Note(data, columns, pairs, real, sampled),
            },
        ];
    }

    private static RealBaseline? Floor(EvaluationData data, IGroupCorrelations moments, int[] pairs)
    {
        int reference = Math.Max(1, data.Resamples.ReferenceRows / data.Groups.Size);
        int other = Math.Min(data.Resamples.OtherRows / data.Groups.Size, data.Groups.Real - reference);
        if (other < 1)
        {
            return null;
        }

        var repeats = new double[data.Settings.BaselineRepeats];
        data.Parallel(
            repeats.Length,
            i =>
            {
                int[] order = data.Random(EvaluationStream.Splits, i).Permutation(data.Groups.Real);
                repeats[i] = Mean(
                    pairs,
                    moments.Correlations(order.AsSpan(0, reference)),
                    moments.Correlations(order.AsSpan(reference, other))
                );
            }
        );
        return data.Resamples.Baseline([.. repeats.Where(double.IsFinite)]);
    }

    private static double Mean(int[] pairs, double[] real, double[] generated)
    {
        double[] similar =
        [
            .. pairs
                .Select(pair => Similarity(real[pair], generated[pair]))
                .Where(similarity => !double.IsNaN(similarity)),
        ];
        return similar.Length == 0 ? double.NaN : similar.Average();
    }

    private static double Similarity(double real, double generated) => 1 - (Math.Abs(real - generated) / 2);

    private static string? Note(EvaluationData data, int[] columns, int[] pairs, double[] real, double[] sampled)
    {
        int[] known = [.. pairs.Where(pair => !double.IsNaN(real[pair] - sampled[pair]))];
        if (known.Length == 0)
        {
            return null;
        }

        int worst = known.MinBy(pair => Similarity(real[pair], sampled[pair]));
        (int first, int second) = GroupMoments.Pair(worst, columns.Length);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{known.Length} pairs, worst {data.Reference.Columns[columns[first]].Name}–{data.Reference.Columns[columns[second]].Name} {Similarity(real[worst], sampled[worst]):0.000} (r = {sampled[worst]:0.00}, really {real[worst]:0.00})"
        );
    }
}
