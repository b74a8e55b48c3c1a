using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Validity;
using Likeness.Runs;
using Likeness.Tests.Figures.Report;
using Likeness.Tests.Modalities.Tables.Subjects;
using TemporaryFolder = Likeness.Testing.TemporaryFolder;

namespace Likeness.Tests.Modalities.Tables.Validity;

public sealed class TableValidityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void OtherRealRowsAreValid()
    {
        var report = Measure(StayRows.Create(2, 600));
        Assert.Equal(ValidityLevel.Valid, report.Verdict.Validity);
        Assert.DoesNotContain(report.Validity!.Checks, check => check.IsBroken);
        Assert.Contains("of the left-out real rows have only values", report.Verdict.ValidityReason);
        Assert.Equal(1, Assert.Single(report.Rules, rule => rule.Rule == "booked ≤ arrival").Fraction);
    }

    /// <summary>Test rows and samples have the values of training rows.</summary>
    [Theory]
    [InlineData("test rows", "of the test rows have only values that training rows have and")]
    [InlineData("left-out real rows", "of the left-out real rows have only values that real rows have and")]
    public void TheSentenceNamesTheRowsThatWereComparedWith(string rows, string expected) =>
        Assert.Contains(expected, ValiditySentence.Create(new ValidityReport(1, 0.96, rows, []), ValidityLevel.Valid));

    [Fact]
    public void ABrokenRuleIsToldThoughOtherColumnsAreAsReal()
    {
        var rows = StayRows.Create(2, 600);
        string[] arrivals = [.. rows["arrival"].Take(200).Reverse()];
        var report = Measure(rows.With("arrival", arrivals));
        var worst = report.Validity!.Checks[0];
        Assert.Equal((ValidityKind.Rule, "booked ≤ arrival", true), (worst.Kind, worst.Name, worst.IsBroken));
        Assert.InRange(worst.Invalid, 0.05, 0.3);
        Assert.Equal(1 - worst.Invalid, report.Rules.Single(rule => rule.Rule == worst.Name).Fraction, 12);
        Assert.Equal(ValidityLevel.InvalidRows, report.Verdict.Validity);
        string percent = EvidenceRules.Percent(worst.Invalid);
        Assert.StartsWith($"{percent} of the samples break booked ≤ arrival: ", report.Verdict.ValidityReason);
    }

    [Theory]
    [InlineData("town", "Hof", ValidityKind.Level, "have a 'town' that real rows do not have")]
    [InlineData("guests", "19", ValidityKind.Range, "have 'guests' outside the real range")]
    [InlineData("guests", "2.5", ValidityKind.Decimals, "have more decimals in 'guests' than real rows")]
    [InlineData("price", "31.125", ValidityKind.Decimals, "have more decimals in 'price' than real rows")]
    [InlineData("points", "7", ValidityKind.Grid, "have 'points' off the grid of the real values")]
    [InlineData("points", "", ValidityKind.Missing, "lack 'points', which no real row does")]
    [InlineData("id", "BK20000", ValidityKind.Pattern, "have 'id' of another pattern")]
    [InlineData("id", "BK-20599", ValidityKind.Key, "repeat 'id', which is unique in real rows")]
    public void ACellThatNoRealRowHasIsTold(string column, string cell, object kind, string words)
    {
        var rows = StayRows.Create(2, 600);
        var report = Measure(rows.With(column, [.. Enumerable.Repeat(cell, 12)]));
        Assert.Equal(ValidityLevel.InvalidRows, report.Verdict.Validity);
        var check = Assert.Single(report.Validity!.Checks, check => check.IsBroken && check.Kind == (ValidityKind)kind);
        Assert.Equal((column, 0.02), (check.Name, check.Invalid));
        Assert.Contains($"2.0 % of the samples {words}", report.Verdict.ValidityReason);
        Assert.InRange(report.Validity.Valid, 0.97, 0.98);
    }

    [Fact]
    public void ALevelOfAnotherCaseIsNamedBesideTheKnownOne()
    {
        var report = Measure(StayRows.Create(2, 600).With("town", [.. Enumerable.Repeat("köln ", 12)]));
        Assert.Contains(
            "2.0 % of the samples have a 'town' that real rows do not have ('köln' beside 'Köln')",
            report.Verdict.ValidityReason
        );
        report = Measure(StayRows.Create(2, 600).With("town", [.. Enumerable.Repeat("Hof", 12)]));
        Assert.Contains("have a 'town' that real rows do not have: ", report.Verdict.ValidityReason);
    }

    /// <summary>By chance, no key of rows that each have their own stands in two rows.</summary>
    [Fact]
    public void OneRepeatedKeyIsTold()
    {
        var rows = StayRows.Create(2, 600);
        var report = Measure(rows.With("id", rows["id"][1]));
        Assert.Equal(ValidityLevel.InvalidRows, report.Verdict.Validity);
        Assert.StartsWith(
            "0.2 % of the samples repeat 'id', which is unique in real rows",
            report.Verdict.ValidityReason
        );
    }

    [Fact]
    public void AColumnThatNoSampleHasMakesNoRowInvalid()
    {
        var rows = StayRows.Create(2, 600);
        var report = Measure(rows.With("town", [.. Enumerable.Repeat("", 600)]));
        Assert.Equal(ValidityLevel.Valid, report.Verdict.Validity);
        Assert.Equal(["town"], report.Validity!.Absent);
        Assert.EndsWith(" No sample has 'town', which all real rows have.", report.Verdict.ValidityReason);
    }

    [Fact]
    public void OneOfManyRowsMayBeChance()
    {
        var report = Measure(StayRows.Create(2, 600).With("town", "Hof"));
        Assert.Equal(ValidityLevel.Valid, report.Verdict.Validity);
        Assert.Equal(1 / 600.0, Assert.Single(report.Validity!.Checks, check => check.Name == "town").Invalid, 12);
        Assert.StartsWith("99.8 % of the samples and ", report.Verdict.ValidityReason);
    }

    /// <summary>Three patients with five visits each are fifteen rows, but three births.</summary>
    [Theory]
    [InlineData(3, false)]
    [InlineData(25, true)]
    public void WhatASubjectHasInAllItsRowsIsOneValue(int patients, bool isBroken)
    {
        WriteVisits(VisitRows.Create(300, seed: 1), "real.csv", []);
        var others = VisitRows.Create(300, seed: 2);
        string[] keys = VisitRows.Texts(others, "patient_id");
        string[] many =
        [
            .. keys.CountBy(key => key).Where(one => one.Value == 5).Select(one => one.Key).Take(patients),
        ];
        WriteVisits(others, "generated.csv", many);
        var compared = ComparedFiles.Read(new EvaluatedFiles(Source("real.csv"), Source("generated.csv")));
        var report = TableValidity.Add(
            SampleReport.Evaluation(["weight"], copied: false),
            compared.Rules.Exact,
            compared.Rows,
            compared.AsRead
        );
        var check = report.Validity!.Checks.Single(one => (one.Kind, one.Name) == (ValidityKind.Range, "birth_year"));
        Assert.Equal((5.0 * patients / others.RowCount, isBroken), (check.Invalid, check.IsBroken));
        Assert.Equal(isBroken ? ValidityLevel.InvalidRows : ValidityLevel.Valid, report.Verdict.Validity);
    }

    // Visits of which some patients were born in 1890.
    private void WriteVisits(Table visits, string name, string[] old) =>
        Enumerable
            .Range(0, visits.Width)
            .ToDictionary(
                i => visits.Columns[i].Name,
                i =>
                    Enumerable
                        .Range(0, visits.RowCount)
                        .Select(row =>
                            visits.Columns[i].Name == "birth_year"
                            && old.Contains(visits.Columns[0].Write(visits[row, 0]))
                                ? "1890"
                                : visits.Columns[i].Write(visits[row, i])
                        )
                        .ToArray()
            )
            .Write(folder.At(name));

    [Fact]
    public void WhatTestRowsHaveAsOftenIsNoError()
    {
        string[] others = [.. Enumerable.Repeat("Hof", 12)];
        var test = StayRows.Create(3, 600).With("town", others);
        var report = Measure(StayRows.Create(2, 600).With("town", others), test);
        Assert.Equal(ValidityLevel.Valid, report.Verdict.Validity);
        Assert.Equal("test rows", report.Validity!.BaselineRows);
        Assert.Equal(0.02, report.Validity.Checks.Single(check => check.Name == "town").Baseline, 12);
    }

    [Fact]
    public void ARuleThatTestRowsDoNotSatisfyIsDoubted()
    {
        var test = StayRows.Create(3, 600);
        var report = Measure(StayRows.Create(2, 600), test.With("arrival", [.. test["arrival"].Take(300).Reverse()]));
        Assert.Equal(ValidityLevel.Doubtful, report.Verdict.Validity);
        Assert.Equal("doubtful", report.Verdict.Validity!.Value.InWords());
        var doubt = report.Validity!.Doubts[0];
        Assert.Equal((ValidityKind.Rule, "booked ≤ arrival"), (doubt.Kind, doubt.Name));
        Assert.Contains(
            $"Of the test rows, {EvidenceRules.Percent(doubt.Baseline)} break booked ≤ arrival",
            report.Verdict.ValidityReason
        );
        Assert.EndsWith("(--no-rules, or a schema without these rules).", report.Verdict.ValidityReason);
        Assert.Contains("of the test rows satisfy booked ≤ arrival, which all training rows do", report.Warnings[0]);
        Assert.Empty(Measure(StayRows.Create(2, 600), StayRows.Create(3, 600)).Warnings.Skip(1));
    }

    [Fact]
    public void ARuleThatNearlyAllSamplesSatisfyIsNotShownAsAll()
    {
        var report = SampleReport.Evaluation(["town"], copied: false) with { Rules = [new("a ≤ b", 0.9996)] };
        var (outline, content) = SampleReport.OfTables(2);
        string page = SampleReport.Render((outline, content with { Evaluation = report }));
        Assert.Contains(">&gt; 99.9 %</td>", page);
        Assert.Contains(">100 %</td>", page);
    }

    [Fact]
    public void TheThreeWorstAreNamedWorstFirst()
    {
        var rows = StayRows.Create(2, 600);
        rows = rows.With("town", [.. Enumerable.Repeat("Hof", 60)]).With("guests", [.. Enumerable.Repeat("2.5", 90)]);
        rows = rows.With("points", [.. Enumerable.Repeat("7", 30)]).With("price", [.. Enumerable.Repeat("0.125", 40)]);
        string reason = Measure(rows).Verdict.ValidityReason!;
        Assert.StartsWith(
            "15.0 % of the samples have more decimals in 'guests' than real rows; 10.0 % have a 'town' that real rows do not have; 6.7 % have",
            reason
        );
        Assert.Contains("; and 2 more in the report: 85.0 % are valid, and ", reason);
    }

    [Fact]
    public void MetricsAndPageHaveIt()
    {
        var report = Measure(StayRows.Create(2, 600).With("town", [.. Enumerable.Repeat("Hof", 60)]));
        string json = ReportJson.Serialize(report);
        Assert.Contains("\"validity\": \"invalid-rows\"", json);
        Assert.Contains("\"kind\": \"level\"", json);
        var read = ReportJson.Parse<EvaluationReport>(json);
        Assert.Equal(report.Validity!.Checks, read.Validity!.Checks);
        var (outline, content) = SampleReport.OfTables(2);
        string page = SampleReport.Render(
            (outline with { Verdict = report.Verdict }, content with { Evaluation = report })
        );
        Assert.Contains("<section class=\"verdict fair\"><h2>Similarity</h2>", page);
        Assert.Contains("<section class=\"verdict poor\"><h2>Validity</h2><p class=\"answer\">Invalid rows</p>", page);
        Assert.Contains("that real rows do not have</th>\n<td class=\"number value\">10 %</td>", page);
    }

    private EvaluationReport Measure(Dictionary<string, string[]> generated, Dictionary<string, string[]>? test = null)
    {
        StayRows.Create(1, 600).Write(folder.At("real.csv"));
        generated.Write(folder.At("generated.csv"));
        test?.Write(folder.At("test.csv"));
        var known = Source("real.csv");
        var files = test is null
            ? new EvaluatedFiles(known, Source("generated.csv"))
            : new EvaluatedFiles(Source("test.csv"), Source("generated.csv"), known);
        var compared = ComparedFiles.Read(files);
        return TableValidity.Add(
            SampleReport.Evaluation(["town"], copied: false),
            compared.Rules.Exact,
            compared.Rows,
            compared.AsRead
        );
    }

    private DataSource Source(string name) => new() { Files = [folder.At(name)] };
}
