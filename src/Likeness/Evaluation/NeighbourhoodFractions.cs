namespace Likeness.Evaluation;

/// <summary>Measures <see cref="Neighbourhoods"/> once for the four metrics that are means over them.</summary>
internal sealed class NeighbourhoodFractions
{
    // With more rows, repeats vary less.
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
        Resamples samples = data.Resamples;
        int splits =
            Math.Min(samples.ReferenceRows, samples.OtherRows) < 2
                ? 0
                : Math.Min(Repeats(samples), samples.Splits.Length);
        var lists = data.Lists;
        var found = new Neighbourhoods[1 + splits];
        data.Parallel(
            found.Length,
            i =>
                found[i] =
                    i == 0
                        ? Neighbourhoods.Measure(
                            lists,
                            [.. Enumerable.Range(0, data.Reference.RowCount)],
                            [.. Enumerable.Range(data.RealRows, data.Generated.RowCount)],
                            data
                        )
                        : Neighbourhoods.Measure(
                            lists,
                            samples.SplitReference(i - 1).ToArray(),
                            samples.SplitOther(i - 1).ToArray(),
                            data
                        )
        );
        measured = found[0];
        repeats = found[1..];
    }

    /// <summary>How many neighbours are sought among the rows of a part, and the smallest part's fraction of all rows.</summary>
    public static (int Neighbours, double Part) Wanted(EvaluationData data)
    {
        var (reference, other) = (data.Resamples.ReferenceRows, data.Resamples.OtherRows);
        int[] parts = [reference, other, data.Reference.RowCount, data.Generated.RowCount];
        return (data.Settings.Neighbours, parts.Min() / (double)data.Pooled.RowCount);
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
