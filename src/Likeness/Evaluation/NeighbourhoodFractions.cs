namespace Likeness.Evaluation;

/// <summary>Measures <see cref="Neighbourhoods"/> once for the four metrics that are means over them.</summary>
internal sealed class NeighbourhoodFractions
{
    // Each repeat searches all pairs again; with more rows, repeats vary less.
    private const int MaxRepeats = 20;
    private const int MinRepeats = 5;
    private const double PairsOfAllRepeats = 1.5e8;
    private const double MaxEmptyBalls = 0.5;

    private readonly EvaluationData data;
    private readonly Neighbourhoods measured;
    private readonly Neighbourhoods[] repeats;

    public NeighbourhoodFractions(EvaluationData data)
    {
        this.data = data;
        PointCloud pooled = data.Pooled;
        measured = Neighbourhoods.Measure(data.ReferenceRows, data.GeneratedRows, data);
        Resamples samples = data.Resamples;
        repeats =
            Math.Min(samples.ReferenceRows, samples.OtherRows) < 2
                ? []
                :
                [
                    .. Enumerable
                        .Range(0, Math.Min(Repeats(samples), samples.Splits.Length))
                        .Select(i =>
                            Neighbourhoods.Measure(
                                pooled.TakeRows(samples.SplitReference(i)),
                                pooled.TakeRows(samples.SplitOther(i)),
                                data
                            )
                        ),
                ];
    }

    /// <summary>The warning that the metrics say nothing where most rows repeat, as no row lies strictly inside an empty ball; null if they say something.</summary>
    public string? Warning =>
        measured.EmptyBalls <= MaxEmptyBalls
            ? null
            : $"Precision, recall, density and coverage say nothing here: {Numeral.Percent(measured.EmptyBalls)} of the real rows equal {Neighbours} others, so that their neighbourhoods are empty, for real rows as for samples.";

    private int Neighbours =>
        Math.Min(data.Settings.Neighbours, Math.Min(data.Reference.RowCount, data.Generated.RowCount) - 1);

    private static int Repeats(Resamples samples)
    {
        double pairs = (double)samples.ReferenceRows * samples.OtherRows;
        return Math.Clamp((int)(PairsOfAllRepeats / pairs), MinRepeats, MaxRepeats);
    }

    public IReadOnlyList<MetricResult> Result(IMetric metric, Func<Neighbourhoods, double[]> rows) =>
        [
            metric.Result(Spread.Mean(rows(measured))) with
            {
                Interval =
                    metric.Unit == "fraction"
                        ? RowStatistic.OfFraction(data, rows(measured))
                        : RowStatistic.Interval(data, rows(measured), Spread.Mean),
                Baseline = data.Resamples.Baseline([.. repeats.Select(repeat => Spread.Mean(rows(repeat)))]),
                Note = $"k = {Neighbours}",
            },
        ];
}
