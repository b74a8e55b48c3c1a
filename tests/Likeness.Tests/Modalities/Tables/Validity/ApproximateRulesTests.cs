using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Validity;
using Likeness.Tests.Figures.Report;
using Likeness.Tests.Modalities.Tables.Rules.Exceptions;

namespace Likeness.Tests.Modalities.Tables.Validity;

public sealed class ApproximateRulesTests
{
    [Fact]
    public void SamplesThatSatisfyThemLessOftenAreNamedFirst()
    {
        var report = Add(Rows(seed: 2, errors: 0.06));
        Assert.All(report.ApproximateRules, rule => Assert.True(rule.IsLess));
        Assert.StartsWith(
            "Samples satisfy rules that hold in most or a part of the rows less often than real rows: ",
            report.Warnings[0]
        );
        Assert.EndsWith(", and 3 more.", report.Warnings[0]);
        var order = report.ApproximateRules.Single(rule => rule.Rule == "start ≤ end");
        Assert.InRange(order.Real, 0.985, 0.995);
        Assert.InRange(order.Generated, 0.92, 0.96);
        var (outline, content) = SampleReport.OfTables(2);
        string page = SampleReport.Render((outline, content with { Evaluation = report }));
        Assert.Contains("Rules that hold in most or a part of the rows", page);
        Assert.Contains(">start ≤ end</th>", page);
        Assert.Equal(
            report.ApproximateRules,
            ReportJson.Parse<EvaluationReport>(ReportJson.Serialize(report)).ApproximateRules
        );
    }

    [Fact]
    public void SamplesWithTheErrorsOfRealRowsCauseNoWarning()
    {
        var report = Add(Rows(seed: 2, errors: 0.012));
        Assert.Equal(5, report.ApproximateRules.Count);
        Assert.DoesNotContain(report.ApproximateRules, rule => rule.IsLess);
        Assert.DoesNotContain(
            report.Warnings,
            warning => warning.StartsWith("Samples satisfy", StringComparison.Ordinal)
        );
    }

    private static EvaluationReport Add(Table generated) =>
        ApproximateRules.Add(
            SampleReport.Evaluation(["start"], copied: false),
            TableRules.Find(Rows(seed: 1, errors: 0.01), wanted: true),
            new CheckedRows(Rows(seed: 1, errors: 0.01), Rows(seed: 3, errors: 0.01), generated)
        );

    private static Table Rows(ulong seed, double errors) => Entries.Rows(seed, errors);
}
