using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

/// <summary>Numbers that are never above one that follows from others.</summary>
public sealed class FractionColumnTests
{
    private const int Rows = 1500;
    private const string Order = "refund ≤ total";
    private const string Total = "total = price × number";

    [Fact]
    public void RefundsAreFractionsOfTotals()
    {
        var orders = Orders(part: 0.5);
        var found = TableRules.Find(orders, wanted: true);
        Assert.Equal([Order, Total], found.Texts);
        var rules = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var encoded = rules.Encode(orders);
        double[] fractions = encoded.ColumnValues(encoded.Width - 1);
        Assert.All(fractions, fraction => Assert.InRange(fraction, 0, 1));
        Assert.Equal(Full(orders), fractions.Count(fraction => fraction == 1));
        var back = rules.Decode(encoded);
        Assert.All(
            Enumerable.Range(0, orders.Width),
            column => Assert.Equal(orders.ColumnValues(column), back.ColumnValues(column), Near)
        );
        double[] above = orders.ColumnValues(3);
        above[7] = orders[7, 2] + 1;
        Assert.Equal([7], Enumerable.Range(0, Rows).Where(row => !rules.Hold(With(orders, above))[row]));
    }

    /// <summary>As many samples as rows are refunded in full, and none more than that.</summary>
    [Fact]
    public void SamplesAreRefundedInFullAsOftenAsTheData()
    {
        var orders = Orders(part: 0.5);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(orders) })
            .As<TableModel>();
        var samples = model.Sample(Rows, seed: 2);
        Assert.DoesNotContain(true, Enumerable.Range(0, Rows).Select(row => samples[row, 3] > samples[row, 2]));
        Assert.InRange(Full(samples) / (double)Full(orders), 0.75, 1.3);
    }

    /// <summary>A schema that the program wrote is taken back: of fractions, and of what a column determines.</summary>
    [Fact]
    public void TheyMayBeDeclared()
    {
        var orders = Orders(part: 0.5);
        Assert.Equal([Order, Total], DeclaredRules.Create(orders, [Total, Order]).Texts);
        var cards = Cards();
        var found = TableRules.Find(cards, wanted: true).Texts;
        Assert.Contains("used ≤ limit", found);
        Assert.Equal(found.Order(), DeclaredRules.Create(cards, found).Texts.Order());
        double[] above = cards.ColumnValues(2);
        above[7] = cards[7, 1] + 1;
        var error = Assert.Throws<LikenessException>(() => DeclaredRules.Create(With(cards, above), found));
        Assert.Contains("1 of 1500 training rows break it", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A density of fractions is one of amounts when divided by the total; nothing and all are values of their own.</summary>
    [Fact]
    public void DensitiesAreThoseOfAmounts()
    {
        var orders = Orders(part: 0.5);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(orders) })
            .As<TableModel>();
        double[] added = model.Encoding.ToNumbers(orders).Added;
        int none = Array.FindIndex(orders.ColumnValues(3), refund => refund == 0);
        for (int row = 0; row < Rows; row++)
        {
            bool isPart = orders[row, 3] > 0 && orders[row, 3] < orders[row, 2];
            Assert.Equal(isPart ? -Math.Log(orders[row, 2]) : 0, added[row] - added[none], 1e-9);
        }
    }

    /// <summary>Deposits of a few sums are levels, of which fractions know nothing.</summary>
    [Fact]
    public void FewValuesThatAreHardlyEverEqualStay()
    {
        Assert.Null(FractionColumn.Find(Orders(part: 1, round: 5), "refund", "total"));
        Assert.NotNull(FractionColumn.Find(Orders(part: 1), "refund", "total"));
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-9;

    private static int Full(Table rows) =>
        Enumerable.Range(0, rows.RowCount).Count(row => rows[row, 3] > 0 && rows[row, 3] == rows[row, 2]);

    // Of a tenth, a part is refunded, of another tenth all.
    private static Table Orders(double part, double round = 0.01)
    {
        var random = new PhiloxRandom(3, 0);
        double[] price = [.. Enumerable.Range(0, Rows).Select(_ => Math.Round(5 + (95 * random.NextDouble()), 2))];
        double[] number = [.. price.Select(_ => 1.0 + random.NextInt(5))];
        double[] total = [.. price.Zip(number, (one, many) => Math.Round(one * many, 2))];
        double[] refund =
        [
            .. total.Select(sum =>
                random.NextInt(5) > 0 ? 0
                : random.NextDouble() < part ? Math.Floor(sum * (0.1 + (0.8 * random.NextDouble())) / round) * round
                : sum
            ),
        ];
        return Detected(
            ("price", price),
            ("number", number),
            ("total", total),
            ("refund", Array.ConvertAll(refund, one => Math.Round(one, 2)))
        );
    }

    private static Table Cards()
    {
        var random = new PhiloxRandom(4, 0);
        double[] limits = [100, 200, 500, 1000, 2000, 2500, 3000, 4000];
        int[] cards = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(limits.Length))];
        return Detected(
            ("card", Array.ConvertAll(cards, card => $"card {(char)('A' + card)}")),
            ("limit", Array.ConvertAll(cards, card => limits[card])),
            (
                "used",
                Array.ConvertAll(
                    cards,
                    card => random.NextInt(20) == 0 ? limits[card] : Math.Floor(limits[card] * random.NextDouble())
                )
            )
        );
    }

    private static Table Detected(params (string Name, Array Values)[] columns)
    {
        var table = Table.FromArrays([.. columns]);
        return Schema.Detect(table).Apply(table);
    }

    private static Table With(Table table, double[] last) =>
        Table.FromColumns(table.Columns, [.. Enumerable.Range(0, table.Width - 1).Select(table.ColumnValues), last]);
}
