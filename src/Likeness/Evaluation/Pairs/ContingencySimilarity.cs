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
        Resamples samples = data.Resamples;
        var ofReference = ResampleCounts.FromCounts(data.Reference.RowCount, samples.Reference);
        var ofGenerated = ResampleCounts.FromCounts(data.Generated.RowCount, samples.Generated);
        var first = ResampleCounts.FromParts(
            data.RealRows,
            samples.Splits.Length,
            i => samples.SplitReference(i).ToArray()
        );
        var second = ResampleCounts.FromParts(
            data.RealRows,
            samples.Splits.Length,
            i => samples.SplitOther(i).ToArray()
        );
        data.Parallel(
            pairs.Length,
            i =>
            {
                var (cells, count) = Cells(bins, GroupMoments.Pair(pairs[i], width));
                ReadOnlySpan<int> reference = cells.AsSpan(0, data.Reference.RowCount);
                ReadOnlySpan<int> real = cells.AsSpan(0, data.RealRows);
                ReadOnlySpan<int> generated = cells.AsSpan(data.RealRows);
                values[i] = Similarity(Fractions(reference, count), Fractions(generated, count));
                resampled[i] = Similarities(
                    ofReference,
                    ofReference.InCells(reference, count),
                    reference.Length,
                    ofGenerated.InCells(generated, count),
                    generated.Length
                );
                repeats[i] = Similarities(
                    first,
                    first.InCells(real, count),
                    samples.ReferenceRows,
                    second.InCells(real, count),
                    samples.OtherRows
                );
            }
        );
        int worst = Enumerable.Range(0, pairs.Length).MinBy(i => values[i]);
        (int one, int other) = GroupMoments.Pair(pairs[worst], width);
        double value = Spread.Mean(values);
        return
        [
            this.Result(value) with
            {
                Interval = Spread.Interval(value, MeanOver(resampled)),
                Baseline = data.Resamples.Baseline(MeanOver(repeats)),
                Note = FormattableString.Invariant(
                    $"{pairs.Length} of {all} pairs, worst {data.Reference.Columns[one].Name}–{data.Reference.Columns[other].Name} {values[worst]:0.000}"
                ),
            },
        ];
    }

    // The cell of each row in the table of two columns, and the number of cells.
    private static (int[] Cells, int Count) Cells(byte[][] bins, (int First, int Second) pair)
    {
        int width = bins[pair.Second].Max() + 1;
        return (
            [.. bins[pair.First].Zip(bins[pair.Second], (a, b) => (a * width) + b)],
            (bins[pair.First].Max() + 1) * width
        );
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

    private static double[] Fractions(ReadOnlySpan<int> cells, int count)
    {
        var counts = new int[count];
        foreach (int cell in cells)
        {
            counts[cell]++;
        }

        int rows = cells.Length;
        return Array.ConvertAll(counts, some => some / (double)rows);
    }

    // One for each resample.
    private static double[] Similarities(
        ResampleCounts resamples,
        int[] real,
        double realRows,
        int[] made,
        double madeRows
    )
    {
        var differences = new double[resamples.Times];
        for (int cell = 0; cell < real.Length; cell += resamples.Stride)
        {
            ReadOnlySpan<int> left = real.AsSpan(cell, resamples.Stride);
            ReadOnlySpan<int> right = made.AsSpan(cell, resamples.Stride);
            if (!left.ContainsAnyExcept(0) && !right.ContainsAnyExcept(0))
            {
                continue;
            }

            for (int i = 0; i < differences.Length; i++)
            {
                differences[i] += Math.Abs((left[i] / realRows) - (right[i] / madeRows));
            }
        }

        return Array.ConvertAll(differences, difference => 1 - (difference / 2));
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
