using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Testing;

namespace Likeness.Tests.Evaluation;

/// <summary>Known mistakes of metric libraries, and models that must not get good values.</summary>
public sealed class TrapTests
{
    private static readonly Table Train = Samples.Gaussian(600, 1);
    private static readonly Table Test = Samples.Gaussian(300, 2);

    // Several tests look at these.
    private static readonly Lazy<EvaluationReport> Fresh = new(() => Evaluate(Samples.Gaussian(600, 4)));
    private static readonly Lazy<EvaluationReport> Copied = new(() => Evaluate(Train));
    private static readonly Lazy<EvaluationReport> Collapsed = new(() =>
    {
        var random = new PhiloxRandom(7, 1);
        double[] one = [.. Enumerable.Range(0, 600 * Train.Width).Select(_ => 0.05 * random.NextNormal())];
        return Evaluate(Samples.Of(one, Train.Width));
    });

    [Fact]
    public void Fresh_rows_look_alike_and_new()
    {
        EvaluationReport report = Fresh.Value;
        Assert.False(report.Novelty!.LooksMemorised, report.Verdict.NoveltyReason);
        Assert.Equal(0, report.Novelty!.ExactMatches);
        Assert.InRange(report.Novelty!.MedianDistanceRatio, 0.8, 1.2);
        Assert.InRange(report.Novelty!.CloserToTrain!.Value, 0.6, 0.73);
        Assert.Equal(2.0 / 3, report.Novelty!.ExpectedCloserToTrain!.Value, 1e-12);
        Assert.InRange(Value(report, "Recall"), 0.85, 1);
        Assert.InRange(Value(report, "C2ST (k-NN)"), 0.4, 0.6);
        Assert.True(report.Find("MMD² (unbiased)")!.PValue > 0.01);
    }

    [Fact]
    public void A_copied_training_set_is_called_copied_though_its_distribution_is_perfect()
    {
        EvaluationReport report = Copied.Value;
        Assert.True(report.Find("MMD² (unbiased)")!.PValue > 0.01);
        Assert.Equal(NoveltyLevel.Copies, report.Verdict.Novelty);
        Assert.Contains("100.0 % of the samples equal a training row", report.Verdict.NoveltyReason);
        Assert.Equal(1, Value(report, "Exact matches"));
        Assert.Equal(0, Value(report, "Distance to closest record"));
        Assert.Equal(0, Value(report, "Nearest-neighbour distance ratio"));
        Assert.InRange(Value(report, "DCR overfitting protection"), 0, 0.05);
        Assert.InRange(report.Find("DCR overfitting protection")!.Baseline!.Median, 0.85, 1);
    }

    [Fact]
    public void Copies_under_a_little_noise_are_still_called_copied()
    {
        var random = new PhiloxRandom(7, 0);
        double[] noisy = [.. Train.ToRowMajor().Select(value => value + (0.02 * random.NextNormal()))];
        EvaluationReport report = Novelty(Train, Test, Samples.Of(noisy, Train.Width));
        Assert.Equal(0, report.Novelty!.ExactMatches);
        Assert.True(report.Novelty!.LooksMemorised, report.Verdict.NoveltyReason);
        Assert.InRange(Value(report, "DCR overfitting protection"), 0, 0.2);
    }

