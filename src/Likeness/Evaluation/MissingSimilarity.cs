namespace Likeness.Evaluation;

/// <summary>1 − the difference of the fractions of missing values, for each column with missing values: SDMetrics' MissingValueSimilarity.</summary>
internal sealed class MissingSimilarity : IMetric
{
    public string Name => "Missing value similarity";

    public string Summary => "1 means that values are missing as often as in the real column.";

    public string Source => "SDMetrics, MissingValueSimilarity";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Columns;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        [
            .. Enumerable
                .Range(0, data.Train.Width)
                .Where(column => HasMissing(data, column))
                .Select(column => Measure(data, column)),
        ];

    private static bool HasMissing(EvaluationData data, int column) =>
        ColumnScale.HasMissing(data.Train, column)
        || ColumnScale.HasMissing(data.Generated, column)
        || (data.Test is { } test && ColumnScale.HasMissing(test, column));

    private MetricResult Measure(EvaluationData data, int column)
    {
        Resamples samples = data.Resamples;
        bool[] reference = [.. data.Reference.ColumnValues(column).Select(double.IsNaN)];
        bool[] generated = [.. data.Generated.ColumnValues(column).Select(double.IsNaN)];
        bool[] real = [.. data.RealColumn(column).Select(double.IsNaN)];
        double value = Similarity(Fraction(reference), Fraction(generated));
        double[] resampled =
        [
            .. samples.Reference.Zip(
                samples.Generated,
                (a, b) => Similarity(Weighed(reference, a), Weighed(generated, b))
            ),
        ];
        double[] repeats =
        [
            .. Enumerable
                .Range(0, samples.Splits.Length)
                .Select(i => Similarity(Of(samples.SplitReference(i)), Of(samples.SplitOther(i)))),
        ];
        return this.Result(value, data.Reference.Columns[column].Name) with
        {
            Baseline = samples.Baseline(repeats),
            Interval = Spread.Interval(value, resampled),
            Note =
                $"{Fraction(generated):P1} of the generated values and {Fraction(reference):P1} of the real ones are missing",
        };

        double Of(ReadOnlySpan<int> rows)
        {
            int missing = 0;
            foreach (int row in rows)
            {
                missing += real[row] ? 1 : 0;
            }

            return missing / (double)rows.Length;
        }
    }

    private static double Similarity(double real, double generated) => 1 - Math.Abs(real - generated);

    private static double Fraction(bool[] missing) => missing.Count(one => one) / (double)missing.Length;

    private static double Weighed(bool[] missing, int[] times)
    {
        long sum = 0;
        for (int row = 0; row < times.Length; row++)
        {
            sum += missing[row] ? times[row] : 0;
        }

        return sum / (double)missing.Length;
    }
}
