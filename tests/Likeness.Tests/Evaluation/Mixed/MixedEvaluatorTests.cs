using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Testing;

namespace Likeness.Tests.Evaluation.Mixed;

/// <summary>The evaluation of tables with categories, booleans, times and missing values.</summary>
public sealed class MixedEvaluatorTests
{
    private static readonly EvaluationSettings Quick = new()
    {
        Seed = 1,
        Resamples = 20,
        BaselineRepeats = 10,
        Permutations = 99,
        Directions = 16,
        TransportRows = 100,
        Threads = 2,
    };

    private static readonly Table Train = MixedSamples.Rows(300, 1);
    private static readonly Table Test = MixedSamples.Rows(250, 2);

    private static readonly Lazy<EvaluationReport> Fresh = new(() => Evaluate(MixedSamples.Rows(250, 3)));

    [Fact]
    public void Rows_of_the_same_distribution_are_indistinguishable_and_new()
    {
        var report = Fresh.Value;
        Assert.InRange(report.Verdict.Level, SimilarityLevel.Indistinguishable, SimilarityLevel.Close);
        Assert.Equal(NoveltyLevel.New, report.Verdict.Novelty);
        Assert.InRange(report.Privacy!.NearerToTrain!.PValue, 0.01, 1);
        Assert.InRange(report.Privacy.NearerToTrain.Fraction, 0.4, 0.6);
        Assert.All(report.Privacy.Disclosures, disclosure => Assert.True(disclosure.PValue > 0.01, disclosure.Column));
        Assert.All(report.Results, result => Assert.True(double.IsFinite(result.Value), result.Metric));
        string json = ReportJson.Serialize(report);
        Assert.Equal(json, ReportJson.Serialize(ReportJson.Parse<EvaluationReport>(json)));
    }

