using MathNet.Numerics;

namespace Likeness.Evaluation.Classifiers;

/// <summary>
/// Accuracy of a classifier that separates generated from reference rows, cross-fitted over five folds with equally many rows of
/// both: each row is scored by a classifier that was not trained on it. Under one distribution the accuracy is N(½, 1/(4n)), and
/// the p-value is one-sided. Lopez-Paz and Oquab 2017, arXiv 1610.06545, section 3. Columns in training standard deviations.
/// The area under the ROC curve of all folds' scores comes with DeLong's interval and a real-vs-real baseline of its own.
/// A classifier derives from this class and defines its scores.
/// </summary>
internal abstract class ClassifierTwoSample : IMetric
{
    // Each repeat of the baseline fits and scores every fold again; few rows take little time and vary more.
    private const int MinRepeats = 5;
    private const int MaxRepeats = 10;
    private const int RowsOfAllRepeats = 5000;

    public abstract string Name { get; }

    public abstract string Source { get; }

    public virtual string Summary =>
        "0.5: the classifier cannot separate samples from real rows; 1: it always can; well below 0.5: samples nearly coincide with real rows.";

    public string Unit => "fraction";

    public Better Better => Better.NearBaseline;

    public MetricGroup Group => MetricGroup.Distribution;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        int each = ClassifierFolds.Each(data);
        if (each < ClassifierFolds.Count)
        {
            return [];
        }

        Resamples samples = data.Resamples;
        int split = Math.Min(data.Settings.ClassifierRows, Math.Min(samples.ReferenceRows, samples.OtherRows));
        int repeats =
            split < ClassifierFolds.Count
                ? 0
                : Math.Min(Math.Clamp(RowsOfAllRepeats / split, MinRepeats, MaxRepeats), samples.Splits.Length);
        var folds = data.Folds;
        double[][] scores =
        [
            .. Enumerable.Range(0, 1 + repeats).Select(i => ClassifierFolds.Blank(2 * (i == 0 ? each : split))),
        ];
        data.Parallel(
            scores.Length * ClassifierFolds.Count,
            piece =>
            {
                (int repeat, int fold) = Math.DivRem(piece, ClassifierFolds.Count);
                var divided = repeat == 0 ? folds : Repeat(repeat - 1);
                ScoreFold(data, divided, fold, piece, scores[repeat]);
            }
        );
        double[] correct = Correct(scores[0]);
        double value = Spread.Mean(correct);
        return
        [
            this.Result(value) with
            {
                Interval = RowStatistic.Interval(data, correct, Spread.Mean),
                Baseline = Spread.Baseline([.. scores.Skip(1).Select(row => Spread.Mean(Correct(row)))], split, split),
                PValue = 0.5 * SpecialFunctions.Erfc((value - 0.5) * Math.Sqrt(4.0 * correct.Length) / Math.Sqrt(2)),
                Auc = Auc(scores[0]),
                AucInterval = DeLong.Interval(
                    scores[0].AsSpan(0, each),
                    scores[0].AsSpan(each),
                    data.Subjects?.Of(folds.Rows)
                ),
                AucBaseline = Spread.Baseline([.. scores.Skip(1).Select(Auc)], split, split),
                Note =
                    $"{each} rows of each, {Settings(data.Reference.Width, 2 * (each - ((each + ClassifierFolds.Count - 1) / ClassifierFolds.Count)))}",
            },
        ];

        // Not kept: no other metric needs them.
        ClassifierFolds Repeat(int i) =>
            new(data, samples.SplitReference(i)[..split].ToArray(), samples.SplitOther(i)[..split].ToArray());
    }

    /// <summary>A description of the classifier's settings, for the note.</summary>
    /// <param name="width">The number of columns.</param>
    /// <param name="trainingRows">The minimum number of training rows.</param>
    protected abstract string Settings(int width, int trainingRows);

    /// <summary>The rows as the classifier sees them: categories and missing values as indicator columns.</summary>
    protected virtual PointCloud Rows(EvaluationData data) => data.Indicators;

    /// <summary>Trains on some rows and scores others.</summary>
    /// <param name="fold">The rows.</param>
    /// <param name="random">Random numbers of this fold.</param>
    /// <param name="data">The evaluation, for the rows, threads and cancellation.</param>
    /// <returns>A score per row in [0, 1]; above ½ the row is classified as generated.</returns>
    protected abstract double[] Score(ClassifierFold fold, Compute.Cpu.PhiloxRandom random, EvaluationData data);

    /// <summary>The scores of real rows and then of generated rows, cross-fitted over <see cref="ClassifierFolds"/>.</summary>
    internal double[] CrossFit(EvaluationData data, int[] real, int[] generated)
    {
        var folds = new ClassifierFolds(data, real, generated);
        double[] scores = ClassifierFolds.Blank(folds.Rows.Length);
        data.Parallel(ClassifierFolds.Count, fold => ScoreFold(data, folds, fold, fold, scores));
        return scores;
    }

    // Real rows come first.
    internal static double[] Correct(double[] scores) =>
        [.. scores.Select((score, i) => score > 0.5 == i >= scores.Length / 2 ? 1.0 : 0.0)];

    /// <summary>The area under the ROC curve of scores of real rows, then of as many generated ones.</summary>
    internal static double Auc(double[] scores) =>
        RocAuc.Compute(scores.AsSpan(0, scores.Length / 2), scores.AsSpan(scores.Length / 2));

    private void ScoreFold(EvaluationData data, ClassifierFolds folds, int fold, int stream, double[] scores)
    {
        if (folds[fold] is { } divided)
        {
            folds.Put(fold, Score(divided, data.Random(EvaluationStream.Classifiers, stream), data), scores);
        }
    }
}
