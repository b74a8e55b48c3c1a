using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Consecutive;
using Likeness.Modalities;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Evaluation.Consecutive;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Files and runs say how the rows of a key are ordered.</summary>
public sealed class ConsecutiveRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void FilesWithKeysAreComparedByTheirPairs()
    {
        var outcome = Compare(LedgerRows.Create(150, 1), LedgerRows.Shuffled(150, 2));
        var report = (EvaluationReport)outcome.Details;
        Assert.Equal(new SubjectOrder("account_id", "number"), report.Settings.Order);
        Assert.InRange(report.Find(ConsecutiveRows.Name)!.Auc!.Value, 0.9, 1);
        Assert.Single(outcome.Numbers, number => number.Name == "AUC of consecutive rows of one 'account_id'");
        Assert.DoesNotContain(outcome.Numbers.Take(1), number => number.Name.Contains("consecutive"));
    }

    [Fact]
    public void FilesWithoutKeysAreNot()
    {
        int[] columns = [2, 3, 4, 5];
        var outcome = Compare(
            LedgerRows.Create(150, 1).TakeColumns(columns),
            LedgerRows.Create(150, 2).TakeColumns(columns)
        );
        Assert.Null(((EvaluationReport)outcome.Details).Settings.Order);
        Assert.Null(((EvaluationReport)outcome.Details).Find(ConsecutiveRows.Name));
    }

    /// <summary>Trees predict a row from the row before; samples of a copula go on afterwards.</summary>
    [Theory]
    [InlineData("trees")]
    [InlineData("copula")]
    public void RunsCompareAllTheirSamples(string name)
    {
        var settings = new RunSettings { Data = DataSource.FromTable(LedgerRows.Create(150, 1)), Model = name };
        using var model = TrainedModel.Train(settings);
        var report = (EvaluationReport)model.Evaluate().Details;
        Assert.Equal(new SubjectOrder("account_id", "number"), report.Settings.Order);
        var pairs = report.Find(ConsecutiveRows.Name)!;
        Assert.Contains("real ones of the test rows", pairs.Note);
        Assert.InRange(pairs.Auc!.Value, 0.3, 0.62);
    }

    private EvaluationOutcome Compare(Table real, Table generated)
    {
        Write(real, "real.csv");
        Write(generated, "generated.csv");
        return new TableModality().Evaluate(
            new EvaluatedFiles(Source("real.csv"), Source("generated.csv")),
            new EvaluationRequest(),
            null,
            CancellationToken.None
        );
    }

    private DataSource Source(string name) => new() { Files = [folder.At(name)] };

    private void Write(Table rows, string name) =>
        File.WriteAllLines(
            folder.At(name),
            Enumerable
                .Range(0, rows.RowCount)
                .Select(row => string.Join(',', rows.Columns.Select((column, i) => column.Write(rows[row, i]))))
                .Prepend(string.Join(',', rows.Columns.Select(column => column.Name)))
        );
}
