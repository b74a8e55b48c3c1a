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
    /// <summary>The number of folds.</summary>
    internal const int Folds = 5;

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
        var (real, generated) = Compared(data);
        int each = real.Length;
        if (each < Folds)
        {
            return [];
        }

        Resamples samples = data.Resamples;
        int split = Math.Min(data.Settings.ClassifierRows, Math.Min(samples.ReferenceRows, samples.OtherRows));
        int repeats =
            split < Folds
                ? 0
                : Math.Min(Math.Clamp(RowsOfAllRepeats / split, MinRepeats, MaxRepeats), samples.Splits.Length);
        var scores = new double[repeats + 1][];
        scores[0] = new double[2 * each];
        for (int repeat = 1; repeat <= repeats; repeat++)
        {
            scores[repeat] = new double[2 * split];
        }

        data.Parallel(
            scores.Length * Folds,
            piece =>
            {
                (int repeat, int fold) = (piece / Folds, piece % Folds);
                int[] first = repeat == 0 ? real : samples.SplitReference(repeat - 1)[..split].ToArray();
                int[] second = repeat == 0 ? generated : samples.SplitOther(repeat - 1)[..split].ToArray();
                ScoreFold(data, first, second, fold, piece, scores[repeat]);
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
                    data.Subjects?.Of([.. real, .. generated])
                ),
                AucBaseline = Spread.Baseline([.. scores.Skip(1).Select(Auc)], split, split),
                Note =
                    $"{each} rows of each, {Settings(data.Reference.Width, 2 * (each - ((each + Folds - 1) / Folds)))}",
            },
        ];
    }

    /// <summary>A description of the classifier's settings, for the note.</summary>
    /// <param name="width">The number of columns.</param>
    /// <param name="trainingRows">The minimum number of training rows.</param>
    protected abstract string Settings(int width, int trainingRows);

    /// <summary>The rows as the classifier sees them: categories and missing values as indicator columns.</summary>
    protected virtual PointCloud Rows(EvaluationData data) => data.Indicators;

    /// <summary>Trains on some rows and scores others.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="isGenerated">Whether each was generated: [train.Rows].</param>
    /// <param name="test">The rows to score.</param>
    /// <param name="random">Random numbers of this fold.</param>
    /// <param name="data">The evaluation, for threads and cancellation.</param>
    /// <returns>A score per row in [0, 1]; above ½ the row is classified as generated.</returns>
    protected abstract double[] Score(
        PointCloud train,
        bool[] isGenerated,
        PointCloud test,
        Compute.Cpu.PhiloxRandom random,
        EvaluationData data
    );

    /// <summary>
    /// The scores of real rows and then of generated rows. Row i of either list belongs to fold i mod 5, and is scored
    /// by a classifier trained on the other folds.
    /// </summary>
    internal double[] CrossFit(EvaluationData data, int[] real, int[] generated)
    {
        var scores = new double[2 * real.Length];
        data.Parallel(Folds, fold => ScoreFold(data, real, generated, fold, fold, scores));
        return scores;
    }

    // Real rows come first.
    internal static double[] Correct(double[] scores) =>
        [.. scores.Select((score, i) => score > 0.5 == i >= scores.Length / 2 ? 1.0 : 0.0)];

    /// <summary>The rows that are compared, of <see cref="EvaluationData.Pooled"/>: as many real as generated ones.</summary>
    internal static (int[] Real, int[] Generated) Compared(EvaluationData data)
    {
        int each = Math.Min(data.Settings.ClassifierRows, Math.Min(data.Reference.RowCount, data.Generated.RowCount));
        int[] real = data.Random(EvaluationStream.Folds, 0).Permutation(data.Reference.RowCount)[..each];
        int[] generated = data.Random(EvaluationStream.Folds, 1).Permutation(data.Generated.RowCount)[..each];
        return (real, Array.ConvertAll(generated, row => row + data.RealRows));
    }

    /// <summary>The fold of each row, real ones first. Rows of one subject are similar: a classifier that knew some of them would know the others.</summary>
    internal static int[] FoldsOf(EvaluationData data, int[] real, int[] generated) =>
        data.Subjects?.Folds([.. real, .. generated], Folds, data.Random(EvaluationStream.Folds, 2))
        ?? [.. Enumerable.Range(0, 2 * real.Length).Select(i => i % real.Length % Folds)];

    /// <summary>The area under the ROC curve of scores of real rows, then of as many generated ones.</summary>
    internal static double Auc(double[] scores) =>
        RocAuc.Compute(scores.AsSpan(0, scores.Length / 2), scores.AsSpan(scores.Length / 2));

    private void ScoreFold(EvaluationData data, int[] real, int[] generated, int fold, int stream, double[] scores)
    {
        int each = real.Length;
        int[] folds = FoldsOf(data, real, generated);
        int[] test = [.. Enumerable.Range(0, 2 * each).Where(i => folds[i] == fold)];
        int[] train = [.. Enumerable.Range(0, 2 * each).Where(i => folds[i] != fold)];
        if (train.Length == 0 || test.Length == 0)
        {
            // Of so few subjects that one fold has them all, nothing is known of the others.
            Array.ForEach(test, i => scores[i] = 0.5);
            return;
        }

        var rows = Rows(data);
        double[] found = Score(
            rows.TakeRows(Places(train)),
            [.. train.Select(i => i >= each)],
            rows.TakeRows(Places(test)),
            data.Random(EvaluationStream.Classifiers, stream),
            data
        );
        for (int i = 0; i < test.Length; i++)
        {
            scores[test[i]] = found[i];
        }

        int[] Places(int[] members) => [.. members.Select(i => i < each ? real[i] : generated[i - each])];
    }
}
