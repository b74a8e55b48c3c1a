using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules;

public sealed class TableRulesTests
{
    private static readonly string[] Zones = ["A", "B", "C", "D", "E"];

    [Fact]
    public void RulesAreFound()
    {
        string[] found = [.. TableRules.Find(Trips(800), wanted: true).Rules.Select(rule => rule.ToString()!)];
        Assert.Equal(["zone determines borough", "fare + tip ≤ total", "pickup ≤ dropoff"], found);
    }

    [Fact]
    public void NoneIsFoundWhereNoneIsWanted() => Assert.Empty(TableRules.Find(Trips(800), wanted: false).Rules);

    [Theory]
    [InlineData(20)]
    [InlineData(3000)]
    public void IndependentColumnsHaveNoRules(int rows)
    {
        var random = new PhiloxRandom(7, 0);
        double[][] cells =
        [
            [.. Enumerable.Range(0, rows).Select(_ => (double)random.NextInt(3))],
            [.. Enumerable.Range(0, rows).Select(_ => (double)random.NextInt(2))],
            [.. Enumerable.Range(0, rows).Select(_ => Math.Round(random.NextDouble() * 100, 2))],
            [.. Enumerable.Range(0, rows).Select(_ => Math.Round(50 + (random.NextDouble() * 100), 2))],
        ];
        Column[] columns =
        [
            new("a") { Kind = new CategoryKind(["x", "y", "z"]) },
            new("b") { Kind = new BooleanKind() },
            new("c"),
            new("d"),
        ];
        var table = Schema.Detect(Table.FromColumns(columns, cells)).Apply(Table.FromColumns(columns, cells));
        Assert.Empty(TableRules.Find(table, wanted: true).Rules);
    }

    [Fact]
    public void OneExceptionIsNoRuleOfAllRows()
    {
        var trips = Trips(800);
        double[][] cells = [.. Enumerable.Range(0, trips.Width).Select(trips.ColumnValues)];
        (cells[1][5], cells[2][6], cells[7][7]) = (1 - cells[1][5], cells[3][6] + 60, 0);
        (cells[2][8], cells[3][9]) = (double.NaN, double.NaN);
        Assert.Empty(TableRules.Find(Table.FromColumns(trips.Columns, cells), wanted: true).Exact);
    }

    [Fact]
    public void DecodingUndoesEncodingAlsoAfterJson()
    {
        var trips = Trips(800);
        var rules = TableRules.FromJson(
            JsonDocument.Parse(TableRules.Find(trips, wanted: true).ToJson().GetRawText()).RootElement
        );
        Assert.Equal(3, rules.Rules.Count);
        var encoded = rules.Encode(trips);
        Assert.Equal(trips.Width - 1, encoded.Width);
        var back = rules.Decode(encoded);
        Assert.Equal(trips.Columns.Select(column => column.Name), back.Columns.Select(column => column.Name));
        for (int column = 0; column < trips.Width; column++)
        {
            Assert.Equal(trips.ColumnValues(column), back.ColumnValues(column));
        }

        Assert.DoesNotContain(false, rules.Hold(back));
    }

    [Fact]
    public void ABrokenRuleIsSeen()
    {
        var trips = Trips(800);
        var rules = TableRules.Find(trips, wanted: true);
        double[][] cells = [.. Enumerable.Range(0, trips.Width).Select(trips.ColumnValues)];
        cells[1][5] = 1 - cells[1][5];
        cells[2][6] = cells[3][6] + 60;
        cells[7][7] = 0;
        var broken = Table.FromColumns(trips.Columns, cells);
        Assert.Equal([5], Breaking("zone determines borough"));
        Assert.Equal([6], Breaking("pickup ≤ dropoff"));
        Assert.Equal([7], Breaking("fare + tip ≤ total"));
        Assert.Equal(3, rules.Hold(broken).Count(holds => !holds));

        IEnumerable<int> Breaking(string rule)
        {
            bool[] holds = rules.Rules.First(one => one.ToString() == rule).Holds(broken);
            return Enumerable.Range(0, holds.Length).Where(row => !holds[row]);
        }
    }

    [Fact]
    public void AnExactSumLeavesAConstant()
    {
        var random = new PhiloxRandom(3, 0);
        double[] a = [.. Enumerable.Range(0, 500).Select(_ => Math.Round(random.NextDouble() * 100, 2))];
        double[] b = [.. Enumerable.Range(0, 500).Select(_ => Math.Round(random.NextDouble() * 10, 2))];
        double[] sum = [.. a.Zip(b, (x, y) => Math.Round(x + y, 2))];
        var table = Table.FromColumns([new("a"), new("b"), new("sum")], [a, b, sum]);
        var rules = TableRules.Find(Schema.Detect(table).Apply(table), wanted: true);
        Assert.Equal(["sum = a + b"], rules.Rules.Select(rule => rule.ToString()));
        Assert.All(rules.Encode(table).ColumnValues(2), rest => Assert.Equal(0, rest));
    }

