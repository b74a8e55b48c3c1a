using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

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

    /// <summary>Of values that hardly any rows have, any rate holds by chance; beside many others, a few rows are enough.</summary>
    [Theory]
    [InlineData(4, 0)]
    [InlineData(15, 1)]
    public void AValueOfHardlyAnyRowsHasNoRate(int rare, int rules) =>
        Assert.Equal(rules, Found(Fees(row => row < rare ? 0.07 : Rates[row % 2], rare)).Count);

    /// <summary>Half of the amounts of one user are halves of a cent, which a program that computes with hours rounds either way.</summary>
    [Fact]
    public void HalvesAreRoundedEitherWay()
    {
        var random = new PhiloxRandom(6, 0);
        double[] rates = [90, 72, 36];
        double[] user = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(3))];
        double[] seconds = [.. user.Select(_ => 300.0 + random.NextInt(12_000))];
        double[] amount =
        [
            .. seconds.Select(
                (one, row) =>
                    Math.Round(
                        one / 3600 * rates[(int)user[row]] * (1 + (random.NextDouble() < 0.5 ? 1e-12 : -1e-12)),
                        2
                    )
            ),
        ];
        var table = Table.FromColumns(
            [
                new("user") { Kind = new CategoryKind(["ann", "bob", "cy"]) },
                new("hours") { Kind = new DurationKind("hh:mm:ss") },
                new("amount"),
            ],
            [user, seconds, amount]
        );
        Assert.Equal(
            "amount = hours × a rate for each user",
            Assert.Single(Found(Schema.Detect(table).Apply(table))).ToString()
        );
    }

    [Fact]
    public void ARuleIsDeclared()
    {
        var table = Fees(row => Rates[row % 3]);
        string[] names = [.. table.Columns.Select(column => column.Name)];
        Assert.Null(RuleText.Error(Text, names, name => name == "tier" ? "category" : "number"));
        Assert.NotNull(RuleText.Error(Text, names, _ => "category"));
        Assert.Null(RuleText.Error(Text, names, _ => "number"));
        Assert.NotNull(RuleText.Error(Text, names, name => name == "tier" ? "time" : "number"));
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

    /// <summary>Tax classes 1, 3 and 4: also a class that no row has gets a rate.</summary>
    [Fact]
    public void NumbersOfFewValuesAreClasses()
    {
        double[] rates = [0, 0.2, 0, 0.12, 0.18];
        double[] classes = [.. Enumerable.Range(0, Rows).Select(row => new double[] { 1, 3, 4 }[row % 3])];
        var table = Classed(classes, (row, gross) => gross * rates[(int)classes[row]]);
        var rule = Assert.IsType<RateColumn>(Assert.Single(Found(table)));
        Assert.Equal("tax = gross × a rate for each class", rule.ToString());
        Assert.Equal([0.2, 0.12, 0.18], rule.Rates.Select(pair => pair.Value));
        Assert.Empty(Declarations.Make(table, [new Declaration(0, Read(table, rule.ToString()))]).Refused);
        double[][] cells = [.. Enumerable.Range(0, table.Width).Select(table.ColumnValues)];
        cells[0][0] = 2;
        Assert.DoesNotContain(double.NaN, rule.Expected(Table.FromColumns(table.Columns, cells)));
    }

    /// <summary>Rates in the ratio of the numbers are a product; those of one row for each number are nothing.</summary>
    [Fact]
    public void QuantitiesAreNoClasses()
    {
        double[] quantity = [.. Enumerable.Range(0, Rows).Select(row => 1.0 + (row % 4))];
        Assert.Empty(Found(Classed(quantity, (row, gross) => gross * quantity[row])));
        double[] many = [.. Enumerable.Range(0, Rows).Select(row => (double)(row % 30))];
        var table = Classed(many, (row, gross) => gross * (many[row] % 7 / 10));
        Assert.Empty(Found(table));
        var declared = new Declaration(0, Read(table, "tax = gross × a rate for each class"));
        Assert.Single(Declarations.Make(table, [declared]).Refused);
    }

    /// <summary>The ends of intervals of one width are nearly in a constant ratio within each grade.</summary>
    [Fact]
    public void AConstantDifferenceIsNoRate()
    {
        double[] low = [.. Enumerable.Range(0, Rows).Select(row => 660.0 + (5 * (row % 38)))];
        var table = Table.FromArrays(
            ("low", low),
            ("high", low.Select(value => value + 4).ToArray()),
            ("grade", low.Select(value => $"{(char)('G' - (int)((value - 660) / 30))}").ToArray())
        );
        Assert.DoesNotContain(Found(table), rule => rule is RateColumn);
        Assert.Contains("high = low + 4", TableRules.Find(table, wanted: true).Rules.Select(rule => rule.ToString()));
    }

    /// <summary>A gross salary is the sum of its parts, rather than of the tax and the net salary, which are computed from it.</summary>
    [Fact]
    public void ATaxIsARateOfWhatItIsPartOf()
    {
        double[] rates = [0, 0.2, 0, 0.12, 0.18];
        var random = new PhiloxRandom(3, 0);
        double[] classes = [.. Enumerable.Range(0, Rows).Select(row => new double[] { 1, 3, 4 }[row % 3])];
        double[] basic = [.. classes.Select(_ => 1300 + (random.NextInt(30_000) / 10.0))];
        double[] overtime = [.. classes.Select(_ => random.NextInt(40_000) / 100.0)];
        double[] gross = [.. basic.Zip(overtime, (one, other) => Math.Round(one + other, 2))];
        double[] tax = [.. gross.Select((one, row) => RoundedNumber.Of(one * rates[(int)classes[row]], 2))];
        double[] net = [.. gross.Zip(tax, (one, other) => Math.Round(one - other, 2))];
        var table = Table.FromColumns(
            [.. ((string[])["class", "basic", "overtime", "gross", "tax", "net"]).Select(name => new Column(name))],
            [classes, basic, overtime, gross, tax, net]
        );
        string[] rules =
        [
            .. TableRules.Find(Schema.Detect(table).Apply(table), wanted: true).Rules.Select(rule => rule.ToString()!),
        ];
        Assert.Equal(
            ["gross = basic + overtime", "net = basic + overtime - tax", "tax = gross × a rate for each class"],
            rules.Order(StringComparer.Ordinal)
        );
    }

    private static RuleText Read(Table table, string text) =>
        RuleText.Parse(text, [.. table.Columns.Select(column => column.Name)])!;

    private static Table Classed(double[] classes, Func<int, double, double> tax)
    {
        var random = new PhiloxRandom(2, 0);
        double[] gross = [.. classes.Select(_ => (100_000 + random.NextInt(400_000)) / 100.0)];
        var table = Table.FromColumns(
            [new Column("class"), new Column("gross"), new Column("tax")],
            [classes, gross, [.. gross.Select((one, row) => RoundedNumber.Of(tax(row, one), 2))]]
        );
        return Schema.Detect(table).Apply(table);
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

    /// <summary>Counts of jobs in each of 30 years, as fractions of the year's total, of which training rows are a part; rounded fractions of so many years have no rates.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void FractionsOfTheTotalOfEachYearAreFound(bool areRounded, int rules)
    {
        var random = new PhiloxRandom(9, 0);
        double[] year = [.. Enumerable.Range(0, 1800).Select(row => 1990.0 + (row % 30))];
        double[] count = [.. year.Select(_ => Math.Floor(Math.Exp(4 + random.NextNormal())))];
        double[] total = [.. Enumerable.Range(0, 30).Select(one => count.Where((_, row) => row % 30 == one).Sum())];
        double[] fraction = [.. count.Select((one, row) => one / total[row % 30])];
        fraction = areRounded ? [.. fraction.Select(one => Math.Round(one, 3))] : fraction;
        int[] some = [.. Enumerable.Range(0, 1800).Where(_ => random.NextDouble() < 0.8)];
        var table = Table.FromColumns([new("year"), new("count"), new("fraction")], [year, count, fraction]);
        var found = Found(table.TakeRows(some)).OfType<RateColumn>().ToList();
        Assert.Equal(rules, found.Count);
        Assert.All(found, rule => Assert.Equal("fraction = count × a rate for each year", rule.ToString()));
        Assert.All(found.SelectMany(rule => rule.Holds(table)), Assert.True);
    }

    private static List<TableRule> Found(Table table) => [.. RateSearch.All(table, [])];
}
