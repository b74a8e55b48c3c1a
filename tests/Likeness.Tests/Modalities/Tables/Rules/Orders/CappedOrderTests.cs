using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

/// <summary>Orders whose larger column ends on one value, or is whole while the smaller is not.</summary>
public sealed class CappedOrderTests
{
    private const int Rows = 900;
    private const double Day = 86_400;

    [Fact]
    public void TheDayOnWhichDataWasTakenIsAValueOfItsOwn()
    {
        var random = new PhiloxRandom(3, 0);
        double[] begin = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(2000) * Day)];
        double[] end = [.. begin.Select(day => Math.Min(day + (random.NextInt(1500) * Day), 2100 * Day))];
        var kind = new TimeKind("yyyy-MM-dd", IsDay: true);
        var table = Detected(("begin", kind, begin), ("end", kind, end));
        var rules = TableRules.FromJson(
            JsonDocument.Parse(TableRules.Find(table, wanted: true).ToJson().GetRawText()).RootElement
        );
        var rule = Assert.IsType<DifferenceColumn>(Assert.Single(rules.Rules));
        Assert.Equal(2100 * Day, rule.Cap);
        var encoded = rules.Encode(table);
        double[] rests = encoded.ColumnValues(1);
        Assert.Equal(end.Count(day => day == 2100 * Day), rests.Count(rest => rest == rule.CapRest));
        Assert.All(rests, rest => Assert.True(rest >= 0 || rest == rule.CapRest));
        Assert.All(rests, rest => Assert.Equal(0, rest % Day));
        Assert.Equal(end, rules.Decode(encoded).ColumnValues(1));

        // What a model makes up between the two is either of them, and keeps the order.
        double[][] sampled =
        [
            [10 * Day, 10 * Day, 2000 * Day],
            [rule.CapRest * 0.9, rule.CapRest * 0.2, rule.CapRest],
        ];
        double[] decoded = rules.Decode(Table.FromColumns(encoded.Columns, sampled)).ColumnValues(1);
        Assert.Equal([2100 * Day, 10 * Day, 2100 * Day], decoded);
    }

    /// <summary>The least fare of rides of any distance would be spread by differences to the distance.</summary>
    [Theory]
    [InlineData(7.2, true)]
    [InlineData(0, false)]
    public void AFareThatManyRidesHaveStays(double least, bool stays)
    {
        var random = new PhiloxRandom(9, 0);
        double[] distance = [.. Enumerable.Range(0, Rows).Select(_ => Math.Round(0.3 + (18 * random.NextDouble()), 2))];
        double[] fare =
        [
            .. distance.Select(miles => Math.Max(least, Math.Round(miles * (1.1 + (0.9 * random.NextDouble())), 2))),
        ];
        var table = Detected(("miles", NumberKind.Default, distance), ("fare", NumberKind.Default, fare));
        var rule = Assert.IsType<DifferenceColumn>(Assert.Single(TableRules.Find(table, wanted: true).Rules));
        Assert.Equal(("fare", stays), (rule.Column, rule.Stays));
    }

    [Fact]
    public void ARangeThatEndsAnywhereHasNoCap()
    {
        var random = new PhiloxRandom(4, 0);
        double[] low = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(100))];
        double[] high = [.. low.Select(value => value + random.NextInt(50))];
        var table = Detected(("low", NumberKind.Default, low), ("high", NumberKind.Default, high));
        var rule = Assert.IsType<DifferenceColumn>(Assert.Single(TableRules.Find(table, wanted: true).Rules));
        Assert.Null(rule.Cap);
    }

    /// <summary>The largest of a few widths is no limit, although more rows have it than any one difference; samples had 1249 and 1001.</summary>
    [Fact]
    public void AFewWidthsStay()
    {
        var random = new PhiloxRandom(8, 0);
        double[] widths = [100, 200, 500, 1000, 1250];
        double[] width = [.. Enumerable.Range(0, Rows).Select(_ => widths[random.NextInt(widths.Length)])];
        double[] weight =
        [
            .. width.Select(one =>
                random.NextInt(5) == 0 ? double.NaN : Math.Round(one * (0.02 + (0.97 * random.NextDouble())), 2)
            ),
        ];
        var table = Detected(("weight", NumberKind.Default, weight), ("width", NumberKind.Default, width));
        var rule = Assert.IsType<DifferenceColumn>(Assert.Single(TableRules.Find(table, wanted: true).Rules));
        Assert.Equal(("weight ≤ width", true, null), (rule.ToString(), rule.Stays, rule.Cap));
    }

    [Fact]
    public void AWholeLimitAboveNumbersWithDecimalsStaysWhole()
    {
        var random = new PhiloxRandom(9, 0);
        double[] low = [.. Enumerable.Range(0, Rows).Select(_ => Math.Round(random.NextDouble() * 99, 2))];
        double[] high = [.. low.Select(value => Math.Min(100, Math.Ceiling(value) + random.NextInt(90)))];
        var table = Detected(("low", NumberKind.Default, low), ("high", NumberKind.Default, high));
        var rule = Assert.IsType<DifferenceColumn>(Assert.Single(TableRules.Find(table, wanted: true).Rules));
        Assert.Equal(100, rule.Cap);
        double[][] sampled =
        [
            [10.25, 10.25],
            [20.5, 0.25],
        ];
        var decoded = rule.Decode(Table.FromColumns(table.Columns, sampled), table.Columns[1]);
        Assert.Equal([31, 11], decoded.ColumnValues(1));
    }

    [Fact]
    public void ADeclaredSumHasNoCap()
    {
        // Round-off makes every difference another one, while a fifth of the totals are the largest.
        var random = new PhiloxRandom(7, 0);
        double[] part = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())];
        double[] total = [.. part.Select((_, row) => row % 5 == 0 ? 3 : 1 + random.NextDouble())];
        double[] rest = [.. total.Select((all, row) => all - part[row] + ((random.NextDouble() - 0.5) * 1e-10))];
        var table = Detected(
            ("part", NumberKind.Default, part),
            ("rest", NumberKind.Default, rest),
            ("total", NumberKind.Default, total)
        );
        var rules = DeclaredRules.Create(table, ["total = part + rest"], "schema.json");
        Assert.IsType<FormulaColumn>(Assert.Single(rules.Rules));
        Assert.Equal(total, rules.Decode(rules.Encode(table)).ColumnValues(2), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void AWholeColumnAboveAnyNumberStaysWhole()
    {
        var random = new PhiloxRandom(5, 0);
        double[] low = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() * 4000)];
        double[] high = [.. low.Select(value => Math.Ceiling(value) + random.NextInt(3))];
        var table = Detected(("low", NumberKind.Default, low), ("high", NumberKind.Default, high));
        var rules = TableRules.Find(table, wanted: true);
        Assert.Equal(["low ≤ high"], rules.Rules.Select(rule => rule.ToString()));
        var encoded = rules.Encode(table);
        double[][] sampled =
        [
            [1001.25, 1001.25, 1001.75, 1001.25],
            [0.5, 1.9, 0.2, 0.1],
        ];
        double[] decoded = rules.Decode(Table.FromColumns(encoded.Columns, sampled)).ColumnValues(1);
        Assert.Equal([1002, 1003, 1002, 1002], decoded);
    }

    [Fact]
    public void TwoColumnsThatAreZeroTogetherAreInOrderByChance()
    {
        var random = new PhiloxRandom(6, 0);
        double[] count =
        [
            .. Enumerable.Range(0, Rows).Select(_ => random.NextInt(10) == 0 ? 0.0 : 1 + random.NextInt(30)),
        ];
        double[] size = [.. count.Select(some => some == 0 ? 0 : 0.01 + (random.NextDouble() * 0.9))];
        var table = Detected(("count", NumberKind.Default, count), ("size", NumberKind.Default, size));
        Assert.Empty(TableRules.Find(table, wanted: true).Rules);
    }

    private static Table Detected(params (string Name, ColumnKind Kind, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [.. columns.Select(column => new Column(column.Name) { Kind = column.Kind })],
            [.. columns.Select(column => column.Cells)]
        );
        return Schema.Detect(table).Apply(table);
    }
}
