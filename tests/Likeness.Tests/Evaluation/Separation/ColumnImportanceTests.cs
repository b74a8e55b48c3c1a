using System.Text.Json.Nodes;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Evaluation;
using Likeness.Evaluation.Classifiers;
using Likeness.Evaluation.Consecutive;
using Likeness.Evaluation.Separation;
using Likeness.Figures.Charts;
using Likeness.Tests.Evaluation.Consecutive;

namespace Likeness.Tests.Evaluation.Separation;

/// <summary>The columns that were changed are named, and nothing else.</summary>
public sealed class ColumnImportanceTests
{
    private const double Day = 86_400;
    private const int Rows = 600;

    private static readonly EvaluationSettings Quick = new()
    {
        Resamples = 20,
        BaselineRepeats = 10,
        Permutations = 19,
    };

    [Fact]
    public void AShiftedColumnIsNamedAndReachesTheAucAlone()
    {
        var found = Find(Samples.Gaussian(Rows, 1), Shifted(2));
        var first = found.Columns[0];
        Assert.Equal(("x2", true), (first.Column, first.IsNamed));
        Assert.InRange(first.Alone!.Value, found.Auc - 0.1, 1);
        Assert.InRange(first.Drop, first.Interval.Low, first.Interval.High);
        Assert.InRange(first.Interval.Low, 0.1, 0.5);
        Assert.StartsWith($"Boosted trees separate the rows mostly by 'x2' (the AUC of ", found.Sentence);
        Assert.DoesNotContain("'x3'", found.Sentence);
    }

    [Fact]
    public void TheAucIsThatOfTheMetric()
    {
        var (data, result) = Compare(Samples.Gaussian(Rows, 1), Shifted(0));
        var folds = new PermutedFolds(data);
        double[] scores = folds.Score(
            [
                [0],
                [1],
            ],
            3,
            out var permuted
        );
        Assert.Equal(result.Auc!.Value, ClassifierTwoSample.Auc(scores));
        Assert.NotEqual(permuted[0][0], permuted[0][1]);
        double fall = result.Auc.Value - permuted[0].Average(one => ClassifierTwoSample.Auc(one!));
        Assert.Equal(fall, ColumnImportance.Find(data, result)!.Columns[0].Drop, 12);
    }

    [Fact]
    public void AllColumnsAloneHaveTheScoresOfTheMetric()
    {
        var (data, _) = Compare(Samples.Gaussian(Rows, 1), Shifted(0));
        var folds = new PermutedFolds(data);
        double[] scores = folds.Score(
            [
                [0],
            ],
            1,
            out var _
        );
        double[][] alone = folds.Alone([
            [0, 1, 2, 3],
            [1],
        ]);
        Assert.Equal(scores, alone[0]);
        Assert.NotEqual(scores, alone[1]);
    }

    [Fact]
    public void ALostDependenceIsNamedAsOfTwoColumns()
    {
        // Columns of other rows have their distribution, and no dependence.
        Table real = Samples.Gaussian(Rows, 1),
            made = Dependent(Samples.Gaussian(Rows, 2), Samples.Gaussian(Rows, 3));
        var found = Find(Dependent(real, real), made);
        var pair = Assert.Single(found.Pairs, pair => pair.IsNamed);
        Assert.Equal(["x0", "x1"], new[] { pair.First, pair.Second }.Order());
        Assert.Contains(" go together (AUC 0.", found.Sentence);
        Assert.All(found.Columns.Take(2), column => Assert.InRange(column.Alone!.Value, 0.4, 0.6));
    }

    [Fact]
    public void RowsOfOneDistributionNameNothing()
    {
        var report = Evaluator.Evaluate(Samples.Gaussian(Rows, 1), Samples.Gaussian(Rows, 2), Quick);
        Assert.Empty(report.Separations);
        Assert.Null(report.Verdict.SeparatedBy);
    }

    [Fact]
    public void AWeekdayIsNamedAsAPartOfItsTime()
    {
        var found = Find(Days(1, 7), Days(2, 5));
        Assert.Equal(
            ("day", "weekday", true),
            (found.Columns[0].Column, found.Columns[0].Part, found.Columns[0].IsNamed)
        );
        Assert.Contains("mostly by the weekday of 'day' (", found.Sentence);
    }

