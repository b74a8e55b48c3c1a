using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Evaluation;
using Likeness.Evaluation.Consecutive;
using Likeness.Modalities;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Runs;
using Likeness.Tests.Modalities.Tables.Subjects;
using TemporaryFolder = Likeness.Testing.TemporaryFolder;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Keys of files that are compared are those that stand there.</summary>
public sealed class ComparedFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A level that only samples have changes the kinds of all tables.</summary>
    [Theory]
    [InlineData("M")]
    [InlineData("unknown")]
    public void EachTableKeepsItsOwnKeys(string sex)
    {
        var compared = ComparedFiles.Read(Write(sex));
        Assert.Equal("patient_id", Assert.Single(compared.Rules.Exact.OfType<SubjectColumns>()).Column);
        Assert.StartsWith("P-1", Assert.Single(FirstDigits(compared.Rows.Known)));
        Assert.StartsWith("P-2", Assert.Single(FirstDigits(compared.Rows.Test!)));
        Assert.StartsWith("P-3", Assert.Single(FirstDigits(compared.Rows.Generated)));
        Assert.Equal(300, VisitRows.Texts(compared.Rows.Known, "patient_id").Distinct().Count());
    }

    [Theory]
    [InlineData("M")]
    [InlineData("unknown")]
    public void NewPatientsAreNoPartsOfThoseOfTheTrainingRows(string sex)
    {
        var (known, test, generated) = ComparedFiles.Read(Write(sex)).Rows;
        var order = new SubjectOrder("patient_id", "visited");
        var pairs = PairedRows.Find(known, test, generated, order, new EvaluationSettings())!;
        Assert.Equal("the test rows", pairs.Among);
        var subjects = pairs.Data(new EvaluationSettings(), 5000, CancellationToken.None).Subjects!;
        Assert.Empty(subjects.Test!.ColumnValues(0).Intersect(subjects.Train.ColumnValues(0)));
        // Of 300 patients, four in five have several visits.
        Assert.InRange(subjects.Train.ColumnValues(0).Distinct().Count(), 200, 299);
    }

    /// <summary>Most splits of the real rows have rows of one of two subjects.</summary>
    [Fact]
    public void RowsOfTwoSubjectsAreCompared()
    {
        var visits = VisitRows.Create(200);
        var rows = Table.FromColumns(
            [new Column("patient_id") { Kind = new TextKind(["P", "Q"]) }, .. visits.Columns.Skip(1)],
            [
                [.. Enumerable.Range(0, visits.RowCount).Select(row => row < visits.RowCount * 9 / 10 ? 0.0 : 1)],
                .. Enumerable.Range(1, visits.Width - 1).Select(visits.ColumnValues),
            ]
        );
        var settings = new EvaluationSettings { Subjects = "patient_id", BaselineRepeats = 5 };
        var report = Evaluator.Evaluate(rows, rows, settings);
        Assert.Equal(4, report.Results.Count(result => result.Auc is not null));
    }

    private static IEnumerable<string> FirstDigits(Table rows) =>
        VisitRows.Texts(rows, "patient_id").Select(key => key[..3]).Distinct();

    private EvaluatedFiles Write(string sex) =>
        new(
            Source("test.csv", VisitRows.Create(300, seed: 2), "P-2", "M"),
            Source("generated.csv", VisitRows.Create(300, seed: 3), "P-3", sex),
            Source("train.csv", VisitRows.Create(300, seed: 1), "P-1", "M")
        );

    private DataSource Source(string name, Table rows, string keys, string sex)
    {
        var lines = Enumerable
            .Range(0, rows.RowCount)
            .Select(row => string.Join(',', rows.Columns.Select((column, i) => column.Write(rows[row, i]))))
            .Select((line, row) => (row % 20 == 3 ? line.Replace(",M,", $",{sex},") : line).Replace("P-1", keys));
        File.WriteAllLines(
            folder.At(name),
            lines.Prepend(string.Join(',', rows.Columns.Select(column => column.Name)))
        );
        return new() { Files = [folder.At(name)] };
    }
}
