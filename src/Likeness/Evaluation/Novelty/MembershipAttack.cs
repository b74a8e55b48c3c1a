using Likeness.Numerics;

namespace Likeness.Evaluation.Novelty;

/// <summary>
/// The success of a membership inference attack that has only the samples: the area under the ROC curve of minus the
/// distance to the closest sample. Chen et al. 2020, GAN-Leaks, arXiv 1909.03935, section 4.2 (full black box). The p-value
/// and the baseline permute the memberships of the same rows.
/// </summary>
internal sealed class MembershipAttack : IMetric
{
    public string Name => "Membership inference";

    public string Summary => "0.5: the samples do not reveal which rows are training rows; 1: they reveal all of them.";

    public string Source => "Chen et al. 2020, GAN-Leaks, arXiv 1909.03935, section 4.2; area under the ROC curve";

    public string Unit => "AUC";

    public Better Better => Better.Lower;

    public MetricGroup Group => MetricGroup.Novelty;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        if (data.Test is not { } test)
        {
            return [];
        }

        double[] closeness = Closeness(data);
        double[] unseen = closeness[..test.RowCount];
        double[] trained = closeness[test.RowCount..];
        double value = RocAuc.Compute(unseen, trained);
        double[] ranks = MeanRanks.Of(closeness);
        var permuted = new double[Math.Max(data.Settings.Permutations, data.Settings.BaselineRepeats)];
        data.Parallel(permuted.Length, i => permuted[i] = Permuted(data, ranks, trained.Length, i));
        double[] tested = permuted[..data.Settings.Permutations];
        return
        [
            this.Result(value) with
            {
                Interval = Spread.Interval(value, Resampled(data, unseen, trained)),
                Baseline = Spread.Baseline(
                    permuted.AsSpan(0, data.Settings.BaselineRepeats),
                    trained.Length,
                    unseen.Length
                ),
                PValue = (1.0 + tested.Count(chance => chance >= value)) / (1 + tested.Length),
            },
        ];
    }

    /// <summary>Minus the squared distance of each test and then of each training row to its closest generated row.</summary>
    internal static double[] Closeness(EvaluationData data)
    {
        PointCloud real = data.Pooled.TakeRows([.. Enumerable.Range(0, data.RealRows)]);
        var found = NearestNeighbours.Find(real, data.GeneratedRows, 1, excludeSelf: false, data);
        return [.. Enumerable.Range(0, real.RowCount).Select(row => -found.Squared(row, 0))];
    }

    private static double Permuted(EvaluationData data, double[] ranks, int trained, int index)
    {
        int[] order = data.Random(EvaluationStream.Memberships, index).Permutation(ranks.Length);
        double sum = 0;
        foreach (int row in order.AsSpan(0, trained))
        {
            sum += ranks[row];
        }

        return RocAuc.FromRanks(sum, trained, ranks.Length - trained);
    }

    private static double[] Resampled(EvaluationData data, double[] unseen, double[] trained)
    {
        var resampled = new double[data.Settings.Resamples];
        data.Parallel(
            resampled.Length,
            i =>
            {
                var random = data.Random(EvaluationStream.BootstrapRows, i);
                resampled[i] = RocAuc.Compute(
                    [.. unseen.Select(_ => unseen[random.NextInt(unseen.Length)])],
                    [.. trained.Select(_ => trained[random.NextInt(trained.Length)])]
                );
            }
        );
        return resampled;
    }
}
