namespace Likeness.Evaluation.Pairs;

/// <summary>
/// Mean over pairs of columns of 1 − ½ Σ |R − S|, R and S the fractions of real and generated rows in the cells of two columns:
/// ten equal bins of a number, the levels of a category. It is not limited to linear dependence. Bins span the reference rows; values outside,
/// missing values, and levels other than the 50 most frequent have bins of their own. SDMetrics' quality report differs: see <see cref="SdMetrics.PairScores"/>.
/// </summary>
internal sealed class ContingencySimilarity : IMetric
{
    private const int Bins = 10;
    private const int MaxLevels = 50;
    private const int MaxPairs = 300; // larger numbers of pairs are subsampled

    public string Name => "Contingency similarity";

    public string Summary => "1 means equal joint histograms for all pairs of columns.";

    public string Source =>
        "SDMetrics, ContingencySimilarity, numbers in 10 equal bins of the real range, mean over pairs";

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
        int width = bins[second].Max() + 1;
        int count = (bins[first].Max() + 1) * width;
        int[] cells = [.. bins[first].Zip(bins[second], (a, b) => (a * width) + b)];
        int[] real = cells[..data.Reference.RowCount];
        int[] made = cells[data.RealRows..];
        return (
            Similarity(Fractions(real, null, count), Fractions(made, null, count)),
            [
                .. samples.Reference.Zip(
                    samples.Generated,
                    (a, b) => Similarity(Fractions(real, a, count), Fractions(made, b, count))
                ),
            ],
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

            return Fractions(chosen, null, count);
        }
    }

    private static byte[] BinsOf(EvaluationData data, int column)
    {
        double[] cells = [.. data.RealColumn(column), .. data.Generated.ColumnValues(column)];
        return data.Train.Columns[column].Kind.LevelCount > 0
            ? LevelBins(data.RealColumn(column), cells)
            : NumberBins(ColumnScale.Present(data.Reference, column), cells);
    }

    // 0 and 11 are the outer bins; numpy.histogram's ten bins lie between; 12 holds missing values.
    private static byte[] NumberBins(double[] reference, double[] cells)
    {
        var histogram = new Histogram(reference, Bins);
        double low = reference.DefaultIfEmpty().Min();
        return
        [
            .. cells.Select(value =>
                (byte)(
                    double.IsNaN(value) ? Bins + 2
                    : histogram.BinOf(value) is >= 0 and var bin ? bin + 1
                    : value < low ? 0
                    : Bins + 1
                )
            ),
        ];
    }

    // 0 holds missing values, 1 the levels that are rare in the real rows.
    private static byte[] LevelBins(double[] real, double[] cells)
    {
        var bins = real.Where(level => !double.IsNaN(level))
            .CountBy(level => level)
            .OrderByDescending(level => level.Value)
            .ThenBy(level => level.Key)
            .Take(MaxLevels)
            .Select((level, place) => (level.Key, place))
            .ToDictionary(one => one.Key, one => (byte)(one.place + 2));
        return [.. cells.Select(cell => double.IsNaN(cell) ? (byte)0 : bins.GetValueOrDefault(cell, (byte)1))];
    }

    private static double[] Fractions(int[] cells, int[]? times, int count)
    {
        var counts = new int[count];
        for (int i = 0; i < cells.Length; i++)
        {
            counts[cells[i]] += times is null ? 1 : times[i];
        }

        return Array.ConvertAll(counts, rows => rows / (double)cells.Length);
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
