using MathNet.Numerics;

namespace Likeness.Evaluation;

/// <summary>
/// Accuracy of a k-nearest-neighbour classifier that tells generated from reference rows, cross-fitted over five folds of
/// equally many rows of both, k the odd number at or below √(training rows). Under one distribution it is N(½, 1/(4n)).
/// Lopez-Paz and Oquab 2017, arXiv 1610.06545, section 3. Columns in training standard deviations.
/// </summary>
internal sealed class ClassifierTwoSample : IMetric
{
    private const int Folds = 5;
    private const int MostRepeats = 10; // each repeat classifies every row anew

    public string Name => "Classifier two-sample test";

    public string Summary =>
        "0.5: a classifier cannot tell samples from real rows; 1: it always can; well below 0.5: samples sit on real rows.";

    public string Source => "Lopez-Paz and Oquab 2017, arXiv 1610.06545, section 3 (C2ST-KNN), cross-fitted";

    public string Unit => "share";

    public Better Better => Better.NearFloor;

    public MetricGroup Group => MetricGroup.Distribution;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        int each = Math.Min(data.Reference.Rows, data.Generated.Rows);
        if (each < Folds)
        {
            return [];
        }

        int[] real = data.Random(EvaluationStream.Folds, 0).Permutation(data.Reference.Rows)[..each];
        int[] generated = data.Random(EvaluationStream.Folds, 1).Permutation(data.Generated.Rows)[..each];
        for (int i = 0; i < each; i++)
        {
            generated[i] += data.RealRows;
        }

        (double[] scores, int k) = Scores(data, real, generated);
        double[] correct = Correct(scores);
        double value = Spread.Mean(correct);
        Resamples draws = data.Resamples;
        int split = Math.Min(draws.ReferenceRows, draws.OtherRows);
        double[] repeats =
            split < Folds
                ? []
                :
                [
                    .. Enumerable
                        .Range(0, Math.Min(MostRepeats, draws.Splits.Length))
                        .Select(i =>
                            Scores(
                                data,
                                draws.SplitReference(i)[..split].ToArray(),
                                draws.SplitOther(i)[..split].ToArray()
                            )
                        )
                        .Select(found => Spread.Mean(Correct(found.Scores))),
                ];
        return
        [
            this.Result(value) with
            {
                Interval = RowStatistic.Interval(data, correct, Spread.Mean),
                Floor = Spread.Floor(repeats, split, split),
                PValue = 0.5 * SpecialFunctions.Erfc((value - 0.5) * Math.Sqrt(4.0 * correct.Length) / Math.Sqrt(2)),
                Note = $"{each} rows of each, k = {k}, AUC {Auc(scores):0.000}",
            },
        ];
    }

    /// <summary>
    /// The share of generated rows among the k nearest training rows, for each real row and then each generated row. Row i
    /// of either list belongs to fold i mod 5, and is judged by the other folds.
    /// </summary>
    internal static (double[] Scores, int K) Scores(EvaluationData data, int[] real, int[] generated)
    {
        int each = real.Length;
        var scores = new double[2 * each];
        int k = 0;
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] test = [.. Enumerable.Range(0, 2 * each).Where(i => i % each % Folds == fold)];
            int[] train = [.. Enumerable.Range(0, 2 * each).Where(i => i % each % Folds != fold)];
            k = (((int)Math.Sqrt(train.Length) - 1) / 2 * 2) + 1;
            NearestNeighbours found = NearestNeighbours.Find(
                data.Pooled.Select(Rows(test)),
                data.Pooled.Select(Rows(train)),
                k,
                excludeSelf: false,
                data
            );
            for (int i = 0; i < test.Length; i++)
            {
                int row = i;
                scores[test[i]] =
                    Enumerable.Range(0, k).Count(rank => train[found.Index(row, rank)] >= each) / (double)k;
            }
        }

        return (scores, k);

        int[] Rows(int[] members) => [.. members.Select(i => i < each ? real[i] : generated[i - each])];
    }

    // Real rows come first; k is odd, so that no vote is tied.
    internal static double[] Correct(double[] scores) =>
        [.. scores.Select((score, i) => score > 0.5 == i >= scores.Length / 2 ? 1.0 : 0.0)];

    /// <summary>The chance that a generated row scores above a real one, ties counted half.</summary>
    internal static double Auc(double[] scores)
    {
        int each = scores.Length / 2;
        double[] real = scores[..each];
        Array.Sort(real);
        double above = 0;
        foreach (double score in scores.AsSpan(each))
        {
            above += (Below(real, score, orEqual: false) + Below(real, score, orEqual: true)) / 2.0;
        }

        return above / ((double)each * each);
    }

    private static int Below(double[] sorted, double value, bool orEqual)
    {
        int low = 0,
            high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool below = orEqual ? sorted[middle] <= value : sorted[middle] < value;
            (low, high) = below ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
