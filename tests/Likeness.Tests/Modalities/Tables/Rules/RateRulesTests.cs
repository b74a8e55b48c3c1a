using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Tests.Modalities.Tables.Rules;

/// <summary>Multiples with a rate for each value of a category.</summary>
public sealed class RateRulesTests
{
    private const int Rows = 900;
    private const string Text = "fee = amount × a rate for each tier";

    private static readonly double[] Rates = [0.03, 0.05, 0];

    [Fact]
    public void ARateForEachTierIsFound()
    {
        var table = Fees(row => Rates[row % 3]);
        var rule = Assert.IsType<RateColumn>(Assert.Single(Found(table)));
        Assert.Equal(Text, rule.ToString());
        Assert.Equal(Rates, rule.Rates.Select(pair => pair.Value));
        Assert.All(rule.Holds(table), Assert.True);
        Assert.Equal(table.ColumnValues(2), rule.Decode(rule.Encode(table), table.Columns[2]).ColumnValues(2));
    }

    [Fact]
    public void OneRateOfARowRefutesIt() => Assert.Empty(Found(Fees(row => row == 500 ? 0.07 : Rates[row % 3])));

    /// <summary>Of values that few rows have, any rate holds by chance.</summary>
    [Fact]
    public void AValueOfFewRowsHasNoRate() =>
        Assert.Empty(Found(Fees(row => row < 15 ? 0.07 : Rates[row % 2], rare: 15)));

    [Fact]
    public void ARuleIsDeclared()
    {
        var table = Fees(row => Rates[row % 3]);
        string[] names = [.. table.Columns.Select(column => column.Name)];
        Assert.Null(RuleText.Error(Text, names, name => name == "tier" ? "category" : "number"));
        Assert.NotNull(RuleText.Error(Text, names, _ => "category"));
        Assert.NotNull(RuleText.Error(Text, names, _ => "number"));
        var rule = RuleText.Parse(Text, names)!;
        Assert.Equal(
            (RuleRelation.RatedBy, "fee", "amount tier"),
            (rule.Relation, rule.Column, string.Join(' ', rule.Parts))
        );
        var declared = Declarations.Make(table, [new Declaration(0, rule)]);
        Assert.Empty(declared.Refused);
        Assert.Equal(Text, Assert.Single(declared.Rules).ToString());
        var refused = Declarations.Make(Fees(row => row == 500 ? 0.07 : Rates[row % 3]), [new Declaration(0, rule)]);
        Assert.Contains("some row has another rate", Assert.Single(refused.Refused).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsUnknownFollows()
    {
        var table = Fees(row => Rates[row % 3]);
        var rule = Found(table).Single();
        double[][] cells = [.. Enumerable.Range(0, 3).Select(table.ColumnValues)];
        (cells[2][0], cells[1][1]) = (double.NaN, double.NaN);
        var completed = rule.Complete(Table.FromColumns(table.Columns, cells));
        Assert.Equal(table[0, 2], completed[0, 2]);
        Assert.InRange(completed[1, 1], table[1, 1] - 0.1, table[1, 1] + 0.1);
        Assert.All(rule.Holds(completed), Assert.True);
    }

    private static Table Fees(Func<int, double> rate, int rare = 0)
    {
        var random = new PhiloxRandom(1, 0);
        double[] amount = [.. Enumerable.Range(0, Rows).Select(_ => (1000 + random.NextInt(90_000)) / 100.0)];
        double[] tier = [.. Enumerable.Range(0, Rows).Select(row => row < rare ? 2 : row % (rare > 0 ? 2 : 3) * 1.0)];
        double[] fee = [.. amount.Select((one, row) => RoundedNumber.Of(one * rate(row), 2))];
        var table = Table.FromColumns(
            [
                new Column("tier") { Kind = new CategoryKind(["gold", "standard", "vip"]) },
                new Column("amount"),
                new Column("fee"),
            ],
            [tier, amount, fee]
        );
        return Schema.Detect(table).Apply(table);
    }

    private static List<TableRule> Found(Table table) => [.. RateSearch.All(table, [])];
}
