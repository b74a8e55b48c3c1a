namespace Likeness.Evaluation;

/// <summary>Measures <see cref="Neighbourhoods"/> once for the four metrics that are means over them.</summary>
internal sealed class NeighbourhoodShares
{
    // Each repeat searches all pairs again.
    private const int MostRepeats = 20;

    private readonly EvaluationData data;
    private readonly Neighbourhoods measured;
    private readonly Neighbourhoods[] repeats;

    public NeighbourhoodShares(EvaluationData data)
    {
        this.data = data;
        PointCloud pooled = data.Pooled;
        measured = Neighbourhoods.Measure(data.ReferenceRows, data.GeneratedRows, data);
        Resamples draws = data.Resamples;
        repeats =
            Math.Min(draws.ReferenceRows, draws.OtherRows) < 2
                ? []
                :
                [
                    .. Enumerable
                        .Range(0, Math.Min(MostRepeats, draws.Splits.Length))
                        .Select(i =>
                            Neighbourhoods.Measure(
                                pooled.Select(draws.SplitReference(i)),
                                pooled.Select(draws.SplitOther(i)),
                                data
                            )
                        ),
                ];
    }

    public IReadOnlyList<MetricResult> Result(IMetric metric, Func<Neighbourhoods, double[]> rows) =>
        [
            metric.Result(Spread.Mean(rows(measured))) with
            {
                Interval = RowStatistic.Interval(data, rows(measured), Spread.Mean),
                Floor = data.Resamples.Floor([.. repeats.Select(repeat => Spread.Mean(rows(repeat)))]),
                Note =
                    $"k = {Math.Min(data.Settings.Neighbours, Math.Min(data.Reference.Rows, data.Generated.Rows) - 1)}",
            },
        ];
}
