using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Models.Trees;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

public sealed class FormulaRulesTests
{
    [Fact]
    public void ComputedColumnsOfOrdersAreFound() =>
        Assert.Equal(
            [
                "gross = net + tax",
                "tax = 0.19 × net",
                "net = quantity × price × (1 - discount)",
                "minutes = floor((delivered - ordered) / 60)",
                "product determines price",
                "ordered ≤ delivered",
            ],
            Texts(Orders(900)).Order(new ByPlace())
        );

    [Fact]
    public void SamplesOfTheModelledColumnsSatisfyThemAfterJson()
    {
        var orders = Orders(900);
        var rules = TableRules.FromJson(
            JsonDocument.Parse(TableRules.Find(orders, wanted: true).ToJson().GetRawText()).RootElement
        );
        var encoded = rules.Encode(orders);
        var back = rules.Decode(encoded);
        for (int column = 0; column < orders.Width; column++)
        {
            // Halves of a cent may be rounded the other way, and what is computed from them.
            Assert.Equal(orders.ColumnValues(column), back.ColumnValues(column), (a, b) => Math.Abs(a - b) < 0.0201);
        }

        // Other quantities give other amounts, and the columns that a model sees of computed ones are constant.
        double[][] cells = [.. Enumerable.Range(0, encoded.Width).Select(encoded.ColumnValues)];
        string[] names = [.. encoded.Columns.Select(column => column.Name)];
        foreach (string computed in (string[])["gross", "tax", "net", "minutes"])
        {
            Assert.All(cells[Array.IndexOf(names, computed)], rest => Assert.Equal(0, rest));
        }

        Array.Reverse(cells[Array.IndexOf(names, "quantity")]);
        var changed = rules.Decode(Table.FromColumns(encoded.Columns, cells));
        Assert.DoesNotContain(false, rules.Hold(changed));
        Assert.NotEqual(orders.ColumnValues(5), changed.ColumnValues(5));
    }

    [Theory]
    [InlineData("b = 1 - a", 15)]
    [InlineData("b = 1.8 × a + 32", 1)]
    [InlineData("b = 0.3 × a + 0.5 × c + 0.2 × d", 2)]
    [InlineData("b = 90 - 1.5 × a", 2)]
    [InlineData("b = c / a", 2)]
    [InlineData("b = 100 × a / c", 1)]
    [InlineData("b = c / a / a", 1)]
    [InlineData("b = a × c × d", 3)]
    [InlineData("b = (a + c + d) / 3", 2)]
    [InlineData("b = a × (1 + d / 100)", 2)]
    [InlineData("b = a × c / 12", 2)]
    public void AFormulaIsFound(string text, int decimals) => Assert.Equal([text], Texts(Computed(text, decimals)));

    /// <summary>Also of numbers that are not rounded: the rules that a run keeps are those that were found.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public void AFormulaIsKept(int decimals)
    {
        var rules = TableRules.Find(Computed("b = 90 - 1.5 × a", decimals), wanted: true);
        Assert.Single(rules.Rules);
        Assert.Equal(rules.Rules, TableRules.FromJson(rules.ToJson()).Rules);
    }

    /// <summary>A class number gives the number of its school, which determines what the school has.</summary>
    [Fact]
    public void AComputedColumnMayDetermineOthers()
    {
        var random = new PhiloxRandom(4, 0);
        double[] classes =
        [
            .. Enumerable.Range(0, 900).Select(_ => (100.0 * (1 + random.NextInt(60))) + 5 + random.NextInt(4)),
        ];
        double[] schools = [.. classes.Select(one => Math.Floor(one / 100))];
        double[] denominations = [.. schools.Select(school => school % 7 % 4)];
        string[] found = Texts(Schema(("class", classes), ("school", schools), ("denomination", denominations)));
        Assert.Equal(2, found.Length);
        Assert.Equal("school determines denomination", found[0]);
        Assert.StartsWith("school = ", found[1], StringComparison.Ordinal);
    }