    [Fact]
    public void Hits_by_chance_on_rows_that_never_repeat_are_no_copies()
    {
        // 60 × 60 cells, each real row a different one: test rows never equal training rows, but a perfect model's must.
        int[] cells = new PhiloxRandom(11, 0).Permutation(3600);
        var train = Cells(cells[..1600]);
        var test = Cells(cells[1600..2000]);
        var random = new PhiloxRandom(11, 1);
        var perfect = Cells([.. Enumerable.Range(0, 400).Select(_ => random.NextInt(3600))]);
        var novelty = Novelty(train, test, perfect).Novelty!;
        Assert.InRange(novelty.ExactMatches, 0.3, 0.6);
        Assert.Equal(0, novelty.BaselineExactMatches);
        Assert.False(novelty.LooksMemorised, novelty.Finding.Sentence);
        var copied = Novelty(train, test, Cells(cells[..400])).Novelty!;
        Assert.True(copied.LooksMemorised, copied.Finding.Sentence);

        static Table Cells(int[] cells) =>
            Samples.Of([.. cells.SelectMany(cell => new double[] { cell / 60, cell % 60 })], 2);
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void Copies_are_found_without_held_out_rows_too()
    {
        LongTest.Require();
        EvaluationReport report = Evaluator.Evaluate(Train, null, Train, Quick);
        Assert.Equal(NoveltyLevel.Copies, report.Verdict.Novelty);
        Assert.Null(report.Find("DCR overfitting protection"));
        Assert.Equal(0, report.Find("Exact matches")!.Baseline!.High);
    }

    [Fact]
    public void A_collapsed_model_is_plausible_but_covers_nothing()
    {
        EvaluationReport report = Collapsed.Value;
        Assert.InRange(Value(report, "Precision"), 0.95, 1);
        Assert.InRange(Value(report, "Recall"), 0, 0.1);
        Assert.InRange(Value(report, "Coverage"), 0, 0.3);
        Assert.True(Value(report, "Density") > report.Find("Density")!.Baseline!.High);
        Assert.True(report.Find("MMD² (unbiased)")!.PValue < 0.01);
        Assert.InRange(Value(report, "C2ST (k-NN)"), 0.8, 1);
    }

    [Fact]
    public void Swapped_samples_swap_precision_and_recall()
    {
        EvaluationData data = Data(Train, Samples.Gaussian(400, 4, shift: 0.7));
        PointCloud real = data.Pooled.TakeRows([.. Enumerable.Range(0, 600)]);
        PointCloud generated = data.Pooled.TakeRows([.. Enumerable.Range(600, 400)]);
        var there = Neighbourhoods.Measure(real, generated, data);
        var back = Neighbourhoods.Measure(generated, real, data);
        Assert.Equal(there.Precision, back.Recall);
        Assert.Equal(there.Recall, back.Precision);
        Assert.NotEqual(Spread.Mean(there.Precision), Spread.Mean(there.Recall));
    }

    [Fact]
    public void Swapped_samples_change_the_divergence_but_not_the_distances()
    {
        double[] narrow = [.. Enumerable.Range(0, 200).Select(i => i / 200.0)];
        double[] wide = [.. narrow.Select(value => 2 * value)];
        Assert.NotEqual(HistogramKl.Divergence(narrow, wide), HistogramKl.Divergence(wide, narrow), tolerance: 0.1);
        Assert.Equal(0.5 * narrow.Max(), Cost(narrow, wide), 1e-12);
        Assert.Equal(Cost(narrow, wide), Cost(wide, narrow), 1e-15);
    }

    [Fact]
    public void A_row_is_no_neighbour_of_itself()
    {
        // On integers the nearest other row is at distance 1: a copy is inside its own ball only.
        Table line = Samples.Of([.. Enumerable.Range(0, 20).Select(i => (double)i)], 1);
        EvaluationData data = new(line, null, line, new EvaluationSettings { Neighbours = 1 });
        PointCloud rows = PointCloud.FromTable(line, [1.0]);
        var found = Neighbourhoods.Measure(rows, rows, data);
        Assert.All(found.Precision, value => Assert.Equal(1, value));
        Assert.All(found.Density, value => Assert.Equal(1, value));
        Assert.All(data.Records.Baseline, distance => Assert.Equal(1 / data.Scale[0], distance, 1e-12));
    }

    [SkippableFact]
    public void A_constant_column_is_named_and_not_fatal()
    {
        LongTest.Require();
        EvaluationReport report = Evaluator.Evaluate(
            Samples.WithConstant(Train, 2, 0.1),
            Samples.WithConstant(Test, 2, 0.1),
            Samples.Gaussian(500, 5),
            Quick
        );
        Assert.Contains("Column 'x2' of the training sample is constant (0.1).", report.Warnings);
        Assert.Equal(4, report.Results.Count(result => result.Metric == "KL divergence"));
        Assert.NotNull(report.Find("Correlation similarity"));
        Assert.All(report.Results, result => Assert.True(double.IsFinite(result.Value), result.Metric));
    }

    [SkippableFact]
    public void A_column_without_values_is_named_and_left_out()
    {
        LongTest.Require();
        EvaluationReport report = Evaluator.Evaluate(
            Samples.WithConstant(Train, 1, double.NaN),
            Test,
            Samples.WithConstant(Samples.Gaussian(300, 5), 3, double.NaN),
            Quick
        );
        Assert.Contains("Column 'x1' of the real sample has no values; it was left out.", report.Warnings);
        Assert.Contains("Column 'x3' of the generated sample has no values.", report.Warnings);
        Assert.Equal(["x0", "x2", "x3"], report.Columns);
        Assert.Equal(SimilarityLevel.Poor, report.Verdict.Level);
        Assert.All(report.Results, result => Assert.True(double.IsFinite(result.Value), result.Metric));
        Table empty = Samples.Of([.. Enumerable.Repeat(double.NaN, 20)], 2);
        Assert.Throws<LikenessException>(() => Evaluator.Evaluate(empty, Samples.Gaussian(10, 1, 2), Quick));
    }

    [Fact]
    public void More_samples_than_rows_change_no_verdict()
    {
        string[] metrics = ["C2ST (random forest)", "Mode coverage", "Membership inference", "Authenticity"];
        EvaluationReport report = Evaluator.Evaluate(
            Train,
            Test,
            Samples.Gaussian(2000, 8),
            [.. MetricRegistry.All.Where(metric => metrics.Contains(metric.Name))],
            Quick
        );
        Assert.False(report.Novelty!.LooksMemorised, report.Verdict.NoveltyReason);
        Assert.InRange(Value(report, "C2ST (random forest)"), 0.42, 0.58);
        Assert.InRange(Value(report, "Mode coverage"), 0.9, 1);
        Assert.InRange(Value(report, "Membership inference"), 0.44, 0.56);
        Assert.InRange(Value(report, "Authenticity"), 0.4, 0.7);
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void Every_novelty_measure_sees_a_copied_training_set()
    {
        LongTest.Require();
        EvaluationReport copied = Copied.Value;
        Assert.Equal(1, Value(copied, "Membership inference"), 1e-12);
        Assert.InRange(copied.Find("Membership inference")!.PValue!.Value, 0, 0.01);
        Assert.True(Value(copied, "Copy test C_T") < -3);
        Assert.Equal(0, Value(copied, "Authenticity"));
        EvaluationReport fresh = Fresh.Value;
        Assert.InRange(Value(fresh, "Copy test C_T"), -3, 3);
        Assert.InRange(Value(fresh, "α-precision"), 0.9, 1);
        Assert.InRange(Value(fresh, "β-recall"), 0.85, 1);
        Assert.InRange(Value(fresh, "NDB/K"), 0, 0.3);
    }

    [Fact]
    public void Every_mode_measure_sees_a_collapsed_set()
    {
        EvaluationReport report = Collapsed.Value;
        Assert.InRange(Value(report, "Mode coverage"), 0, 0.5);
        Assert.True(Value(report, "Mode coverage") < report.Find("Mode coverage")!.Baseline!.Low);
        Assert.InRange(Value(report, "NDB/K"), 0.5, 1);
        Assert.InRange(Value(report, "α-precision"), 0, 0.2);
        Assert.InRange(Value(report, "β-recall"), 0, 0.4);
        Assert.True(Value(report, "Wasserstein-2 (exact)") > 2 * report.Find("Wasserstein-2 (exact)")!.Baseline!.High);
    }

    private static EvaluationSettings Quick =>
        new()
        {
            Resamples = 50,
            BaselineRepeats = 20,
            Permutations = 199,
        };

    private static EvaluationReport Evaluate(Table generated) => Evaluator.Evaluate(Train, Test, generated, Quick);

    private static EvaluationReport Novelty(Table train, Table test, Table generated) =>
        Evaluator.Evaluate(
            train,
            test,
            generated,
            [.. MetricRegistry.All.Where(metric => metric.Group == MetricGroup.Novelty)],
            Quick
        );

    private static EvaluationData Data(Table real, Table generated) => new(real, null, generated, Quick);

    private static double Value(EvaluationReport report, string metric) => report.Find(metric)!.Value;

    private static double Cost(double[] a, double[] b)
    {
        var x = new CountedValues(a);
        var y = new CountedValues(b);
        return CountedValues.TransportCost(x, x.Everyone(), y, y.Everyone(), squared: false);
    }
}
