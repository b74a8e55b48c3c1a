using System.Diagnostics;
using System.Globalization;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Classifiers;
using Likeness.Evaluation.SdMetrics;
using Likeness.Modalities.Tables;
using Likeness.Runs;

namespace Likeness.Bench.MixedTables;

/// <summary>What one model reaches on one table.</summary>
/// <param name="FitSeconds">From reading the file to the trained model.</param>
/// <param name="RowsPerSecond">Rows sampled per second.</param>
/// <param name="PeakMegabytes">The peak memory of the process until then.</param>
/// <param name="ShapeError">100 (1 − SDMetrics' Column Shapes), samples and training rows.</param>
/// <param name="PairError">100 (1 − the mean of all Column Pair Trends), without thresholds.</param>
/// <param name="TrendError">100 (1 − Column Pair Trends) of SDMetrics 0.32: pairs with a real trend.</param>
/// <param name="Auc">The AUC of boosted trees that separate samples from test rows, the mean over several samples of one model.</param>
/// <param name="AucError">The standard error of this mean; NaN of a single sample.</param>
/// <param name="Use">AUC or R² on test rows of boosted trees that were trained on samples.</param>
/// <param name="RealUse">The same of boosted trees that were trained on the training rows.</param>
/// <param name="Nearer">The fraction of samples that lie nearer to a training row than to any of as many test rows.</param>
internal sealed record MixedTableScore(
    double FitSeconds,
    double RowsPerSecond,
    double PeakMegabytes,
    double ShapeError,
    double PairError,
    double TrendError,
    double Auc,
    double AucError,
    double Use,
    double RealUse,
    double Nearer
)
{
    private const int ComparedRows = 10_000;

    // One sample's AUC varies by 0.01, as much as models differ.
    private const int Samples = 5;
    private const double SlowSeconds = 10;

    /// <summary>Trains, samples as many rows as there are training rows, and measures them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="model">The name of the model, with its default options.</param>
    /// <param name="data">The folder of data.</param>
    /// <param name="folder">An empty folder for the files.</param>
    /// <param name="budget">The training time of models that are trained by steps; null for their default.</param>
    public static MixedTableScore Measure(MixedTable table, string model, string data, string folder, TimeSpan? budget)
    {
        var (trainFile, testFile) = table.Split(data, folder);
        var settings = new RunSettings
        {
            Model = model,
            Data = DataSource.FromFiles(trainFile),
            Holdout = 0,
            OutputFolder = Path.Combine(folder, "run"),
            Budget = budget,
        };
        var clock = Stopwatch.StartNew();
        using var run = TrainedModel.Train(settings);
        double fitSeconds = clock.Elapsed.TotalSeconds;
        var train = run.As<TableModel>().LoadData().Train;
        clock.Restart();
        var samples = run.Sample<Table>(train.RowCount, seed: 1);
        double sampleSeconds = clock.Elapsed.TotalSeconds;
        double peak = PeakMemory.Resident();
        var test = DataFiles.Load([testFile]).Table;
        var score = Compare(table, train, test, samples);
        int others = sampleSeconds > SlowSeconds ? 0 : Samples - 1;
        double[] aucs =
        [
            score.Auc,
            .. Enumerable
                .Range(2, others)
                .Select(seed => AucOf(train, test, run.Sample<Table>(train.RowCount, (ulong)seed), Settings(table))),
        ];
        return score with
        {
            Auc = aucs.Average(),
            AucError = Math.Sqrt(aucs.Sum(auc => Math.Pow(auc - aucs.Average(), 2)) / others / aucs.Length),
            FitSeconds = fitSeconds,
            RowsPerSecond = samples.RowCount / sampleSeconds,
            PeakMegabytes = peak,
        };
    }

    /// <summary>The test rows themselves, in place of samples.</summary>
    public static MixedTableScore OfTestRows(MixedTable table, string data, string folder)
    {
        var (trainFile, testFile) = table.Split(data, folder);
        var loaded = DataFiles.Load([trainFile]).Table;
        var train = Schema.Detect(loaded).Apply(loaded);
        var test = DataFiles.Load([testFile]).Table;
        int half = test.RowCount / 2;
        // Half of them stand for samples in the comparisons with test rows.
        var scores = Compare(
            table,
            train,
            test.TakeRows([.. Enumerable.Range(0, half)]),
            test.TakeRows([.. Enumerable.Range(half, test.RowCount - half)])
        );
        return scores with { Use = scores.RealUse };
    }

    /// <summary>The row as text, to be read by <see cref="Parse"/>.</summary>
    public string Write() =>
        string.Join(' ', Values().Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static MixedTableScore Parse(string text)
    {
        double[] v = [.. text.Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        return new(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10]);
    }

    private double[] Values() =>
        [
            FitSeconds,
            RowsPerSecond,
            PeakMegabytes,
            ShapeError,
            PairError,
            TrendError,
            Auc,
            AucError,
            Use,
            RealUse,
            Nearer,
        ];

    private static MixedTableScore Compare(MixedTable table, Table train, Table test, Table samples)
    {
        var settings = Settings(table);
        var whole = Evaluator.Evaluate(train, test, samples, MetricRegistry.All, Small(settings));
        var aligned = SharedKinds.Align(train, null, samples);
        var quality = QualityMeasure.Compute(aligned.Train, aligned.Generated, Environment.ProcessorCount);
        return new(
            0,
            0,
            0,
            100 * (1 - quality.ColumnShapes),
            100 * (1 - (quality.AllPairTrends ?? double.NaN)),
            100 * (1 - (quality.ColumnPairTrends ?? double.NaN)),
            AucOf(train, test, samples, settings),
            double.NaN,
            whole.Utility?.Synthetic ?? double.NaN,
            whole.Utility?.Real ?? double.NaN,
            whole.Privacy?.NearerToTrain?.Fraction ?? double.NaN
        );
    }

    private static double AucOf(Table train, Table test, Table samples, EvaluationSettings settings) =>
        Evaluator
            .Evaluate(train, test, samples, [new BoostedTreesClassifier()], settings)
            .Results.First(result => result.Auc is not null)
            .Auc!.Value;

    private static EvaluationSettings Settings(MixedTable table) =>
        new()
        {
            ClassifierRows = ComparedRows,
            MaxRows = ComparedRows,
            PairRows = ComparedRows,
            Target = table.Target,
        };

    // Utility and privacy need none of the metrics of pairs of rows.
    private static EvaluationSettings Small(EvaluationSettings settings) =>
        settings with
        {
            ClassifierRows = 200,
            PairRows = 200,
            TransportRows = 100,
            BaselineRepeats = 2,
            Resamples = 2,
            Permutations = 9,
        };
}