    [Fact]
    public void CodesBelongToTheirColumn()
    {
        Table rows = Table.FromArrays(
            ("n", Enumerable.Range(0, 100).Select(i => (double)i).ToArray()),
            ("n, code", Enumerable.Range(0, 100).Select(i => (double)(i % 3)).ToArray())
        );
        var group = Assert.Single(ColumnGroup.Rows(new EvaluationData(rows, null, rows, Quick)));
        Assert.Equal("n", group.Name);
        Assert.Equal([0, 1], group.Columns);
    }

    [Fact]
    public void ColumnsOfConsecutiveRowsAreNamed()
    {
        var settings = Quick with { Subjects = "account_id", Order = new SubjectOrder("account_id", "number") };
        var report = Evaluator.Evaluate(LedgerRows.Create(150, 1), null, LedgerRows.Shuffled(150, 2), settings);
        var pairs = Assert.Single(report.Separations, one => one.Metric == ConsecutiveRows.Name);
        Assert.Contains("opening", pairs.Columns.Where(column => column.IsNamed).Select(column => column.Column));
        Assert.StartsWith("Boosted trees separate consecutive rows mostly by ", report.Verdict.SeparatedBy);
    }

    [Fact]
    public void TheReportAndItsJsonHaveTheNumbers()
    {
        var report = Evaluator.Evaluate(Samples.Gaussian(Rows, 1), Shifted(2), Quick);
        var found = Assert.Single(report.Separations);
        Assert.Equal(found.Sentence, report.Verdict.SeparatedBy);
        string text = ReportJson.Serialize(report);
        var column = JsonNode.Parse(text)!["separations"]![0]!["columns"]![0]!;
        Assert.Equal(("x2", true), ((string?)column["column"], (bool)column["isNamed"]!));
        Assert.Equal(text, ReportJson.Serialize(ReportJson.Parse<EvaluationReport>(text)));
        var figure = SeparationChart.Draw(found);
        Assert.Contains(">x2<", figure.ToInlineSvg());
        Assert.Contains(found.Auc.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture), figure.Caption);
    }

    [Fact]
    public void TheSameForAnyNumberOfThreads() =>
        Assert.Equal(
            ReportJson.Serialize(Find(Samples.Gaussian(Rows, 1), Shifted(2), Quick with { Threads = 1 })),
            ReportJson.Serialize(Find(Samples.Gaussian(Rows, 1), Shifted(2), Quick with { Threads = 4 }))
        );

    private static SeparationReport Find(Table real, Table generated, EvaluationSettings? settings = null)
    {
        var (data, result) = Compare(real, generated, settings);
        return ColumnImportance.Find(data, result)!;
    }

    private static (EvaluationData Data, MetricResult Result) Compare(
        Table real,
        Table generated,
        EvaluationSettings? settings = null
    )
    {
        var data = new EvaluationData(real, null, generated, settings ?? Quick);
        return (data, Assert.Single(new BoostedTreesClassifier().Compute(data)));
    }

    private static Table Shifted(int column)
    {
        Table rows = Samples.Gaussian(Rows, 2);
        double[] values = rows.ToRowMajor();
        for (int row = 0; row < Rows; row++)
        {
            values[(row * rows.Width) + column] += 1.5;
        }

        return Samples.Of(values, rows.Width);
    }

    // x1 follows the first column of other rows.
    private static Table Dependent(Table rows, Table on)
    {
        double[] values = rows.ToRowMajor();
        var noise = new PhiloxRandom(3, 7);
        for (int row = 0; row < Rows; row++)
        {
            values[(row * rows.Width) + 1] = on[row, 0] + (0.2 * noise.NextNormal());
            (values[(row * rows.Width) + 2], values[(row * rows.Width) + 3]) = (noise.NextNormal(), noise.NextNormal());
        }

        return Samples.Of(values, rows.Width);
    }

    // Days of three years, on some weekdays from Monday on, beside a number.
    private static Table Days(ulong stream, int weekdays)
    {
        var random = new PhiloxRandom(5, stream);
        double monday = new DateTime(2021, 1, 4, 0, 0, 0, DateTimeKind.Utc).Subtract(DateTime.UnixEpoch).TotalSeconds;
        return Table.FromColumns(
            [new Column("day") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true) }, new Column("x")],
            [
                [
                    .. Enumerable
                        .Range(0, Rows)
                        .Select(_ => monday + (Day * ((7 * random.NextInt(150)) + random.NextInt(weekdays)))),
                ],
                [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())],
            ]
        );
    }
}
