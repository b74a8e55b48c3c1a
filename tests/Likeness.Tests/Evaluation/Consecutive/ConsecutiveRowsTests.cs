using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Classifiers;
using Likeness.Evaluation.Consecutive;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Tests.Evaluation.Consecutive;

/// <summary>Rows of one key that do not follow each other are told from those that do, which single rows do not show.</summary>
public sealed class ConsecutiveRowsTests
{
    private static readonly EvaluationSettings Quick = new()
    {
        Resamples = 20,
        BaselineRepeats = 10,
        Permutations = 19,
        Subjects = "account_id",
        Order = new SubjectOrder("account_id", "number"),
    };

    private static readonly Table Ledger = LedgerRows.Create(150, 1);

    [Fact]
    public void AccountsThatDoNotContinueAreToldApart()
    {
        var report = Compare(Ledger, null, LedgerRows.Shuffled(150, 2), Quick);
        var pairs = report.Find(ConsecutiveRows.Name)!;
        Assert.InRange(pairs.Auc!.Value, 0.9, 1);
        Assert.InRange(AloneIn(report), 0.35, 0.65);
        Assert.Equal(SimilarityLevel.Poor, report.Verdict.Level);
        Assert.StartsWith(
            "A classifier separates pairs of consecutive rows of one 'account_id'",
            report.Verdict.Reason,
            StringComparison.Ordinal
        );
        Assert.Equal(report.Verdict.Reason, report.Verdict.Evidence[0].Sentence);
        Assert.Single(report.Warnings, IsOnPairs);
    }

    [Fact]
    public void AccountsOfTheSameDistributionAreNot()
    {
        var report = Compare(Ledger, null, LedgerRows.Create(150, 3), Quick);
        Assert.InRange(report.Find(ConsecutiveRows.Name)!.Auc!.Value, 0.35, 0.65);
        Assert.Equal(SimilarityLevel.Indistinguishable, report.Verdict.Level);
        Assert.DoesNotContain(report.Warnings, IsOnPairs);
        Assert.Equal(report.Verdict, Without(report).Verdict with { Evidence = report.Verdict.Evidence });
    }

    [Fact]
    public void TheNumbersAreInTheJson()
    {
        var json = JsonNode.Parse(ReportJson.Serialize(Compare(Ledger, null, Ledger, Quick)))!;
        Assert.Contains(json["results"]!.AsArray(), one => (string?)one!["metric"] == ConsecutiveRows.Name);
        Assert.Contains(
            json["verdict"]!["evidence"]!.AsArray(),
            one => (string?)one!["metric"] == "AUC (consecutive rows)"
        );
        Assert.Equal("number", (string?)json["settings"]!["order"]!["by"]);
    }

    [Fact]
    public void RowsNeedNotStandInOrderIfAColumnSaysIt()
    {
        var mixed = LedgerRows.Mixed(LedgerRows.Create(150, 3), 1);
        Assert.InRange(AucOf(Ledger, null, mixed, Quick), 0.35, 0.65);
        Assert.InRange(AucOf(Ledger, null, mixed, Quick with { Order = new SubjectOrder("account_id") }), 0.9, 1);
    }

    [Fact]
    public void TestRowsOfWholeAccountsAreComparedIfThereAreEnough()
    {
        var shuffled = LedgerRows.Shuffled(150, 2);
        Assert.Contains("real ones of the test rows", NoteOf(Ledger, Offset(LedgerRows.Create(60, 4)), shuffled));
        Assert.Contains("real ones of all real rows", NoteOf(Ledger, Offset(LedgerRows.Create(9, 4)), shuffled));

        // Fewer of the rows of each account follow each other in parts of all of them.
        var mixed = LedgerRows.Mixed(Ledger, 1);
        var (first, second) = (mixed.TakeRows([.. Enumerable.Range(0, 600)]), Rest(mixed, 600));
        Assert.Contains("real ones of all real rows", NoteOf(first, second, shuffled));
        Assert.InRange(AucOf(first, second, LedgerRows.Create(150, 3), Quick), 0.35, 0.65);
        Assert.Null(
            Compare(first, second, shuffled, Quick with { Order = new SubjectOrder("account_id") })
                .Find(ConsecutiveRows.Name)
        );
    }

    [Fact]
    public void NothingIsSaidWithoutAnOrderOrEnoughPairs()
    {
        Assert.Null(Compare(Ledger, null, Ledger, Quick with { Order = null }).Find(ConsecutiveRows.Name));
        var few = LedgerRows.Create(9, 2);
        Assert.Null(Compare(Ledger, null, few, Quick).Find(ConsecutiveRows.Name));
        Assert.Null(Compare(few, null, Ledger, Quick).Find(ConsecutiveRows.Name));
        // Each row has an account of its own.
        var single = Ledger.TakeRows([.. Enumerable.Range(0, Ledger.RowCount).Where(row => Ledger[row, 2] == 1)]);
        Assert.Null(Compare(Ledger, null, single, Quick).Find(ConsecutiveRows.Name));
    }

    [Fact]
    public void AColumnThatDoesNotExistIsNamed()
    {
        var settings = Quick with { Order = new SubjectOrder("account_id", "visit") };
        var error = Assert.Throws<LikenessException>(() => Compare(Ledger, null, Ledger, settings));
        Assert.Contains("There is no column 'visit' that orders rows", error.Message);
    }

    private static EvaluationReport Compare(Table train, Table? test, Table generated, EvaluationSettings settings) =>
        Evaluator.Evaluate(train, test, generated, [new BoostedTreesClassifier()], settings);

    private static bool IsOnPairs(string warning) =>
        warning.StartsWith("Consecutive rows of one 'account_id' do not follow", StringComparison.Ordinal);

    private static EvaluationReport Without(EvaluationReport report) =>
        Compare(Ledger, null, LedgerRows.Create(150, 3), report.Settings with { Order = null });

    private static double AloneIn(EvaluationReport report) =>
        report
            .Results.Where(result => result.Metric.StartsWith("C2ST (", StringComparison.Ordinal))
            .Max(r => r.Auc)!
            .Value;

    private static double AucOf(Table train, Table? test, Table generated, EvaluationSettings settings) =>
        Compare(train, test, generated, settings).Find(ConsecutiveRows.Name)!.Auc!.Value;

    private static string NoteOf(Table train, Table test, Table generated) =>
        Compare(train, test, generated, Quick).Find(ConsecutiveRows.Name)!.Note!;

    private static Table Rest(Table rows, int from) => rows.TakeRows([.. Enumerable.Range(from, rows.RowCount - from)]);

    // Other accounts than those of the training rows.
    private static Table Offset(Table rows)
    {
        string[] keys = Array.ConvertAll(
            rows.ColumnValues(0),
            cell => rows.Columns[0].Write(cell).Replace("AC-1", "AC-2", StringComparison.Ordinal)
        );
        var named = Table.FromArrays(("account_id", keys));
        return Table.FromColumns(
            [named.Columns[0], .. rows.Columns.Skip(1)],
            [named.ColumnValues(0), .. Enumerable.Range(1, rows.Width - 1).Select(rows.ColumnValues)]
        );
    }
}
