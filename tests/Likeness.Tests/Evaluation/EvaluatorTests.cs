using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly Table Train = Samples.Gaussian(200, 1, width: 3);
    private static readonly Table Test = Samples.Gaussian(80, 2, width: 3);
    private static readonly Table Generated = Samples.Gaussian(150, 3, width: 3);

    private static EvaluationSettings Quick =>
        new()
        {
            Resamples = 20,
            BaselineRepeats = 10,
            Permutations = 19,
        };

    // Several tests look at this one.
    private static readonly Lazy<EvaluationReport> Whole = new(() =>
        Evaluator.Evaluate(Train, Test, Generated, Quick with { Threads = 1 })
    );

    [Fact]
    public void Every_metric_of_the_registry_is_in_the_report_with_a_floor_and_an_interval()
    {
        EvaluationReport report = Whole.Value;
        Assert.Equal(
            MetricRegistry.All.Select(metric => metric.Name).Except(["TV complement", "Missing value similarity"]),
            report.Results.Select(result => result.Metric).Distinct()
        );
        Assert.All(
            report.Results,
            result =>
            {
                Assert.NotNull(result.Baseline);
                Assert.NotNull(result.Interval);
                Assert.InRange(result.Value, result.Interval.Low, result.Interval.High);
                Assert.True(
                    result.Baseline.Low <= result.Baseline.Median && result.Baseline.Median <= result.Baseline.High
                );
                Assert.NotEmpty(result.HowToRead);
                Assert.NotEmpty(result.Source);
            }
        );
        Assert.Equal(MetricRegistry.All.Count, MetricRegistry.All.Select(metric => metric.Name).Distinct().Count());
        Assert.Equal(("test", 200, 80, 80, 150), Sizes(report));
    }

    [Fact]
    public void Without_test_rows_all_real_rows_are_the_reference()
    {
        EvaluationReport report = Evaluator.Evaluate(Train, null, Generated, Mmd, Quick);
        Assert.Equal(("all real rows", 200, 0, 200, 150), Sizes(report));
        RealBaseline baseline = report.Find("MMD")!.Baseline!;
        Assert.Equal((115, 85), (baseline.ReferenceRows, baseline.OtherRows));
    }

    [Fact]
    public void The_report_does_not_depend_on_threads_but_on_the_seed()
    {
        string one = ReportJson.Serialize(Whole.Value);
        string three = ReportJson.Serialize(Evaluator.Evaluate(Train, Test, Generated, Quick with { Threads = 3 }));
        string other = ReportJson.Serialize(Evaluator.Evaluate(Train, Test, Generated, Quick with { Seed = 2 }));
        Assert.Equal(one, three);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void The_report_survives_its_text()
    {
        EvaluationReport report = Whole.Value with
        {
            Likelihood = LikelihoodReport.Compute([-1.5, -0.5, -1], 3, "test rows", "exact"),
            Calibration = CalibrationReport.Compute([-1.5, -0.5, -1], [-2, -1, 0], "test rows"),
        };
        string text = ReportJson.Serialize(report);
        EvaluationReport read = ReportJson.Parse<EvaluationReport>(text);
        Assert.Equal(text, ReportJson.Serialize(read));
        Assert.Equal(report.Find("Energy distance"), read.Find("Energy distance"));
        Assert.Equal(1, read.Likelihood!.Nats, 1e-15);
        Assert.Equal(1 / (3 * Math.Log(2)), read.Likelihood.BitsPerDimension, 1e-15);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"protocol\":\"test\"}")]
    [InlineData("[1]")]
    public void A_text_that_is_no_report_is_refused(string text)
    {
        var error = Assert.Throws<LikenessException>(() =>
            ReportJson.Parse<EvaluationReport>(text, "runs/a/metrics.json")
        );
        Assert.StartsWith("runs/a/metrics.json is not an evaluation report", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_that_cannot_be_compared_are_refused_in_one_sentence()
    {
        Refuses(Samples.First(Generated, 1), "The generated sample has 1 rows");
        Refuses(Samples.Gaussian(50, 1, width: 2), "The generated sample has no column 'x2', which the real one has");
        double[] values = Generated.ToRowMajor();
        values[(4 * 3) + 1] = double.NegativeInfinity;
        Refuses(Samples.Of(values, 3), "The generated sample, row 5, column 'x1': -");
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 40)]
    [InlineData(40, 3)]
    [InlineData(9, 7)]
    public void Small_samples_are_judged_without_fault(int real, int generated)
    {
        foreach (Table? test in (Table?[])[null, Samples.First(Test, 2)])
        {
            EvaluationReport report = Evaluator.Evaluate(
                Samples.First(Train, real),
                test,
                Samples.First(Generated, generated),
                Quick
            );
            Assert.All(report.Results, result => Assert.True(double.IsFinite(result.Value), result.Metric));
            Assert.NotNull(report.Find("MMD"));
            Assert.Equal(
                ReportJson.Serialize(report),
                ReportJson.Serialize(ReportJson.Parse<EvaluationReport>(ReportJson.Serialize(report)))
            );
        }
    }

    [Fact]
    public void Large_samples_are_cut_and_the_report_says_so()
    {
        EvaluationReport report = Evaluator.Evaluate(null, Train, Generated, Mmd, Quick with { MaxRows = 60 });
        Assert.Equal((60, 60), (report.ReferenceRows, report.GeneratedRows));
        Assert.Contains("The real sample has 200 rows; 60 of them, chosen at random, were evaluated.", report.Warnings);
    }

    [Fact]
    public void Counts_are_named_by_what_was_compared()
    {
        var many = Samples.Gaussian(1_200, 3, Test.Width);
        EvaluationReport report = Evaluator.Evaluate(many, Test, many, Mmd, Quick with { MaxRows = 1_100 });
        Assert.Contains(
            "The training sample has 1,200 rows; 1,100 of them, chosen at random, were evaluated.",
            report.Warnings
        );
        Assert.StartsWith("1,100 generated rows against ", report.Against, StringComparison.Ordinal);
    }

    [Fact]
    public void Wide_tables_are_compared_in_some_columns_and_the_report_says_so()
    {
        EvaluationReport report = Evaluator.Evaluate(Train, Test, Generated, Mmd, Quick with { MaxColumns = 2 });
        Assert.Equal(2, report.Columns.Intersect(["x0", "x1", "x2"]).Count());
        Assert.Contains("The tables have 3 columns; 2 of them, chosen at random, were compared.", report.Warnings);
    }

    [Fact]
    public void Columns_are_compared_by_name()
    {
        EvaluationReport report = Evaluator.Evaluate(Train, Test, Generated.TakeColumns([2, 0, 1]), Mmd, Quick);
        EvaluationReport same = Evaluator.Evaluate(Train, Test, Generated, Mmd, Quick);
        Assert.Equal(ReportJson.Serialize(same), ReportJson.Serialize(report));
    }

    [Fact]
    public void Metrics_of_whole_rows_take_fewer_rows_than_columns_and_novelty()
    {
        var report = Evaluator.Evaluate(Train, Test, Generated, Quick with { PairRows = 50 });
        Assert.Equal((80, 150), (report.ReferenceRows, report.GeneratedRows));
        Assert.Equal(50, Baseline("Coverage").OtherRows);
        Assert.Equal(50, Baseline("MMD² (unbiased)").ReferenceRows);
        Assert.Equal(80, Baseline("KS complement").ReferenceRows);
        Assert.Equal(80, Baseline("Distance to closest record").OtherRows);

        RealBaseline Baseline(string metric) => report.Results.First(result => result.Metric == metric).Baseline!;
    }

    [Fact]
    public void Progress_reaches_its_end_and_cancellation_is_heard()
    {
        var seen = new List<EvaluationProgress>();
        Evaluator.Evaluate(Train, null, Generated, Mmd, Quick, new Listener(seen));
        Assert.All(Mmd, metric => Assert.Contains(metric.Name, seen.Select(part => part.Metric)));
        Assert.Equal(seen.Select(part => part.Done).Order(), seen.Select(part => part.Done));
        Assert.Equal(seen[^1].Total, seen[^1].Done);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Evaluator.Evaluate(Train, null, Generated, Quick, null, new CancellationToken(canceled: true))
        );
    }

    [Fact]
    public void The_failure_of_a_metric_is_thrown_as_it_is() =>
        Assert.Equal(
            "broken",
            Assert
                .Throws<LikenessException>(() =>
                    Evaluator.Evaluate(Train, Test, Generated, [.. Mmd, new Broken()], Quick)
                )
                .Message
        );

    private static IMetric[] Mmd =>
        [.. MetricRegistry.All.Where(metric => metric.Name.StartsWith("MMD", StringComparison.Ordinal))];

    private static void Refuses(Table generated, string expected)
    {
        var error = Assert.Throws<LikenessException>(() => Evaluator.Evaluate(Train, Test, generated, Quick));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    private static (string, int, int, int, int) Sizes(EvaluationReport report) =>
        (report.Protocol, report.TrainRows, report.TestRows, report.ReferenceRows, report.GeneratedRows);

    private sealed class Broken : IMetric
    {
        public string Name => "broken";

        public string Summary => "";

        public string Source => "";

        public string Unit => "";

        public Better Better => Better.Lower;

        public MetricGroup Group => MetricGroup.Distribution;

        public IReadOnlyList<MetricResult> Compute(EvaluationData data) => throw new LikenessException("broken");
    }

    private sealed class Listener(List<EvaluationProgress> seen) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => seen.Add(value);
    }
}