    /// <summary>The largest on average is what the others leave.</summary>
    [Fact]
    public void FractionsThatAddUpAreFound()
    {
        var random = new PhiloxRandom(9, 0);
        double[][] logits =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(_ => Enumerable.Range(0, 700).Select(_ => Math.Exp(5 * random.NextDouble())).ToArray()),
        ];
        double[][] fractions =
        [
            .. logits.Select(one => one.Select((value, row) => value / logits.Sum(other => other[row])).ToArray()),
        ];
        Assert.Equal(["c = 1 - a - b"], Texts(Schema(("a", fractions[0]), ("b", fractions[1]), ("c", fractions[2]))));
        Assert.Equal(
            ["rest = 1 - a"],
            Texts(Schema(("a", fractions[0]), ("rest", [.. fractions[0].Select(value => 1 - value)])))
        );
    }

    [Fact]
    public void OneRowThatDiffersIsNoFormula()
    {
        var rows = Computed("b = a × c", 2);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        cells[3][7] += 50;
        // It is near to one.
        Assert.All(
            Texts(Table.FromColumns(rows.Columns, cells)),
            rule => Assert.Contains(" ≈ ", rule, StringComparison.Ordinal)
        );
    }

    /// <summary>Revenue is a product and a sum, so one of its terms is a difference: the larger one.</summary>
    [Fact]
    public void AProductThatIsASumIsBoth()
    {
        var random = new PhiloxRandom(6, 0);
        double[] units = [.. Enumerable.Range(0, 800).Select(_ => 1.0 + random.NextInt(300))];
        double[] price = [.. units.Select(_ => Math.Round(5 + (90 * random.NextDouble()), 2))];
        double[] revenue = [.. units.Zip(price, (u, p) => Math.Round(u * p, 2))];
        double[] cost = [.. revenue.Select(all => Math.Round(all * (0.4 + (0.5 * random.NextDouble())), 2))];
        double[] profit = [.. revenue.Zip(cost, (all, one) => Math.Round(all - one, 2))];
        double[] hours = [.. units.Select(_ => (double)random.NextInt(9))];
        var table = Schema(
            ("units", units),
            ("price", price),
            ("revenue", revenue),
            ("cost", cost),
            ("profit", profit),
            ("hours", hours)
        );
        // Profits are fractions of revenues, so that no cost is below 0.
        Assert.Equal(["cost = revenue - profit", "profit ≤ revenue", "revenue = units × price"], Texts(table));
    }

    /// <summary>A small cost would be the error of a large profit: the profit is computed.</summary>
    [Fact]
    public void WhatLargeColumnsLeaveIsNotComputed()
    {
        var random = new PhiloxRandom(13, 0);
        double[] units = [.. Enumerable.Range(0, 800).Select(_ => 1.0 + random.NextInt(300))];
        double[] price = [.. units.Select(_ => Math.Round(5 + (90 * random.NextDouble()), 2))];
        double[] revenue = [.. units.Zip(price, (u, p) => Math.Round(u * p, 2))];
        double[] cost = [.. revenue.Select(_ => Math.Round(80 * random.NextDouble(), 2))];
        double[] profit = [.. revenue.Zip(cost, (all, one) => Math.Round(all - one, 2))];
        var table = Schema(
            ("units", units),
            ("price", price),
            ("revenue", revenue),
            ("profit", profit),
            ("cost", cost)
        );
        Assert.Equal(["profit = revenue - cost", "revenue = units × price"], Texts(table));
    }

    /// <summary>A mean and a weighted sum of the same columns are each computed from these, and not from each other.</summary>
    [Fact]
    public void SumsOfTheSameColumnsAreComputedFromThem()
    {
        var random = new PhiloxRandom(12, 0);
        double[][] scores =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(_ => Enumerable.Range(0, 700).Select(_ => (double)random.NextInt(101)).ToArray()),
        ];
        double[] mean = [.. scores[0].Select((a, row) => Math.Round((a + scores[1][row] + scores[2][row]) / 3, 2))];
        double[] final =
        [
            .. scores[0].Select((a, row) => Math.Round((0.3 * a) + (0.3 * scores[1][row]) + (0.4 * scores[2][row]), 1)),
        ];
        Assert.Equal(
            ["final = 0.3 × a + 0.3 × b + 0.4 × c", "mean = (a + b + c) / 3"],
            Texts(Schema(("a", scores[0]), ("b", scores[1]), ("c", scores[2]), ("mean", mean), ("final", final)))
                .Order()
        );
    }

    /// <summary>Lengths of time may take few values.</summary>
    [Fact]
    public void DaysBetweenDatesAreFound()
    {
        var random = new PhiloxRandom(8, 0);
        double[] days = [.. Enumerable.Range(0, 400).Select(_ => (double)random.NextInt(40))];
        double[] ordered = [.. days.Select(_ => 86_400.0 * (18_000 + random.NextInt(500)))];
        double[] shipped = [.. ordered.Zip(days, (from, more) => from + (86_400 * more))];
        Column[] columns =
        [
            new("ordered") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true) },
            new("shipped") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true) },
            new("days"),
        ];
        var table = Table.FromColumns(columns, [ordered, shipped, days]);
        Assert.Equal(
            ["days = (shipped - ordered) / 1 day", "ordered ≤ shipped"],
            Texts(Likeness.Data.Schema.Detect(table).Apply(table))
        );
    }

    /// <summary>A price in hundreds would not stay one if it were computed from the price per area.</summary>
    [Fact]
    public void ThePricePerAreaIsComputed()
    {
        var random = new PhiloxRandom(5, 0);
        double[] area = [.. Enumerable.Range(0, 700).Select(_ => 20.0 + random.NextInt(60))];
        double[] price = [.. area.Select(one => 100 * Math.Round(one * (20 + (30 * random.NextDouble()))))];
        double[] perArea = [.. price.Zip(area, (p, a) => Math.Round(p / a, 2))];
        Assert.Equal(["per = price / area"], Texts(Schema(("per", perArea), ("area", area), ("price", price))));
    }

    [Fact]
    public void MissingCellsOfAComputedColumnAndItsPartsStay()
    {
        var rows = Computed("b = a × c", 2);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            cells[3][row] = row % 7 == 0 ? double.NaN : cells[3][row];
            cells[0][row] = row % 11 == 0 ? double.NaN : cells[0][row];
        }

        var incomplete = Table.FromColumns([.. rows.Columns.Select(column => column with { Missing = "" })], cells);
        var rules = TableRules.Find(incomplete, wanted: true);
        Assert.Equal("b = a × c", Assert.Single(rules.Rules).ToString());
        var back = rules.Decode(rules.Encode(incomplete));
        Assert.Equal(cells[3], back.ColumnValues(3), (a, b) => a.Equals(b) || Math.Abs(a - b) < 0.0101);
        Assert.Equal(cells[0], back.ColumnValues(0));
    }

    /// <summary>What is left of a computed column with missing values is one value, or missing.</summary>
    [Fact]
    public void AModelOfAComputedColumnWithMissingValuesIsKept()
    {
        var rows = Computed("b = a × c", 2);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        cells[3] = [.. cells[3].Select((value, row) => row % 7 == 0 ? double.NaN : value)];
        Column[] columns = [.. rows.Columns.SkipLast(1), rows.Columns[^1] with { Missing = "" }];
        var encoding = TableEncoding.Fit(Table.FromColumns(columns, cells), new TreesOptions());
        Assert.Equal("b = a × c", Assert.Single(TableEncoding.FromJson(encoding.ToJson()).Rules).ToString());
    }

    /// <summary>A ratio without a value where the divisor is 0 stays missing there, also in rows of a model.</summary>
    [Fact]
    public void AQuotientByZeroIsMissing()
    {
        var rows = Computed("b = c / d", 2);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        cells[3] = [.. cells[3].Select(value => double.IsFinite(value) ? value : double.NaN)];
        Assert.Contains(double.NaN, cells[3]);
        Column[] columns = [.. rows.Columns.SkipLast(1), new("b") { Missing = "" }];
        var table = Table.FromColumns(columns, cells);
        var rules = TableRules.Find(table, wanted: true);
        Assert.Equal("b = c / d", Assert.Single(rules.Rules).ToString());
        var encoded = rules.Encode(table);
        double[][] sampled = [.. Enumerable.Range(0, encoded.Width).Select(encoded.ColumnValues)];
        sampled[2] = [.. sampled[2].Reverse()];
        Assert.DoesNotContain(
            rules.Decode(Table.FromColumns(encoded.Columns, sampled)).ColumnValues(3),
            double.IsInfinity
        );
    }

    [Fact]
    public void AnUnknownFactorFollowsFromTheProduct()
    {
        var rows = Computed("b = a × c", 2);
        var rule = Assert.Single(TableRules.Find(rows, wanted: true).Rules);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        double[] known = cells[0];
        cells[0] = [.. known.Select(_ => double.NaN)];
        var completed = rule.Complete(Table.FromColumns(rows.Columns, cells)).ColumnValues(0);
        Assert.Equal(known, completed);
        // A column and all but one of its parts are observed: the imputed part gives way.
        cells[0] = [.. known.Select(value => value + 1)];
        var reconciled = rule.Reconcile(Table.FromColumns(rows.Columns, cells), (_, column) => column != 0);
        Assert.Equal(known, reconciled.ColumnValues(0));
    }

    private static string[] Texts(Table rows) =>
        [.. TableRules.Find(rows, wanted: true).Exact.Select(rule => rule.ToString()!)];

    private static Table Schema(params (string Name, double[] Values)[] columns)
    {
        var table = Table.FromColumns(
            [.. columns.Select(column => new Column(column.Name))],
            [.. columns.Select(column => column.Values)]
        );
        return Likeness.Data.Schema.Detect(table).Apply(table);
    }

    // Numbers a, c and d of two decimals, and b as a formula has it.
    private static Table Computed(string text, int decimals)
    {
        var random = new PhiloxRandom(11, 0);
        double[][] cells =
        [
            .. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 600).Select(_ => Value(i, random)).ToArray()),
        ];
        var rule = RuleText.Parse(text, [])!;
        double[] b =
        [
            .. Enumerable
                .Range(0, 600)
                .Select(row =>
                    Math.Round(
                        rule.Formula!.Value([.. rule.Parts.Select(part => cells["acd".IndexOf(part[0])][row])]),
                        decimals,
                        MidpointRounding.AwayFromZero
                    )
                ),
        ];
        return Schema(("a", cells[0]), ("c", cells[1]), ("d", cells[2]), ("b", b));

        static double Value(int column, PhiloxRandom random) =>
            column == 0 ? Math.Round(0.5 + (4 * random.NextDouble()), 2)
            : column == 1 ? Math.Round(10 + (500 * random.NextDouble()), 2)
            : random.NextInt(30);
    }

    private static Table Orders(int rows)
    {
        var random = new PhiloxRandom(2, 0);
        double[] prices = [9.99, 24.5, 105, 3.2, 49.9, 17.35];
        double[][] cells = [.. Enumerable.Range(0, 10).Select(_ => new double[rows])];
        for (int row = 0; row < rows; row++)
        {
            int product = random.NextInt(prices.Length);
            double quantity = 1 + random.NextInt(40);
            double discount = random.NextInt(5) * 0.05;
            double net = Math.Round(quantity * prices[product] * (1 - discount), 2, MidpointRounding.AwayFromZero);
            double tax = Math.Round(0.19 * net, 2, MidpointRounding.AwayFromZero);
            double ordered = 1_600_000_000 + Math.Floor(random.NextDouble() * 1e7);
            double delivered = ordered + Math.Floor(random.NextDouble() * 9e4);
            double[] cell =
            [
                ordered,
                delivered,
                product,
                quantity,
                prices[product],
                net,
                discount,
                tax,
                Math.Round(net + tax, 2),
                Math.Floor((delivered - ordered) / 60),
            ];
            for (int i = 0; i < cell.Length; i++)
            {
                cells[i][row] = cell[i];
            }
        }

        Column[] columns =
        [
            new("ordered") { Kind = new TimeKind("yyyy-MM-dd HH:mm:ss") },
            new("delivered") { Kind = new TimeKind("yyyy-MM-dd HH:mm:ss") },
            new("product") { Kind = new CategoryKind(["a", "b", "c", "d", "e", "f"]) },
            new("quantity"),
            new("price"),
            new("net"),
            new("discount"),
            new("tax"),
            new("gross"),
            new("minutes"),
        ];
        var table = Table.FromColumns(columns, cells);
        return Likeness.Data.Schema.Detect(table).Apply(table);
    }

    // Independent of the order in which they encode.
    private sealed class ByPlace : IComparer<string>
    {
        private static readonly string[] Columns = ["gross", "tax", "net", "minutes", "product", "ordered"];

        public int Compare(string? one, string? other) => Place(one!).CompareTo(Place(other!));

        private static int Place(string rule) => Array.IndexOf(Columns, rule.Split(' ')[0]);
    }
}
