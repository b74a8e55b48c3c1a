using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Numbers that are nearly a product, such as what a customer paid in all.</summary>
public sealed class ProportionalColumnTests
{
    private const int Rows = 1500;
    private const string Text = "total ≈ months × fee";

    [Fact]
    public void ATotalIsNearlyMonthsTimesAFee()
    {
        var table = Customers(0.03);
        var found = Found(table);
        var rule = Assert.IsType<ProportionalColumn>(Assert.Single(found, one => one is ProportionalColumn));
        Assert.Equal(Text, rule.ToString());
        var encoded = rule.Encode(table);
        Assert.All(
            encoded.Column(2).ToArray().Zip(table.ColumnValues(0)),
            one => Assert.InRange(one.First, one.Second > 0 ? 0.8 : 1, one.Second > 0 ? 1.2 : 1)
        );
        double[] decoded = rule.Decode(encoded, table.Columns[2]).ColumnValues(2);
        Assert.All(decoded.Zip(table.ColumnValues(2)), one => Assert.Equal(one.Second, one.First, 1e-9));
        Assert.All(rule.Holds(table), Assert.True);
        double[] logs = rule.LogDerivatives(table);
        Assert.Equal(-Math.Log(table[5, 0] * table[5, 1]), logs[5], 1e-12);
        double[][] cells = [.. Enumerable.Range(0, 3).Select(table.ColumnValues)];
        cells[2][5] = double.NaN;
        Assert.Equal(0, rule.LogDerivatives(Table.FromColumns(table.Columns, cells))[5]);
    }

    /// <summary>Samples that are below the fee are replaced.</summary>
    [Fact]
    public void AnOrderWithAFactorStays()
    {
        var found = Found(Customers(0.03, least: 1, most: 12));
        Assert.Contains(Text, found.Select(rule => rule.ToString()));
        var order = Assert.Single(found, rule => rule is DifferenceColumn);
        Assert.Equal("fee ≤ total", order.ToString());
        Assert.False(order.Replaces);
    }

    [Theory]
    [InlineData(0.5, 0.01)] // hardly near
    [InlineData(0.03, 500)] // in steps
    public void WhatIsHardlyNearOrRoundStays(double deviation, double step) =>
        Assert.DoesNotContain(Found(Customers(deviation, step: step)), rule => rule is ProportionalColumn);

    /// <summary>Computed prices would not end like that.</summary>
    [Fact]
    public void PricesThatEndWithNineStay()
    {
        var table = Customers(0.03);
        double[] total = Array.ConvertAll(table.ColumnValues(2), value => Math.Max(0, Math.Round(value) - 0.01));
        table = Table.FromColumns(table.Columns, [table.ColumnValues(0), table.ColumnValues(1), total]);
        Assert.DoesNotContain(Found(table), rule => rule is ProportionalColumn);
    }

    /// <summary>Of factors with five values each, a leaf for each pair says as much as the product.</summary>
    [Fact]
    public void WhatLeavesSayAsWellStays()
    {
        var random = new PhiloxRandom(3, 0);
        int[] rows = [.. Enumerable.Range(0, 5000)];
        double[] length = Array.ConvertAll(rows, row => Math.Pow(2, row % 5));
        double[] width = Array.ConvertAll(rows, row => Math.Pow(3, row / 5 % 5));
        double[] area = Array.ConvertAll(
            rows,
            row => 1000 * length[row] * width[row] * Math.Exp(0.1 * random.NextNormal())
        );
        var table = Table.FromArrays(("length", length), ("width", width), ("area", area));
        Assert.DoesNotContain(Found(table), rule => rule is ProportionalColumn);
    }

    [Fact]
    public void ARuleIsDeclared()
    {
        var table = Customers(0.2);
        string[] names = [.. table.Columns.Select(column => column.Name)];
        Assert.Null(RuleText.Error(Text, names, _ => "number"));
        Assert.NotNull(RuleText.Error(Text, names, _ => "category"));
        var rule = RuleText.Parse("total ≈ months * fee", names)!;
        Assert.Equal((RuleRelation.Proportional, "total"), (rule.Relation, rule.Column));
        var declared = Declarations.Make(table, [new Declaration(0, rule)]);
        Assert.Empty(declared.Refused);
        Assert.Equal(Text, Assert.Single(declared.Rules).ToString());
        double[][] cells = [.. Enumerable.Range(0, 3).Select(table.ColumnValues)];
        cells[0][7] = 0;
        cells[2][7] = 5;
        var refused = Declarations.Make(Table.FromColumns(table.Columns, cells), [new Declaration(0, rule)]);
        Assert.Contains("product is 0", Assert.Single(refused.Refused).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void TheOnlyUnknownFactorIsWhatTheOthersLeave()
    {
        var table = Customers(0.03);
        var rule = new ProportionalColumn("total", ["months", "fee"]);
        double[][] cells = [.. Enumerable.Range(0, 3).Select(table.ColumnValues)];
        cells[1][9] = double.NaN;
        var placed = rule.PlaceParts(Table.FromColumns(table.Columns, cells), table);
        Assert.Equal(table[9, 1], placed[9, 1], 0.02);
    }

    private static IReadOnlyList<TableRule> Found(Table table) =>
        TableRules.Find(Schema.Detect(table).Apply(table), wanted: true).Rules;

    private static Table Customers(double deviation, double step = 0.01, int least = 0, int most = 59)
    {
        var random = new PhiloxRandom(1, 0);
        double[] months =
        [
            .. Enumerable.Range(0, Rows).Select(row => (double)(least + (row * 37 % (most - least + 1)))),
        ];
        double[] fee = [.. months.Select(_ => 20 + (random.NextInt(2000) / 20.0))];
        double[] total =
        [
            .. months.Select(
                (count, row) =>
                    Math.Round(count * fee[row] * (count == 1 ? 1 : Math.Exp(deviation * random.NextNormal())) / step)
                    * step
            ),
        ];
        return Table.FromArrays(
            ("months", months),
            ("fee", fee),
            ("total", total.Select(one => Math.Round(one, 2)).ToArray())
        );
    }
}
