using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Payments that pay off a loan in equal parts.</summary>
public sealed class AnnuityColumnTests
{
    private const string Rule = "installment = annuity of amount, rate, term";

    /// <summary>Payments as tables of loans have them: 10,000 at 5 % a year over 36 months, 200,000 at 6 % over 30 years, and 1,200 without interest over a year.</summary>
    [Theory]
    [InlineData(10_000, 5, 36, 299.71)]
    [InlineData(200_000, 6, 360, 1199.10)]
    [InlineData(1_200, 0, 12, 100)]
    public void FactorsAreThoseOfLoans(double amount, double rate, double months, double payment) =>
        Assert.Equal(payment, Math.Round(amount * AnnuityColumn.Factor(rate / 1200, months), 2));

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(100, 1, false)]
    [InlineData(1, 12, false)]
    [InlineData(1, 1, true)]
    public void LoansAreFound(double perCent, int monthsPerTerm, bool isText) =>
        Assert.Equal([Rule], Found(Loans(400, perCent, monthsPerTerm, isText)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void OtherPaymentsAreNoRule(ulong seed)
    {
        var loans = Loans(400, 1, 1, isText: false);
        double[] payments = loans.ColumnValues(3);
        var random = new PhiloxRandom(seed, 0);
        int wrong = random.NextInt(payments.Length);
        payments[wrong] += 1;
        Assert.DoesNotContain(Rule, Found(With(loans, payments)));
        Assert.DoesNotContain(
            Rule,
            Found(
                With(
                    loans,
                    Array.ConvertAll(payments, payment => Math.Round(payment * (1 + (random.NextDouble() / 50)), 2))
                )
            )
        );
    }

    [Fact]
    public void SamplesHaveTheirPayments()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Loans(1000, 1, 1, isText: true)) })
            .As<TableModel>();
        var rule = Assert.IsType<AnnuityColumn>(Assert.Single(model.Encoding.Rules));
        Assert.Equal([new(0, 36), new(1, 60)], rule.Terms);
        Assert.DoesNotContain(false, rule.Holds(model.Sample(2000)));
        var given = model.SampleConditional(100, model.ParseConditions("installment>=500")).Rows;
        Assert.DoesNotContain(false, rule.Holds(given));
        Assert.All(given.ColumnValues(3), payment => Assert.InRange(payment, 500, double.MaxValue));
    }

    [Fact]
    public void WhatIsKnownGivesTheRest()
    {
        var loans = Loans(300, 1, 1, isText: false);
        var rule = Assert.IsType<AnnuityColumn>(Assert.Single(TableRules.Find(loans, wanted: true).Rules));
        double[][] cells = [.. Enumerable.Range(0, 4).Select(loans.ColumnValues)];
        (cells[0][0], cells[3][1]) = (double.NaN, double.NaN);
        var complete = rule.Complete(Table.FromColumns(loans.Columns, cells));
        Assert.Equal(loans[0, 0], complete[0, 0]);
        Assert.Equal(loans[1, 3], complete[1, 3], 0.011);
        (cells[0][0], cells[3][1]) = (loans[0, 0] + 500, loans[1, 3]);
        var reconciled = rule.Reconcile(Table.FromColumns(loans.Columns, cells), (_, column) => column == 3);
        Assert.Equal(loans[0, 0], reconciled[0, 0]);
    }

    [Fact]
    public void ItMayBeDeclared()
    {
        var loans = Loans(12, 1, 12, isText: false);
        var rules = DeclaredRules.Create(loans, [Rule]);
        var stored = TableRules.FromJson(JsonDocument.Parse(rules.ToJson().GetRawText()).RootElement);
        Assert.Equal(Rule, Assert.Single(stored.Rules).ToString());
        Assert.DoesNotContain(false, stored.Hold(loans));
        double[] payments = loans.ColumnValues(3);
        payments[5] += 1;
        var error = Assert.Throws<LikenessException>(() => DeclaredRules.Create(With(loans, payments), [Rule]));
        Assert.Contains("some row has another payment", error.Message, StringComparison.Ordinal);
        Assert.NotEqual(RuleRelation.Annuity, RuleText.Parse("x = annuity of a, b", ["x", "a", "b"])?.Relation);
        Assert.Equal(["a, b", "c", "d"], RuleText.Parse("x = annuity of a, b, c, d", ["x", "a, b", "c", "d"])?.Parts);
        Assert.NotNull(
            RuleText.Error(Rule, ["amount", "rate", "term", "installment"], name => name == "rate" ? "date" : "number")
        );
    }

    private static Table With(Table loans, double[] payments)
    {
        double[][] cells = [.. Enumerable.Range(0, 3).Select(loans.ColumnValues), payments];
        return Table.FromColumns(loans.Columns, cells);
    }

    private static string[] Found(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.Select(rule => rule.ToString()!)];

    private static Table Loans(int rows, double perCent, int monthsPerTerm, bool isText)
    {
        var random = new PhiloxRandom(7, 0);
        double[][] cells = [.. Enumerable.Range(0, 4).Select(_ => new double[rows])];
        for (int row = 0; row < rows; row++)
        {
            double rate = Math.Round(3 + (random.NextDouble() * 20), 2);
            int term = random.NextInt(2);
            double months = term == 0 ? 36 : 60;
            cells[0][row] = 1000 + (25 * random.NextInt(1000));
            cells[1][row] = Math.Round(rate / perCent, 6);
            cells[2][row] = isText ? term : months / monthsPerTerm;
            cells[3][row] = Math.Round(
                cells[0][row] * AnnuityColumn.Factor(rate / 1200, months),
                2,
                MidpointRounding.AwayFromZero
            );
        }

        Column[] columns =
        [
            new("amount"),
            new("rate"),
            isText ? new("term") { Kind = new CategoryKind(["36 months", "60 months"]) } : new("term"),
            new("installment"),
        ];
        var table = Table.FromColumns(columns, cells);
        return Schema.Detect(table).Apply(table);
    }
}