    /// <summary>Dates of cancelled orders are in few rows, perhaps in none of those that samples are compared with.</summary>
    [Fact]
    public void A_column_without_values_in_the_real_rows_has_no_statistics()
    {
        double[][] cells = [.. Enumerable.Range(0, Test.Width).Select(Test.ColumnValues)];
        int age = Test.Columns.ToList().FindIndex(column => column.Name == "age");
        Array.Fill(cells[age], double.NaN);
        var report = Evaluator.Evaluate(Table.FromColumns(Test.Columns, cells), MixedSamples.Rows(250, 3), Quick);
        Assert.DoesNotContain(
            report.SdMetrics!.Columns,
            score => score.Column == "age" && score.Metric.StartsWith("Statistic", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Metrics_follow_the_kinds_of_columns()
    {
        var report = Fresh.Value;
        Assert.Equal(["age", "pay", "since"], ColumnsOf("KS complement"));
        Assert.Equal(["job", "married"], ColumnsOf("TV complement"));
        Assert.Equal(["job", "pay"], ColumnsOf("Missing value similarity"));
        Assert.Empty(ColumnsOf("MMD"));
        Assert.Contains("C2ST (boosted trees)", report.Results.Select(result => result.Metric));
        var contingency = report.Find("Contingency similarity")!;
        Assert.InRange(contingency.Value, contingency.Baseline!.Low - 0.02, 1);

        string[] ColumnsOf(string metric) =>
            [.. report.Results.Where(result => result.Metric == metric).Select(result => result.Column!)];
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void Copied_training_rows_score_one_and_fail_every_measure_of_privacy()
    {
        LongTest.Require();
        var report = Evaluator.Evaluate(Train, Test, Train, Quick);
        Assert.Equal(NoveltyLevel.Copies, report.Verdict.Novelty);
        Assert.Equal(0.001, report.Privacy!.NearerToTrain!.PValue, 1e-12);
        Assert.True(report.Privacy.NearerToTrain.Fraction > 0.85);
        Assert.True(report.Privacy.Disclosures[0].Excess > 0.3, $"{report.Privacy.Disclosures[0]}");
        Assert.True(report.Privacy.Disclosures[0].PValue < 1e-6);
        Assert.Equal(1, report.Find("Membership inference")!.Value, 0.01);
        var same = Evaluator.Evaluate(Train, Train, Quick).SdMetrics!;
        Assert.Equal((1, 1), (same.Quality.Score, same.Diagnostic.Score));
        Assert.Equal((0, 0), (same.NewRowSynthesis, same.MedianDistance));
    }

    [Fact]
    public void Columns_without_their_dependence_are_distinguished()
    {
        var generated = MixedSamples.Rows(250, 3);
        var report = Evaluate(MixedSamples.With(generated, 3, row => generated[(row + 17) % 250, 3]));
        Assert.InRange(report.Verdict.Level, SimilarityLevel.Distinguishable, SimilarityLevel.Poor);
        Assert.True(report.Find("C2ST (boosted trees)")!.Auc > 0.7);
    }

    [Fact]
    public void Values_missing_too_often_are_the_reason_of_the_verdict()
    {
        var generated = MixedSamples.Rows(250, 3);
        var report = Evaluate(MixedSamples.With(generated, 0, row => row % 2 == 0 ? double.NaN : generated[row, 0]));
        Assert.NotEqual(SimilarityLevel.Indistinguishable, report.Verdict.Level);
        Assert.Contains(
            report.Verdict.Evidence,
            one => one.Sentence.StartsWith("Column 'age' is missing in 50.0 % of the samples", StringComparison.Ordinal)
        );
        Assert.Equal(0.5, report.Find("Missing value similarity", "age")!.Value, 1e-12);
    }

    [Fact]
    public void A_category_that_occurs_too_often_is_named_as_the_file_writes_it()
    {
        var generated = MixedSamples.Rows(250, 3);
        var report = Evaluate(MixedSamples.With(generated, 1, row => row % 2 == 0 ? 1 : generated[row, 1]));
        Assert.Contains(
            report.Verdict.Evidence,
            one => one.Sentence.StartsWith("Column 'job' is equal to NA in ", StringComparison.Ordinal)
        );
    }

    [SkippableFact]
    public void The_order_of_levels_changes_nothing_and_unseen_levels_are_counted()
    {
        LongTest.Require();
        var generated = MixedSamples.Rows(250, 3);
        Column job = new("job") { Kind = new CategoryKind(["pilot", "clerk", "NA", "nurse"]), Missing = "" };
        double[] inverse = [3, 2, 1, 0];
        var other = MixedSamples.With(
            generated,
            1,
            row => double.IsNaN(generated[row, 1]) ? double.NaN : inverse[(int)generated[row, 1]],
            job
        );
        Assert.Equal(ReportJson.Serialize(Fresh.Value), ReportJson.Serialize(Evaluate(other)));

        Column unseen = new("job") { Kind = new CategoryKind(["spy"]) };
        var report = Evaluate(MixedSamples.With(generated, 1, _ => 0, unseen));
        Assert.Equal(0, report.Find("TV complement", "job")!.Value, 1e-12);
        Assert.Equal(0, report.SdMetrics!.Diagnostic.Columns[1].Score);
    }

    [Fact]
    public void Identifiers_and_texts_are_left_out_and_said_so()
    {
        Column key = new("since")
        {
            Kind = new IdentifierKind([.. Enumerable.Range(0, 300).Select(i => $"k{i}")], "k#"),
        };
        Table Keyed(Table rows) => MixedSamples.With(rows, 4, row => row, key);
        var report = Evaluator.Evaluate(Keyed(Train), Keyed(Test), Keyed(MixedSamples.Rows(250, 3)), Quick);
        Assert.Equal(["age", "job", "married", "pay"], report.Columns);
        Assert.Contains("Column 'since' holds identifiers, which are not compared.", report.Warnings);
    }

    [Fact]
    public void Kinds_that_cannot_be_read_as_each_other_are_refused()
    {
        Column wrong = new("age") { Kind = new CategoryKind(["old"]) };
        var error = Assert.Throws<LikenessException>(() =>
            Evaluate(MixedSamples.With(MixedSamples.Rows(50, 3), 0, _ => 0, wrong))
        );
        Assert.StartsWith(
            "The generated sample, row 1, column 'age': 'old' is not a number",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Constant_and_empty_columns_and_few_rows_are_evaluated()
    {
        var constant = MixedSamples.With(Train, 1, _ => 2);
        var report = Evaluator.Evaluate(constant, MixedSamples.With(Test, 1, _ => 2), MixedSamples.Rows(150, 3), Quick);
        Assert.Contains("Column 'job' of the training sample is constant (clerk).", report.Warnings);
        Assert.All(report.Results, result => Assert.True(double.IsFinite(result.Value), result.Metric));

        var empty = Evaluate(MixedSamples.With(MixedSamples.Rows(150, 3), 3, _ => double.NaN));
        Assert.Contains("Column 'pay' of the generated sample has no values.", empty.Warnings);
        Assert.Equal(SimilarityLevel.Poor, empty.Verdict.Level);
        Assert.Null(empty.Find("KS complement", "pay"));

        var few = Evaluator.Evaluate(MixedSamples.Rows(3, 1), MixedSamples.Rows(2, 2), MixedSamples.Rows(2, 3), Quick);
        Assert.All(few.Results, result => Assert.True(double.IsFinite(result.Value), result.Metric));
        Assert.Throws<LikenessException>(() => Evaluate(MixedSamples.Rows(1, 3)));
    }

    [SkippableFact]
    public void The_report_does_not_depend_on_the_number_of_threads()
    {
        LongTest.Require();
        var generated = MixedSamples.Rows(200, 3);
        string Report(int threads) =>
            ReportJson.Serialize(
                Evaluator.Evaluate(Train, Test, generated, Quick with { Threads = threads, Target = "married" })
            );
        Assert.Equal(Report(1), Report(3));
    }

    private static EvaluationReport Evaluate(Table generated) => Evaluator.Evaluate(Train, Test, generated, Quick);
}
