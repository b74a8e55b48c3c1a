namespace Likeness.Evaluation;

/// <summary>A statistic of the counts of real and generated rows in each of <see cref="RealCells"/>, with its baseline and interval.</summary>
internal static class CellStatistic
{
    public static IReadOnlyList<MetricResult> Compute(
        IMetric metric,
        EvaluationData data,
        Func<int[], int[], double> statistic,
        Func<int[], int[], string> note
    )
    {
        RealCells cells = data.Cells;
        Resamples samples = data.Resamples;
        int[] reference = cells.OfReal[..data.Reference.RowCount];
        int[] real = cells.Counts(reference);
        int[] made = cells.Counts(cells.OfGenerated);
        double value = statistic(real, made);
        double[] resampled =
        [
            .. samples.Reference.Zip(
                samples.Generated,
                (first, second) => statistic(Weighed(reference, first), Weighed(cells.OfGenerated, second))
            ),
        ];
        double[] repeats =
        [
            .. Enumerable
                .Range(0, samples.Splits.Length)
                .Select(i => statistic(Of(samples.SplitReference(i)), Of(samples.SplitOther(i)))),
        ];
        return
        [
            metric.Result(value) with
            {
                Interval = Spread.Interval(value, resampled),
                Baseline = samples.Baseline(repeats),
                Note = note(real, made),
            },
        ];

        int[] Of(ReadOnlySpan<int> rows)
        {
            var counts = new int[cells.Count];
            foreach (int row in rows)
            {
                counts[cells.OfReal[row]]++;
            }

            return counts;
        }

        int[] Weighed(int[] members, int[] times)
        {
            var counts = new int[cells.Count];
            for (int row = 0; row < members.Length; row++)
            {
                counts[members[row]] += times[row];
            }

            return counts;
        }
    }
}
