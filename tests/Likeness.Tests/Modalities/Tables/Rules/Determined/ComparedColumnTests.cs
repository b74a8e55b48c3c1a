using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Determined;

/// <summary>Columns that follow from comparing a number with others of the row.</summary>
public sealed class ComparedColumnTests
{
    private const int Rows = 900;
    private const string Flag = "flag = \"L\" if result < low, \"H\" if result > high, else ";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FlagsFollowFromLimits(bool isMissing)
    {
        var table = Results(isMissing, isLookedUp: false);
        var found = TableRules.Find(table, wanted: true).Rules;
        var rule = Assert.IsType<ComparedColumn>(found.Single(one => one.Column == "flag"));
        Assert.Equal(Flag + (isMissing ? "missing" : "\"N\""), rule.ToString());
        Assert.Equal(rule, DeclaredRules.Create(table, [rule.ToString()]).Rules.Single());
        using var model = Train(table);
        AssertFlags(model.Sample(3000, 1), isMissing);
        Assert.Equal(model.Encoding.Rules, TableEncoding.FromJson(model.Encoding.ToJson()).Rules);
        // Its values take conditions, and follow from what is imputed.
        var high = model.SampleConditional(100, model.ParseConditions("flag=H")).Rows;
        Assert.All(Enumerable.Range(0, 100), row => Assert.True(high[row, 1] > high[row, 3]));
        double[] unknown = [.. Enumerable.Repeat(double.NaN, table.RowCount)];
        var (_, filled, _) = model.Impute(
            new IncompleteTable(
                Table.FromColumns(
                    table.Columns,
                    [table.ColumnValues(0), unknown, table.ColumnValues(2), table.ColumnValues(3), unknown]
                )
            )
        );
        AssertFlags(filled, isMissing);
    }

