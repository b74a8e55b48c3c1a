using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Modalities.Tables.Rules.Approximate;
using Likeness.Modalities.Tables.Validity;
using Likeness.Tests.Figures.Report;

namespace Likeness.Tests.Modalities.Tables.Rules.Approximate;

public sealed class ApproximateRulesTests
{
    private static readonly string[] Towns = ["Bonn", "Hof", "Köln", "Mainz", "Trier", "Ulm"];

    [Fact]
    public void RulesWithFewErrorsAreFound()
    {
        var rows = Rows(seed: 1, errors: 0.01);
        string[] found = [.. ApproximateRuleSearch.Find(rows).Select(rule => rule.Text)];
        Assert.Equal(
            [
                "again = booked",
                "gross = net + tax",
                "paid = net + fee + tip",
                "postcode determines town",
                "start ≤ end",
            ],
            found.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    public void RulesOfAllRowsOrOfFewerAreNone(double errors) =>
        Assert.Empty(ApproximateRuleSearch.Find(Rows(seed: 1, errors)));

    [Fact]
    public void WhatHoldsInNearlyAllRowsByChanceIsNone()
    {
        var random = new PhiloxRandom(4, 0);
        double[] low = [.. Enumerable.Range(0, 2000).Select(_ => (double)random.NextInt(100))];
        // 99 % of the pairs are in order, and have the same rare category.
        double[] high = [.. low.Select(_ => random.NextDouble() < 0.01 ? 0.0 : 100 + random.NextInt(50))];
        string[] mostly = [.. low.Select(_ => random.NextDouble() < 0.01 ? "yes" : "no")];
        string[] group = [.. low.Select(_ => Towns[random.NextInt(6)])];
        // A sum in which the part is nearly always 0.
        double[] zero = [.. low.Select(_ => random.NextDouble() < 0.01 ? 5.0 : 0)];
        var rows = Table.FromArrays(
            ("low", low),
            ("high", high),
            ("mostly", mostly),
            ("group", group),
            ("zero", zero),
            ("total", low.Select((value, i) => value + (i % 200 == 0 ? 0 : zero[i])).ToArray())
        );
        Assert.Equal(["low = total"], ApproximateRuleSearch.Find(rows).Select(rule => rule.Text));
    }

    [Fact]
    public void AnOrderThatFollowsFromOthersIsNotListed()
    {
        var random = new PhiloxRandom(5, 0);
        double[] first = [.. Enumerable.Range(0, 2000).Select(_ => (double)random.NextInt(1000))];
        double[] second = [.. first.Select((value, i) => i % 100 == 0 ? value - 500 : value + random.NextInt(200))];
        double[] third = [.. second.Select((value, i) => i % 100 == 1 ? value - 500 : value + random.NextInt(200))];
        var rows = Table.FromArrays(("a", first), ("b", second), ("c", third));
        Assert.Equal(
            ["a ≤ b", "b ≤ c"],
            ApproximateRuleSearch.Find(rows).Select(rule => rule.Text).Order(StringComparer.Ordinal)
        );
        // Where the middle column is often missing, it says nothing of the others.
        double[] sometimes = [.. second.Select((value, i) => i % 3 == 0 ? value : double.NaN)];
        var gaps = Table.FromArrays(("a", first), ("b", sometimes), ("c", third));
        Assert.Contains("a ≤ c", ApproximateRuleSearch.Find(gaps).Select(rule => rule.Text));
    }

    [Fact]
    public void SamplesThatSatisfyThemLessOftenAreNamedFirst()
    {
        var report = Add(Rows(seed: 2, errors: 0.06));
        Assert.All(report.ApproximateRules, rule => Assert.True(rule.IsLess));
        Assert.StartsWith("Samples satisfy rules that nearly hold less often than real rows: ", report.Warnings[0]);
        Assert.EndsWith(", and 3 more.", report.Warnings[0]);
        var order = report.ApproximateRules.Single(rule => rule.Rule == "start ≤ end");
        Assert.InRange(order.Real, 0.985, 0.995);
        Assert.InRange(order.Generated, 0.92, 0.96);
        var (outline, content) = SampleReport.OfTables(2);
        string page = SampleReport.Render((outline, content with { Evaluation = report }));
        Assert.Contains("Rules that nearly hold", page);
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
            new CheckedRows(Rows(seed: 1, errors: 0.01), Rows(seed: 3, errors: 0.01), generated)
        );

    // Each rule is broken in a fraction of the rows.
    private static Table Rows(ulong seed, double errors)
    {
        var random = new PhiloxRandom(seed, 0);
        double[] start = Numbers(1000, 0);
        double[] net = Numbers(5000, 1);
        double[] tax = Numbers(900, 1);
        double[] fee = Numbers(300, 1);
        double[] tip = Numbers(90, 1);
        double[] booked = Numbers(800, 0);
        int[] town = [.. start.Select(_ => random.NextInt(6))];
        var rows = Table.FromArrays(
            ("start", start),
            ("end", start.Select(value => value + (Errs() ? -300 : random.NextInt(250))).ToArray()),
            ("net", net),
            ("tax", tax),
            ("gross", net.Select((value, i) => value + tax[i] + (Errs() ? 7 : 0)).ToArray()),
            ("fee", fee),
            ("tip", tip),
            ("paid", net.Select((value, i) => value + fee[i] + tip[i] + (Errs() ? 3 : 0)).ToArray()),
            ("again", booked.Select(value => value + (Errs() ? 11 : 0)).ToArray()),
            ("booked", booked),
            ("postcode", town.Select(i => $"{i}{random.NextInt(4)} {Towns[i][0]}").ToArray()),
            ("town", town.Select(i => Towns[Errs() ? (i + 1) % 6 : i]).ToArray())
        );
        return rows;

        double[] Numbers(int below, int least) =>
            [.. Enumerable.Range(0, 2000).Select(_ => (double)(least + random.NextInt(below)))];

        bool Errs() => random.NextDouble() < errors;
    }
}
