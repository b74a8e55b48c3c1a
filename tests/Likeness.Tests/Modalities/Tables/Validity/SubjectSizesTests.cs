using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Validity;
using Likeness.Tests.Modalities.Tables.Subjects;

namespace Likeness.Tests.Modalities.Tables.Validity;

/// <summary>Rows that are not put together to subjects are no secret.</summary>
public sealed class SubjectSizesTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void FewRowsOfOneKeyAreAWarning(int rowsPerKey, bool isWarned)
    {
        var visits = VisitRows.Create(100);
        var encoding = TableEncoding.Fit(visits, new Likeness.Models.Trees.TreesOptions());
        var rule = Assert.Single(encoding.Rules.OfType<SubjectColumns>());
        int key = visits.Columns.ToList().FindIndex(column => column.Name == rule.Column);
        double[][] cells = [.. Enumerable.Range(0, visits.Width).Select(visits.ColumnValues)];
        cells[key] = [.. cells[key].Select((_, row) => Math.Floor(row / (double)rowsPerKey))];
        var samples = Table.FromColumns(visits.Columns, cells);
        var report = Evaluator.Evaluate(visits, visits, visits, new EvaluationSettings());
        var found = SubjectSizes.Add(report, encoding.AllRules, new CheckedRows(visits, null, samples));
        var added = found.Warnings.Except(report.Warnings).ToList();
        Assert.Equal(isWarned ? 1 : 0, added.Count);
        Assert.All(
            added,
            warning => Assert.StartsWith("Samples have 1.0 rows of one 'patient", warning, StringComparison.Ordinal)
        );
    }

    /// <summary>A balance that does not go on from the row before is told by name.</summary>
    [Fact]
    public void RowsThatDoNotGoOnAreTold()
    {
        var accounts = AccountRows.Create(100);
        var encoding = TableEncoding.Fit(accounts, new Likeness.Models.Trees.TreesOptions());
        var report = Evaluator.Evaluate(accounts, accounts, accounts, new EvaluationSettings());
        double[][] cells = [.. Enumerable.Range(0, accounts.Width).Select(accounts.ColumnValues)];
        Array.Reverse(cells[2]);
        var rows = new CheckedRows(accounts, null, Table.FromColumns(accounts.Columns, cells));
        var found = TableValidity.Add(report, encoding.Rules, rows, rows);
        Assert.Contains(
            "'before' is the 'after' of the row before",
            found.Verdict.ValidityReason,
            StringComparison.Ordinal
        );
    }
}
