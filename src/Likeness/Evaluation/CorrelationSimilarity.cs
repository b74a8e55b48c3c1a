namespace Likeness.Evaluation;

/// <summary>
/// Mean over pairs of columns of 1 − |r_generated − r_real| / 2, r Pearson's correlation: SDMetrics' Column Pair Trends for
/// numbers. Pairs with a constant column have no correlation and are left out. Bootstrap and floor draw groups of rows.
/// </summary>
internal sealed class CorrelationSimilarity : IMetric
{
    private const double RealTrend = 0.3;

    public string Name => "Correlation similarity";

    public string Summary => "1 means that columns move together as they really do.";

    public string Source => "SDMetrics, CorrelationSimilarity (Pearson), mean over pairs";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Columns;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        RowGroups groups = data.Groups;
        var moments = new GroupMoments(data.Pooled, groups);
        int[] reference = [.. Enumerable.Range(0, groups.Reference)];
        int[] generated = [.. Enumerable.Range(groups.Real, groups.Count - groups.Real)];
        double[] real = moments.Correlations(reference);
        double[] drawn = moments.Correlations(generated);
        double value = Mean(real, drawn);
        var resampled = new double[data.Settings.Resamples];
        data.Parallel(
            resampled.Length,
            i =>
            {
                var random = data.Random(EvaluationStream.BootstrapGroups, i);
                resampled[i] = Mean(
                    moments.Correlations([.. reference.Select(_ => reference[random.NextInt(reference.Length)])]),
                    moments.Correlations([.. generated.Select(_ => generated[random.NextInt(generated.Length)])])
                );
            }
        );
        return
        [
            this.Result(value) with
            {
                Interval = Spread.Interval(value, resampled),
                Floor = Floor(data, moments),
                Note = Note(data, real, drawn),
            },
        ];
    }

    private static SamplingFloor? Floor(EvaluationData data, GroupMoments moments)
    {
        int reference = Math.Max(1, data.Resamples.ReferenceRows / data.Groups.Size);
        int other = Math.Min(data.Resamples.OtherRows / data.Groups.Size, data.Groups.Real - reference);
        if (other < 1)
        {
            return null;
        }

        var repeats = new double[data.Settings.FloorRepeats];
        data.Parallel(
            repeats.Length,
            i =>
            {
                int[] order = data.Random(EvaluationStream.Splits, i).Permutation(data.Groups.Real);
                repeats[i] = Mean(
                    moments.Correlations(order.AsSpan(0, reference)),
                    moments.Correlations(order.AsSpan(reference, other))
                );
            }
        );
        return data.Resamples.Floor([.. repeats.Where(double.IsFinite)]);
    }

    private static double Mean(double[] real, double[] generated)
    {
        double[] pairs =
        [
            .. real.Zip(generated, (r, s) => 1 - (Math.Abs(r - s) / 2)).Where(similarity => !double.IsNaN(similarity)),
        ];
        return pairs.Length == 0 ? double.NaN : pairs.Average();
    }

    private static string? Note(EvaluationData data, double[] real, double[] generated)
    {
        int worst = -1,
            trends = 0;
        double lowest = double.PositiveInfinity,
            sum = 0;
        for (int pair = 0; pair < real.Length; pair++)
        {
            double similarity = 1 - (Math.Abs(real[pair] - generated[pair]) / 2);
            if (similarity < lowest)
            {
                (worst, lowest) = (pair, similarity);
            }

            if (Math.Abs(real[pair]) >= RealTrend && !double.IsNaN(similarity))
            {
                sum += similarity;
                trends++;
            }
        }

        if (worst < 0)
        {
            return null;
        }

        (int first, int second) = GroupMoments.Pair(worst, data.Reference.Width);
        string names = $"{data.Reference.Columns[first].Name}–{data.Reference.Columns[second].Name}";
        return $"worst pair {names} {lowest:0.000}"
            + (
                trends == 0
                    ? ""
                    : $"; over the {trends} pairs with a real |r| of {RealTrend} or more: {sum / trends:0.000}"
            );
    }
}