    /// <summary>Taxi trips: zone, borough, pickup, dropoff, fare, tip, passengers, total; dropoff and pickup are missing together.</summary>
    private static Table Trips(int rows)
    {
        var random = new PhiloxRandom(1, 0);
        double[][] cells = [.. Enumerable.Range(0, 8).Select(_ => new double[rows])];
        for (int row = 0; row < rows; row++)
        {
            cells[0][row] = random.NextInt(5);
            cells[1][row] = cells[0][row] < 2 ? 0 : 1;
            cells[2][row] = 1_550_000_000 + Math.Floor(random.NextDouble() * 86_400);
            cells[3][row] = cells[2][row] + 60 + Math.Floor(random.NextDouble() * 3_000);
            if (random.NextDouble() < 0.05)
            {
                (cells[2][row], cells[3][row]) = (double.NaN, double.NaN);
            }

            cells[4][row] = 2.5 + (Math.Floor(random.NextDouble() * 100) / 2);
            cells[5][row] = random.NextDouble() < 0.5 ? 0 : Math.Round(random.NextDouble() * 10, 2);
            cells[6][row] = 1 + random.NextInt(4);
            cells[7][row] = Math.Round(cells[4][row] + cells[5][row] + (random.NextInt(2) == 0 ? 0.8 : 3.3), 2);
        }

        Column[] columns =
        [
            new("zone") { Kind = new CategoryKind(Zones) },
            new("borough") { Kind = new CategoryKind(["north", "south"]) },
            new("pickup") { Kind = new TimeKind("yyyy-MM-dd HH:mm:ss"), Missing = "" },
            new("dropoff") { Kind = new TimeKind("yyyy-MM-dd HH:mm:ss"), Missing = "" },
            new("fare"),
            new("tip"),
            new("passengers"),
            new("total"),
        ];
        var table = Table.FromColumns(columns, cells);
        return Schema.Detect(table).Apply(table);
    }

    /// <summary>A zone is known by a borough of one zone, and a part by the sum and the other part.</summary>
    [Fact]
    public void Unknown_cells_that_follow_from_known_ones_are_completed()
    {
        var determined = new DeterminedColumn("borough", "zone", [new(0, 0), new(1, 0), new(2, 1)]);
        var zones = Table.FromColumns(
            [new("zone"), new("borough")],
            [
                [double.NaN, double.NaN, 1],
                [1, 0, double.NaN],
            ]
        );
        Assert.Equal([2, double.NaN, 1], determined.Complete(zones).ColumnValues(0));
        var sum = new FormulaColumn("total", ["net", "tax"], "#0 + #1", isAlone: false, decimals: 2);
        var amounts = Table.FromColumns(
            [new("net"), new("tax"), new("total")],
            [
                [double.NaN, double.NaN, 10],
                [0.19, double.NaN, 1.9],
                [1.19, 5, double.NaN],
            ]
        );
        Assert.Equal([1, double.NaN, 10], sum.Complete(amounts).ColumnValues(0));
    }

    [Fact]
    public void Declared_rules_are_those_that_are_found()
    {
        var rows = new OrdersDataset().Load(1, 2000);
        var found = TableRules.Find(rows, true).Rules;
        string[] texts = [.. found.Select(rule => rule.ToString()!)];
        Assert.Equal(6, texts.Length);
        Assert.Equal(texts, DeclaredRules.Create(rows, texts).Rules.Select(rule => rule.ToString()));
        var one = DeclaredRules.Create(rows, ["ordered <= shipped"]).Rules;
        Assert.Equal("ordered ≤ shipped", Assert.Single(one).ToString());
    }

    [Fact]
    public void A_declared_sum_may_end_with_a_number()
    {
        double[] net = [.. Enumerable.Range(0, 60).Select(row => row * 0.25)];
        var rows = Table.FromColumns([new("net"), new("total")], [net, [.. net.Select(value => value + 2.5)]]);
        var rule = Assert.Single(DeclaredRules.Create(rows, ["total = net + 2.5"]).Rules);
        Assert.Equal("total = net + 2.5", rule.ToString());
        Assert.All(rule.Holds(rows), Assert.True);
        Assert.Throws<LikenessException>(() => DeclaredRules.Create(rows, ["total = net + 3"]));
    }

    [Fact]
    public void All_declared_rules_that_cannot_be_kept_are_named_at_once()
    {
        string message = Assert
            .Throws<LikenessException>(() =>
                DeclaredRules.Create(
                    new OrdersDataset().Load(1, 500),
                    ["total ≤ net", "net ≤ total", "nett ≤ total", "country determines city"],
                    "s.json"
                )
            )
            .Message;
        Assert.StartsWith("s.json: $.rules[0]: rule 'total ≤ net'", message, StringComparison.Ordinal);
        Assert.Contains("$.rules[2]: rule 'nett ≤ total'", message, StringComparison.Ordinal);
        Assert.Contains("$.rules[3]: rule 'country determines city'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("$.rules[1]", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("country determines city", "some value of the first column has two values of the second")]
    [InlineData("total ≤ net", "training rows break it")]
    [InlineData("net = total", "training rows break it")]
    [InlineData("nett ≤ total", "there is no column 'nett' (did you mean 'net'?)")]
    [InlineData("net ≤ ordered", "its columns are not of one kind of numbers or times")]
    [InlineData("net", "is not understood")]
    public void A_declared_rule_that_cannot_be_kept_is_refused(string text, string why)
    {
        var error = Assert.Throws<LikenessException>(() =>
            DeclaredRules.Create(new OrdersDataset().Load(1, 500), [text])
        );
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
    }
}
