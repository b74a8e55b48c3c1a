namespace Likeness.Evaluation.Pairs;

/// <summary>
/// Mean over pairs of columns of 1 − ½ Σ |R − S|, R and S the fractions of real and generated rows in the 10 × 10 cells of
/// ten equal bins per column: SDMetrics' Column Pair Trends for binned numbers, which is not limited to linear dependence.
/// Bins span the reference rows; values outside are counted in bins of their own.
/// </summary>
internal sealed class ContingencySimilarity : IMetric
{
    private const int Bins = 10;
    private const int MaxPairs = 300; // larger numbers of pairs are subsampled

    public string Name => "Contingency similarity";

    public string Summary => "1 means equal joint histograms for all pairs of columns.";

    public string Source => "SDMetrics, ContingencySimilarity, numbers in 10 equal bins, mean over pairs";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Columns;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        int width = data.Reference.Width;
        int all = width * (width - 1) / 2;
        if (all == 0)
        {
            return [];
        }

        int[] pairs =
            all <= MaxPairs
                ? [.. Enumerable.Range(0, all)]
                : data.Random(EvaluationStream.Pairs).Permutation(all)[..MaxPairs];
        byte[][] bins = [.. Enumerable.Range(0, width).Select(column => BinsOf(data, column))];
        var values = new double[pairs.Length];
        var resampled = new double[pairs.Length][];
        var repeats = new double[pairs.Length][];
        data.Parallel(pairs.Length, i => (values[i], resampled[i], repeats[i]) = Measure(data, bins, pairs[i]));
        int worst = Enumerable.Range(0, pairs.Length).MinBy(i => values[i]);
        (int first, int second) = GroupMoments.Pair(pairs[worst], width);
        double value = Spread.Mean(values);
        return
        [
            this.Result(value) with
            {
                Interval = Spread.Interval(value, MeanOver(resampled)),
                Baseline = data.Resamples.Baseline(MeanOver(repeats)),
                Note = FormattableString.Invariant(
                    $"{pairs.Length} of {all} pairs, worst {data.Reference.Columns[first].Name}–{data.Reference.Columns[second].Name} {values[worst]:0.000}"
                ),
            },
        ];
    }

    private static (double Value, double[] Resampled, double[] Repeats) Measure(
        EvaluationData data,
        byte[][] bins,
        int pair
    )
    {
        Resamples samples = data.Resamples;
        (int first, int second) = GroupMoments.Pair(pair, data.Reference.Width);
        int[] cells = [.. bins[first].Zip(bins[second], (a, b) => (a * (Bins + 2)) + b)];
        int[] real = cells[..data.Reference.RowCount];
        int[] made = cells[data.RealRows..];
        return (
            Similarity(Fractions(real, null), Fractions(made, null)),
            [.. samples.Reference.Zip(samples.Generated, (a, b) => Similarity(Fractions(real, a), Fractions(made, b)))],
            [
                .. Enumerable
                    .Range(0, samples.Splits.Length)
                    .Select(i => Similarity(Of(samples.SplitReference(i)), Of(samples.SplitOther(i)))),
            ]
        );

        double[] Of(ReadOnlySpan<int> rows)
        {
            var chosen = new int[rows.Length];
            for (int i = 0; i < chosen.Length; i++)
            {
                chosen[i] = cells[rows[i]];
            }

            return Fractions(chosen, null);
        }
    }

    // 0 and 11 are the outer bins; numpy.histogram's ten bins lie between.
    private static byte[] BinsOf(EvaluationData data, int column)
    {
        var histogram = new Histogram(data.Reference.ColumnValues(column), Bins);
        double low = data.Reference.ColumnValues(column).Min();
        return
        [
            .. data.RealColumn(column)
                .Concat(data.Generated.ColumnValues(column))
                .Select(value =>
                    (byte)(
                        histogram.BinOf(value) is >= 0 and var bin ? bin + 1
                        : value < low ? 0
                        : Bins + 1
                    )
                ),
        ];
    }

    private static double[] Fractions(int[] cells, int[]? times)
    {
        var fractions = new double[(Bins + 2) * (Bins + 2)];
        for (int i = 0; i < cells.Length; i++)
        {
            fractions[cells[i]] += (times?[i] ?? 1) / (double)cells.Length;
        }

        return fractions;
    }

    private static double Similarity(double[] real, double[] made)
    {
        double difference = 0;
        for (int cell = 0; cell < real.Length; cell++)
        {
            difference += Math.Abs(real[cell] - made[cell]);
        }

        return 1 - (difference / 2);
    }

    private static double[] MeanOver(double[][] pairs) =>
        [.. Enumerable.Range(0, pairs[0].Length).Select(i => pairs.Average(pair => pair[i]))];
}
