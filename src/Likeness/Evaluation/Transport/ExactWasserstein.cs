namespace Likeness.Evaluation.Transport;

/// <summary>
/// W₂ = (min Σ plan·‖x−y‖²)^½ between the two samples, solved exactly with a proof of optimality; columns in training standard
/// deviations. It shrinks as n^(−1/d), so value and baseline are measured at the same sizes. The interval
/// resamples the potentials, whose variance is that of the cost (del Barrio and Loubes 2019, Ann. Probab. 47:2).
/// </summary>
internal sealed class ExactWasserstein : IMetric
{
    private const int MaxRepeats = 10; // each repeat solves the problem again

    public string Name => "Wasserstein-2 (exact)";

    public string Summary =>
        "Root mean squared distance of the optimal transport; never 0 for a finite sample, so compare with the baseline.";

    public string Source => "Villani 2003, eq. 5; solved as Jonker and Volgenant 1987; POT, emd2 (squared cost)";

    public string Unit => "standard deviations";

    public Better Better => Better.Lower;

    public MetricGroup Group => MetricGroup.Distribution;

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        Resamples samples = data.Resamples;
        int most = SampleCheck.Affordable(data.Settings.TransportRows, data.Reference.Width);
        int m = Math.Min(most, samples.ReferenceRows);
        int n = Math.Min(most, samples.OtherRows);
        int repeats = Math.Min(MaxRepeats, samples.Splits.Length);
        var plans = new TransportPlan[repeats + 1];
        data.Parallel(
            plans.Length,
            i =>
                plans[i] = TransportPlan.Between(
                    data.Pooled.TakeRows(i == 0 ? Reference(data, m) : samples.SplitReference(i - 1)[..m]),
                    data.Pooled.TakeRows(i == 0 ? Generated(data, n) : samples.SplitOther(i - 1)[..n]),
                    data.Cancellation
                )
        );
        TransportPlan plan = plans[0];
        double value = Math.Sqrt(plan.Cost);
        return
        [
            this.Result(value) with
            {
                Baseline = Spread.Baseline([.. plans.Skip(1).Select(repeat => Math.Sqrt(repeat.Cost))], m, n),
                Interval = Spread.Interval(value, Resampled(data, plan)),
                Note = $"{Numeral.Whole(m)} against {Numeral.Whole(n)} rows; {Accuracy(plan.Cost - plan.LowerBound)}",
            },
        ];
    }

    private static string Accuracy(double gap) =>
        gap > 0 ? $"the transport cost is within {Numeral.Short(gap, 1)} of the optimum" : "optimal transport plan";

    private static int[] Reference(EvaluationData data, int count) =>
        data.Random(EvaluationStream.Transport, 0).Permutation(data.Reference.RowCount)[..count];

    private static int[] Generated(EvaluationData data, int count) =>
        [
            .. data.Random(EvaluationStream.Transport, 1)
                .Permutation(data.Generated.RowCount)
                .Take(count)
                .Select(row => data.RealRows + row),
        ];

    private static double[] Resampled(EvaluationData data, TransportPlan plan) =>
        [
            .. RowStatistic
                .Bootstrap(data, EvaluationStream.BootstrapReference, plan.First, Spread.Mean)
                .Zip(
                    RowStatistic.Bootstrap(data, EvaluationStream.BootstrapGenerated, plan.Second, Spread.Mean),
                    (first, second) => Math.Sqrt(Math.Max(0, first + second))
                ),
        ];
}
