using Likeness.Evaluation.Novelty;

namespace Likeness.Evaluation;

/// <summary>
/// Do the samples lie closer to the training rows than to unseen rows? A real row outside both sets has its
/// nearest real row among the n training rows, not the h test rows, with probability p₀ = n/(n + h). The score
/// is min(1, (1 − fraction)/(1 − p₀)): SDMetrics' min(1, 2·(1 − fraction)) for n = h, and comparable for n ≠ h.
/// </summary>
internal sealed class OverfittingProtection : IMetric
{
    public string Name => "DCR overfitting protection";

    public string Summary =>
        "1 means the samples lie no closer to training rows than to unseen ones; 0 means that every sample is closer to a training row.";

    public string Source =>
        "SDMetrics, DCROverfittingProtection; distances in training standard deviations, any two sizes";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Novelty;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        if (data.Test is null)
        {
            return [];
        }

        double expected = Expected(data.Train.RowCount, data.Test.RowCount);
        double[] closer = data.Search.CloserToTrain();
        return
        [
            this.Result(Score(Spread.Mean(closer), expected)) with
            {
                Interval = RowStatistic.Interval(data, closer, rows => Score(Spread.Mean(rows), expected)),
                Baseline = Floor(data),
                Note = $"{Spread.Mean(closer):P1} of the samples are closer to training rows; {expected:P1} is ideal",
            },
        ];
    }

    /// <summary>The fraction expected of real rows of neither sample.</summary>
    internal static double Expected(int train, int test) => (double)train / (train + test);

    internal static double Score(double fraction, double expected) => Math.Min(1, (1 - fraction) / (1 - expected));

    // Real rows take all three roles: a third of them as samples, the others as training and test rows in proportion.
    private static RealBaseline? Floor(EvaluationData data)
    {
        int others = Math.Min(data.Generated.RowCount, data.RealRows / 3);
        int held = Math.Max(1, (int)((long)(data.RealRows - others) * data.Test!.RowCount / data.RealRows));
        int train = data.RealRows - others - held;
        if (others == 0 || train < 1)
        {
            return null;
        }

        var repeats = new double[data.Settings.BaselineRepeats];
        var parts = new RowPart[data.RealRows];
        for (int i = 0; i < repeats.Length; i++)
        {
            int[] order = data.Random(EvaluationStream.Splits, i).Permutation(data.RealRows);
            for (int place = 0; place < order.Length; place++)
            {
                parts[order[place]] =
                    place < train ? RowPart.First
                    : place < train + held ? RowPart.Second
                    : RowPart.Neither;
            }

            repeats[i] = Score(
                Spread.Mean(data.Search.IsNearerToFirst(order.AsSpan(^others..), parts)),
                Expected(train, held)
            );
        }

        return Spread.Baseline(repeats, train + held, others);
    }
}