    /// <summary>Home win, draw and away win compare the same two numbers.</summary>
    [Fact]
    public void ResultsFollowFromGoals()
    {
        const string Result = "result = \"A\" if home < away, \"H\" if home > away, else \"D\"";
        var random = new PhiloxRandom(9, 0);
        double[] home = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(5))];
        double[] away = [.. home.Select(_ => (double)random.NextInt(4))];
        var table = Table.FromArrays(
            ("home", home),
            ("away", away),
            (
                "result",
                home.Zip(
                        away,
                        (own, other) =>
                            own > other ? "H"
                            : own < other ? "A"
                            : "D"
                    )
                    .ToArray()
            )
        );
        table = Schema.Detect(table).Apply(table);
        Assert.Equal([Result], TableRules.Find(table, wanted: true).Texts);
        Assert.Equal([Result], DeclaredRules.Create(table, [Result]).Texts);
    }

    [Fact]
    public void LimitsMayBeLookedUp()
    {
        var table = Results(isMissing: false, isLookedUp: true);
        var found = TableRules.Find(table, wanted: true).Rules;
        Assert.Contains(found, rule => rule is DeterminedColumn { Column: "low" });
        Assert.IsType<ComparedColumn>(found.Single(rule => rule.Column == "flag"));
        using var model = Train(table);
        AssertFlags(model.Sample(3000, 2), isMissing: false);
    }

    /// <summary>Orders that are not delivered are neither on time nor late: missing, or a value of their own.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("open")]
    public void RowsWithoutANumberHaveAValueOfTheirOwn(string? open)
    {
        var random = new PhiloxRandom(8, 0);
        double[] promised = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(30))];
        double[] delivered =
        [
            .. promised.Select(day => random.NextInt(5) == 0 ? double.NaN : day + random.NextInt(12) - 6),
        ];
        string?[] onTime =
        [
            .. promised.Zip(
                delivered,
                (day, then) =>
                    double.IsNaN(then) ? open
                    : then <= day ? "yes"
                    : "no"
            ),
        ];
        var table = Table.FromArrays(("promised", promised), ("delivered", delivered), ("on_time", onTime));
        var rule = Assert.IsType<ComparedColumn>(
            TableRules.Find(table, wanted: true).Rules.Single(one => one.Column == "on_time")
        );
        Assert.Equal(open, rule.Unknown.Text);
        using var model = Train(table);
        var rows = model.Sample(2000, 1);
        Assert.All(rule.Holds(rows), Assert.True);
        Assert.InRange(rows.ColumnValues(1).Count(double.IsNaN) / 2000.0, 0.1, 0.3);
    }

    [Theory]
    [InlineData(true, "below = \"yes\" if stock ≤ level, else \"no\"")]
    [InlineData(false, "below = \"yes\" if stock < level, else \"no\"")]
    public void EqualNumbersAreOnEitherSide(bool mayEqual, string expected)
    {
        var random = new PhiloxRandom(3, 0);
        double[] stock = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(60))];
        double[] level = [.. Enumerable.Range(0, Rows).Select(_ => 10.0 * (1 + random.NextInt(3)))];
        var table = Table.FromArrays(
            ("stock", stock),
            ("level", level),
            (
                "below",
                stock.Zip(level, (one, limit) => one < limit || (mayEqual && one == limit) ? "yes" : "no").ToArray()
            )
        );
        string text = TableRules.Find(table, wanted: true).Rules.Single(one => one.Column == "below").ToString();
        string other = expected
            .Replace(
                "\"yes\" if stock ≤ level, else \"no\"",
                "\"no\" if stock > level, else \"yes\"",
                StringComparison.Ordinal
            )
            .Replace(
                "\"yes\" if stock < level, else \"no\"",
                "\"no\" if stock ≥ level, else \"yes\"",
                StringComparison.Ordinal
            );
        string turned = text.Contains("if level", StringComparison.Ordinal) ? Turned(text) : text;
        Assert.Contains(turned, new[] { expected, other });
        Assert.DoesNotContain(false, DeclaredRules.Create(table, [expected]).Rules.Single().Holds(table));
        Assert.Contains(
            "cannot be kept",
            Assert
                .Throws<LikenessException>(() =>
                    DeclaredRules.Create(
                        table,
                        [expected.Replace("else \"no\"", "else \"yes\"", StringComparison.Ordinal)]
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Numbers of sites are all below or above any height: the site alone says what follows.</summary>
    [Fact]
    public void ANumberThatSaysAsMuchAloneIsNotCompared()
    {
        var random = new PhiloxRandom(9, 0);
        double[] sites = [101, 102, 1101, 1102];
        double[] site = [.. Enumerable.Range(0, Rows).Select(_ => sites[random.NextInt(4)])];
        double[] height = [.. Enumerable.Range(0, Rows).Select(_ => 150.0 + random.NextInt(48))];
        string[] country = [.. site.Select(one => one < 1000 ? "DE" : "AT")];
        var read = Table.FromArrays(("site", site), ("height", height), ("country", country));
        var table = Schema.Detect(read).Apply(read);
        Assert.Equal("site determines country", Assert.Single(TableRules.Find(table, wanted: true).Rules).ToString());
        Assert.Null(ComparedColumnSearch.Next(table, []));
    }

    [Fact]
    public void NothingFollowsFromIndependentColumns()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            var random = new PhiloxRandom(seed, 1);
            var table = Table.FromColumns(
                [
                    new("flag") { Kind = new CategoryKind(["L", "N", "H"]) },
                    new("a"),
                    new("b"),
                    new("c"),
                    new("rare") { Kind = new CategoryKind(["no", "yes"]) },
                ],
                [
                    [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(3))],
                    [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())],
                    [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())],
                    [.. Enumerable.Range(0, Rows).Select(_ => 3 + random.NextNormal())],
                    [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.008 ? 1.0 : 0)],
                ]
            );
            Assert.DoesNotContain(TableRules.Find(table, wanted: true).Rules, rule => rule is ComparedColumn);
        }
    }

    [Theory]
    [InlineData("f = \"x\" if a <= b, else missing", "f = \"x\" if a ≤ b, else missing")]
    [InlineData(
        "f = missing if a >= b, \"a, b\" if a < c if d, else \"z\"",
        "f = missing if a ≥ b, \"a, b\" if a < c if d, else \"z\""
    )]
    [InlineData("f = \"x\" if a <= b, \"y\" if c > b, else \"z\"", null)]
    [InlineData("f = \"x\" if a <= b", null)]
    [InlineData("f = \"x\", else \"y\"", null)]
    [InlineData("f = 2 * a", null)]
    public void TextsAreParsed(string text, string? expected)
    {
        var parsed = ComparisonText.Parse(text, ["f", "a", "b", "c", "c if d"]);
        Assert.Equal(
            expected,
            parsed is null
                ? null
                : ComparisonText.Write(parsed.Column, parsed.Parts[0], parsed.Comparisons, parsed.Otherwise)
        );
    }

    private static string Turned(string text) =>
        text.Replace("if level > stock", "if stock < level", StringComparison.Ordinal)
            .Replace("if level ≥ stock", "if stock ≤ level", StringComparison.Ordinal)
            .Replace("if level < stock", "if stock > level", StringComparison.Ordinal)
            .Replace("if level ≤ stock", "if stock ≥ level", StringComparison.Ordinal);

    private static void AssertFlags(Table rows, bool isMissing) =>
        Assert.All(
            Enumerable.Range(0, rows.RowCount),
            row =>
                Assert.Equal(
                    rows[row, 1] < rows[row, 2] ? "L"
                        : rows[row, 1] > rows[row, 3] ? "H"
                        : isMissing ? ""
                        : "N",
                    rows.Columns[4].Write(rows[row, 4])
                )
        );

    // Results of tests beside the limits of the test, or of the person.
    private static Table Results(bool isMissing, bool isLookedUp)
    {
        var random = new PhiloxRandom(1, 0);
        double[] tests = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(3))];
        double[] low = [.. tests.Select(test => (10 * test) + (isLookedUp ? 5 : random.NextInt(8)))];
        double[] high = [.. low.Select(limit => limit + (isLookedUp ? 6 : 4 + random.NextInt(5)))];
        double[] results = [.. low.Select(limit => Math.Round(limit + 3 + (5 * random.NextNormal()), 1))];
        double[] flags =
        [
            .. results.Select(
                (result, row) =>
                    result < low[row] ? 0.0
                    : result > high[row] ? 1
                    : isMissing ? double.NaN
                    : 2
            ),
        ];
        return Table.FromColumns(
            [
                new("test") { Kind = new CategoryKind(["a", "b", "c"]) },
                new("result"),
                new("low"),
                new("high"),
                new("flag")
                {
                    Kind = new CategoryKind(isMissing ? ["L", "H"] : ["L", "H", "N"]),
                    Missing = isMissing ? "" : null,
                },
            ],
            [tests, results, low, high, flags]
        );
    }

    private static TableModel Train(Table table) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) }).As<TableModel>();
}
