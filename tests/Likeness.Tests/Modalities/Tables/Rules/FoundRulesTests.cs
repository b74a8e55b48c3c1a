using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules;

/// <summary>Which rules are found, and that samples satisfy them.</summary>
public sealed class FoundRulesTests
{
    private const int Rows = 600;
    private static readonly TimeKind Day = new("yyyy-MM-dd", IsDay: true);

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    [InlineData(5000)]
    public void SumsOfWholeNumbersAreFound(int most)
    {
        var random = new PhiloxRandom(1, 0);
        double[] x = Whole(random, most);
        double[] y = Whole(random, most);
        double[] z = Whole(random, most);
        var table = Of(("x", x), ("y", y), ("z", z), ("t", Sum(x, y, z)));
        Assert.Equal(["t = x + y + z"], Found(table));
        // What is subtracted is found as the sum of the rest.
        Assert.Equal(["x = y + left"], Found(Of(("x", Sum(x, y)), ("y", x), ("left", y))));
    }

    /// <summary>A flag of few rows beside a column that nearly follows from others adds up by chance.</summary>
    [Fact]
    public void WholeNumbersAddUpByChanceOnly()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var random = new PhiloxRandom(seed, 0);
            double[] a = Whole(random, 12);
            double[] b = Whole(random, 2);
            double[] c = Whole(random, 1);
            double[] flag = [.. c.Select((one, row) => row < 40 ? one : 0)];
            Assert.Empty(Found(Of(("a", a), ("b", b), ("c", c), ("d", Whole(random, 3)))));
            double[] total = Sum(a, Whole(random, 1), [.. c.Select(one => one + 1)]);
            Assert.DoesNotContain(
                Found(Of(("a", a), ("rare", flag), ("t", total))),
                rule => rule.Contains("rare", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void CopiesOfManyValuesAreFound()
    {
        var random = new PhiloxRandom(2, 0);
        double[] x = [.. Whole(random, 100_000).Select(value => Math.Round(value / 1000, 3))];
        x[7] = double.NaN;
        double[] days =
        [
            .. Whole(random, 2000).Select(day => 1_500_000_000 + (day * 86_400) - (1_500_000_000 % 86_400)),
        ];
        var table = Table.FromColumns(
            [
                new("x") { Missing = "" },
                new("day") { Kind = Day },
                new("copy") { Missing = "" },
                new("written") { Kind = new TimeKind("dd.MM.yyyy", IsDay: true) },
                new("later"),
            ],
            [x, days, x, days, [.. x.Select(value => value + 2.5)]]
        );
        table = Schema.Detect(table).Apply(table);
        Assert.Empty(new[] { "written = day", "copy = x" }.Except(Found(table)));
        var declared = DeclaredRules.Create(table, ["copy = x", "written = day"]).Rules;
        Assert.Equal(["copy = x", "written = day"], declared.Select(rule => rule.ToString()));
        var encoded = new TableRules(table.Columns, declared).Encode(table);
        Assert.All(encoded.ColumnValues(2), rest => Assert.Equal(0, rest));
    }

    /// <summary>Times since 1970 are large beside their thousandths of seconds.</summary>
    [Fact]
    public void TimesWithOtherPartsOfSecondsAreNoCopies()
    {
        var random = new PhiloxRandom(6, 0);
        double[] seconds = [.. Whole(random, 10_000_000).Select(second => 1_700_000_000 + second)];
        double[] finer = [.. seconds.Select(second => second + (random.NextInt(1000) / 1000.0))];
        var table = Table.FromColumns(
            [
                new("created") { Kind = new TimeKind("yyyy-MM-dd HH:mm:ss", IsDay: false) },
                new("created_ms") { Kind = new TimeKind("yyyy-MM-dd HH:mm:ss.fff", IsDay: false) },
            ],
            [seconds, finer]
        );
        Assert.DoesNotContain(
            Found(Schema.Detect(table).Apply(table)),
            rule => rule.Contains('=', StringComparison.Ordinal)
        );
    }

    [Fact]
    public void AColumnPlusAConstantIsFound()
    {
        double[] x = Whole(new PhiloxRandom(3, 0), 9000);
        Assert.Equal(["b = a + 7"], Found(Of(("a", x), ("b", [.. x.Select(value => value + 7)]))));
        Assert.Equal(["a = b + 7"], Found(Of(("a", [.. x.Select(value => value + 7)]), ("b", x))));
    }

    [Fact]
    public void SamplesSatisfyCopiesAndChains()
    {
        var random = new PhiloxRandom(4, 0);
        double[] low = Whole(random, 20);
        double[] middle = Sum(low, Whole(random, 20));
        double[] high = Sum(middle, Whole(random, 9));
        double[] money = [.. Whole(random, 90_000).Select(value => Math.Round(value / 100, 2))];
        double[] gaps = [.. middle.Select((value, row) => row % 9 == 0 ? double.NaN : value)];
        var table = Table.FromColumns(
            [new("lo"), new("mid") { Missing = "" }, new("hi"), new("paid"), new("billed")],
            [low, gaps, high, money, money]
        );
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        Assert.Equal(
            ["billed = paid", "lo ≤ hi, mid ≤ hi", "lo ≤ mid"],
            model.Encoding.Rules.Select(rule => rule.ToString())
        );
        var samples = model.Sample(2000);
        int missing = 0;
        for (int row = 0; row < samples.RowCount; row++)
        {
            Assert.Equal(samples[row, 3], samples[row, 4]);
            Assert.False(samples[row, 0] > samples[row, 1] || samples[row, 1] > samples[row, 2]);
            missing += double.IsNaN(samples[row, 1]) ? 1 : 0;
            Assert.False(double.IsNaN(samples[row, 2]));
        }

        Assert.InRange(missing, 100, 400);
    }

    [Fact]
    public void ChainsOfOrdersEncodeTheLargestFirst()
    {
        var random = new PhiloxRandom(5, 0);
        double[] low = Whole(random, 20);
        double[] middle = Sum(low, Whole(random, 9));
        double[] high = Sum(middle, Whole(random, 9));
        var table = Of(("lo", low), ("mid", middle), ("hi", high));
        Assert.Equal(["mid ≤ hi", "lo ≤ mid"], Found(table).Order().Reverse());
        var declared = DeclaredRules.Create(table, ["lo ≤ mid", "mid ≤ hi"]);
        Assert.Equal(["mid ≤ hi", "lo ≤ mid"], declared.Rules.Select(rule => rule.ToString()));
        var back = declared.Decode(declared.Encode(table));
        Assert.All(
            Enumerable.Range(0, 3),
            column => Assert.Equal(table.ColumnValues(column), back.ColumnValues(column))
        );
    }

    /// <summary>A column may be above two that have no order between them; one that is below by the first alone is no further rule.</summary>
    [Fact]
    public void AColumnAboveTwoOthersKeepsBoth()
    {
        var random = new PhiloxRandom(11, 0);
        double[] a = Whole(random, 100);
        double[] b = Whole(random, 100);
        double[] gaps = [.. b.Select((value, row) => row % 11 == 0 ? double.NaN : value)];
        double[] c = Sum([.. a.Zip(b, Math.Max)], Whole(random, 30));
        var table = Table.FromColumns([new("a"), new("b") { Missing = "" }, new("c")], [a, gaps, c]);
        table = Schema.Detect(table).Apply(table);
        var found = TableRules.Find(table, wanted: true);
        Assert.Equal(["a ≤ c", "b ≤ c"], Assert.Single(found.Rules).Texts.Order());
        var declared = DeclaredRules.Create(table, ["b ≤ c", "a ≤ c"]);
        Assert.Equal(["b ≤ c", "a ≤ c"], Assert.Single(declared.Rules).Texts);
        var rules = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var back = rules.Decode(rules.Encode(table));
        Assert.Equal(c, back.ColumnValues(2));
        Assert.DoesNotContain(false, rules.Hold(back));
        double[][] cells = [.. Enumerable.Range(0, 3).Select(table.ColumnValues)];
        (cells[2][1], cells[2][2]) = (a[1] - 1, b[2] - 1);
        Assert.Equal(2, rules.Hold(Table.FromColumns(table.Columns, cells)).Count(holds => !holds));
        // A bound that is unknown may be the larger one.
        Assert.True(double.IsNaN(rules.EncodeUnknown(table)[0, 2]));
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        var samples = model.Sample(2000);
        for (int row = 0; row < samples.RowCount; row++)
        {
            Assert.False(samples[row, 0] > samples[row, 2] || samples[row, 1] > samples[row, 2]);
        }

        double[] low = [.. a.Zip(Whole(random, 20), (value, more) => value + more - 10)];
        double[] far = [.. a.Zip(Whole(random, 20), (value, more) => value + more + 30)];
        Assert.DoesNotContain(
            ", ",
            Assert.Single(Found(Of(("a", a), ("low", low), ("far", far)))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void OrdersOfRangesThatHardlyOverlapNeedEqualValues()
    {
        var random = new PhiloxRandom(6, 0);
        double[] low = Whole(random, 20);
        double[] high = Sum(low, Whole(random, 40));
        Assert.Equal(["lo ≤ hi"], Found(Of(("lo", low), ("hi", high))));
        Assert.Empty(Found(Of(("lo", low), ("hi", [.. high.Select((value, row) => Math.Max(value, low[row] + 1.5))]))));
    }

    [Fact]
    public void AMissingLowerValueLosesNoHigherOne()
    {
        var random = new PhiloxRandom(7, 0);
        double[] least = Whole(random, 100);
        double[] most = Sum(least, Whole(random, 30));
        double[] withGaps = [.. least.Select((value, row) => row % 5 == 0 ? double.NaN : value)];
        double[] alsoGaps = [.. most.Select((value, row) => row % 7 == 0 ? double.NaN : value)];
        var table = Table.FromColumns([new("min") { Missing = "" }, new("max") { Missing = "" }], [withGaps, alsoGaps]);
        table = Schema.Detect(table).Apply(table);
        var found = TableRules.Find(table, wanted: true);
        Assert.Equal("min ≤ max", Assert.Single(found.Rules).ToString());
        var rules = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var back = rules.Decode(rules.Encode(table));
        Assert.Equal(alsoGaps, back.ColumnValues(1));
        Assert.DoesNotContain(false, rules.Hold(back));
        // A lower value that is unknown is not missing: its difference is unknown, too.
        Assert.True(double.IsNaN(rules.EncodeUnknown(table)[0, 1]) && double.IsNaN(rules.EncodeUnknown(table)[5, 1]));
    }

    [Fact]
    public void ManyLevelsDetermineAnotherColumn()
    {
        var random = new PhiloxRandom(8, 0);
        double[] zips = [.. Enumerable.Range(0, 6000).Select(row => (double)(row % 1500))];
        double[] cities = [.. zips.Select(zip => zip * 7 % 37)];
        var table = Table.FromColumns(
            [
                new("zip") { Kind = new CategoryKind([.. Enumerable.Range(10_000, 1500).Select(zip => $"{zip}")]) },
                new("city") { Kind = new CategoryKind([.. Enumerable.Range(0, 37).Select(city => $"city {city}")]) },
            ],
            [zips, cities]
        );
        Assert.Equal(["zip determines city"], Found(table));
        double[] others = [.. zips.Select(_ => (double)random.NextInt(2))];
        Assert.Empty(Found(Table.FromColumns([table.Columns[0], new("coin")], [zips, others])));
    }

    [Fact]
    public void ADeterminingColumnOfUniqueNumbersIsRefused()
    {
        double[] x = [.. Whole(new PhiloxRandom(9, 0), 100_000_000).Select(value => value / 100)];
        var table = Of(("x", x), ("copy", x));
        var error = Assert.Throws<LikenessException>(() => DeclaredRules.Create(table, ["copy determines x"]));
        Assert.Contains("nearly every sample has another value of 'copy'", error.Message, StringComparison.Ordinal);
    }

    private static List<string> Found(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.Select(rule => rule.ToString()!)];

    private static Table Of(params (string Name, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [.. columns.Select(column => new Column(column.Name))],
            [.. columns.Select(column => column.Cells)]
        );
        return Schema.Detect(table).Apply(table);
    }

    private static double[] Whole(PhiloxRandom random, int most) =>
        [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(most + 1))];

    private static double[] Sum(params double[][] parts) =>
        [.. Enumerable.Range(0, Rows).Select(row => parts.Sum(part => part[row]))];
}
