namespace Likeness.Evaluation.Support;

/// <summary>
/// 1 − 2 ∫ |R_β − β| dβ, R_β the fraction of real rows whose closest generated row lies within their distance to their k-th
/// nearest real row and in the generated rows' β-support. Alaa et al. 2022, arXiv 2102.08921, equations 4, 6 and 9, integrated
/// exactly. The closest of all generated rows is used, as in the authors' code; the text uses the closest row of the
/// support, which for k > 1 exists nearly everywhere.
/// </summary>
internal sealed class BetaRecall : IMetric
{
    private const int MaxRepeats = 5; // each repeat searches all pairs again

    public string Name => "β-recall";

    public string Summary =>
        "Near the baseline: both typical and rare real rows have samples nearby; low: rare rows are missed.";

    public string Source =>
        "Alaa et al. 2022, arXiv 2102.08921, eq. 4, 6 and 9 (times 2, as there); balls around the mean of standardised columns, the closest sample as in the authors' code";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Coverage;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        Resamples samples = data.Resamples;
        double[] levels = Levels(data.ReferenceRows, data.GeneratedRows, data);
        double[] repeats =
            samples.ReferenceRows < 2
                ? []
                :
                [
                    .. Enumerable
                        .Range(0, Math.Min(MaxRepeats, samples.Splits.Length))
                        .Select(i =>
                            Levels(
                                data.Pooled.TakeRows(samples.SplitReference(i)),
                                data.Pooled.TakeRows(samples.SplitOther(i)),
                                data
                            )
                        )
                        .Select(split => SupportLevels.Score(split)),
                ];
        return
        [
            this.Result(SupportLevels.Score(levels)) with
            {
                Interval = RowStatistic.Interval(data, levels, SupportLevels.Score),
                Baseline = samples.Baseline(repeats),
                Note = $"k = {Neighbours(data.Reference.RowCount, data)}",
            },
        ];
    }

    /// <summary>The smallest β whose support contains each real row's closest generated row; +∞ if that is not near.</summary>
    internal static double[] Levels(PointCloud real, PointCloud generated, EvaluationData data)
    {
        int k = Neighbours(real.RowCount, data);
        NearestNeighbours own = NearestNeighbours.Find(real, real, k, excludeSelf: true, data);
        NearestNeighbours closest = NearestNeighbours.Find(real, generated, 1, excludeSelf: false, data);
        double[] supports = SupportLevels.Compute(generated, generated);
        return
        [
            .. Enumerable
                .Range(0, real.RowCount)
                .Select(row =>
                    closest.Squared(row, 0) <= own.Squared(row, k - 1)
                        ? supports[closest.Index(row, 0)]
                        : double.PositiveInfinity
                ),
        ];
    }

    private static int Neighbours(int rows, EvaluationData data) => Math.Min(data.Settings.Neighbours, rows - 1);
}
