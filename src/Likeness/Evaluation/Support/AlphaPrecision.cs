namespace Likeness.Evaluation.Support;

/// <summary>
/// 1 − 2 ∫ |P_α − α| dα, P_α the fraction of generated rows in the real rows' α-support. Alaa et al. 2022, arXiv 2102.08921,
/// equations 3 and 6, integrated exactly; <see cref="SupportLevels"/> defines the supports.
/// </summary>
internal sealed class AlphaPrecision : IMetric
{
    public string Name => "α-precision";

    public string Summary =>
        "1: samples are typical and outlying as often as real rows; 0: all are typical or all are outlying.";

    public string Source =>
        "Alaa et al. 2022, arXiv 2102.08921, eq. 3 and 6 (times 2, as there); supports are balls around the mean of standardised columns";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Coverage;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        Resamples samples = data.Resamples;
        double[] levels = Levels(data.ReferenceRows, data.GeneratedRows);
        var repeats = new double[samples.Splits.Length];
        data.Parallel(
            repeats.Length,
            i =>
                repeats[i] = SupportLevels.Score(
                    Levels(data.Pooled.TakeRows(samples.SplitReference(i)), data.Pooled.TakeRows(samples.SplitOther(i)))
                )
        );
        return
        [
            this.Result(SupportLevels.Score(levels)) with
            {
                Interval = RowStatistic.Interval(data, levels, SupportLevels.Score),
                Baseline = samples.Baseline(repeats),
            },
        ];
    }

    /// <summary>The smallest α at which each generated row is in the real rows' support.</summary>
    internal static double[] Levels(PointCloud real, PointCloud generated) => SupportLevels.Compute(real, generated);
}
