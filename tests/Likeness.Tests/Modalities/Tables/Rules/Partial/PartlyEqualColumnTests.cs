using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Partial;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Partial;

/// <summary>Columns that are equal to another one in a part of the rows: an approved amount, a delivery on the promised day, the town of the bill.</summary>
public sealed class PartlyEqualColumnTests
{
    private const int Towns = 60;
    private static readonly string[] Rules = ["partly approved = requested", "partly ship = bill"];

    [Fact]
    public void PartsOfTheRowsAreFound() => Assert.Equal(Rules, Found(Loans(2000, 0.6, 0.7)));

    /// <summary>Independent columns, those that are only near each other, those that are equal by a common value, and few rows are none.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void OthersAreNoRule(ulong seed)
    {
        Assert.Empty(Found(Loans(2000, 0, 0, seed)));
        Assert.Empty(Found(Loans(60, 0.3, 0.3, seed)));
        var random = new PhiloxRandom(seed, 1);
        double[] own = [.. Enumerable.Range(0, 3000).Select(_ => (double)random.NextInt(80) + 20)];
        double[] near = Array.ConvertAll(own, value => value + random.NextInt(5) - 2);
        double[] first = Array.ConvertAll(own, value => random.NextInt(3) == 0 ? 0 : value * 7);
        double[] second = Array.ConvertAll(first, value => value == 0 ? 0 : 11.0 * random.NextInt(100));
        Assert.Empty(Found(Numbers(["own", "near"], own, near)));
        Assert.Empty(Found(Numbers(["first", "second"], first, second)));
    }

    /// <summary>Years of few values, above others, are not learned as differences, of which there are more.</summary>
    [Fact]
    public void AYearThatIsAboveAnotherIsOneToo()
    {
        var random = new PhiloxRandom(4, 0);
        double[] built = [.. Enumerable.Range(0, 1500).Select(_ => (double)(1880 + random.NextInt(130)))];
        double[] changed = Array.ConvertAll(
            built,
            year =>
                random.NextDouble() < 0.45
                    ? Math.Max(year, 1950)
                    : Math.Max(year, 1950) + random.NextInt(2010 - (int)Math.Max(year, 1950))
        );
        var table = Numbers(["built", "changed"], built, changed);
        Assert.Equal(["partly changed = built"], Found(table));
        Assert.Contains("built ≤ changed", TableRules.Find(table, wanted: true).Texts);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        var samples = model.Sample(1500);
        Assert.Equal(Equal(table, 0, 1), Equal(samples, 0, 1), 0.05);
        Assert.All(Enumerable.Range(0, 1500), row => Assert.True(samples[row, 0] <= samples[row, 1]));
    }

    [Fact]
    public void SamplesAreEqualAsOften()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Loans(3000, 0.6, 0.7)) })
            .As<TableModel>();
        var samples = model.Sample(4000);
        Assert.InRange(Equal(samples, 0, 1), 0.56, 0.64);
        Assert.InRange(EqualTowns(samples), 0.66, 0.76);
        Assert.DoesNotContain(samples.ColumnValues(1), double.IsNaN);
        Assert.DoesNotContain(samples.ColumnValues(3), double.IsNaN);
        var given = model.SampleConditional(300, model.ParseConditions("approved>=800")).Rows;
        Assert.All(given.ColumnValues(1), value => Assert.InRange(value, 800, double.MaxValue));
        Assert.InRange(Equal(given, 0, 1), 0.4, 0.9);
    }

    /// <summary>A copula samples what says that values are equal apart from the values that are left out there: were either enough, 84 % would be equal.</summary>
    [Fact]
    public void SamplesOfACopulaAreEqualAsOften()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "copula", Data = DataSource.FromTable(Loans(3000, 0.6, 0.7)) })
            .As<TableModel>();
        var samples = model.Sample(4000);
        Assert.InRange(Equal(samples, 0, 1), 0.56, 0.66);
        Assert.InRange(EqualTowns(samples), 0.65, 0.76);
    }

    /// <summary>Where the approved amount is known, the requested one is imputed as often equal to it as in the data, and both towns.</summary>
    [Fact]
    public void SourcesAreImputedAsOften()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Loans(3000, 0.6, 0.7)) })
            .As<TableModel>();
        var known = Loans(1000, 0.6, 0.7, seed: 2);
        double[] unknown = [.. Enumerable.Repeat(double.NaN, known.RowCount)];
        var incomplete = Table.FromColumns(
            known.Columns,
            [unknown, known.ColumnValues(1), unknown, known.ColumnValues(3)]
        );
        var (_, filled, _) = model.Impute(new IncompleteTable(incomplete), samples: 2);
        Assert.Equal(2000, filled.RowCount);
        Assert.InRange(Equal(filled, 0, 1), 0.54, 0.66);
        Assert.InRange(EqualTowns(filled), 0.63, 0.77);
        Assert.All(Enumerable.Range(0, filled.RowCount), row => Assert.Equal(known[row / 2, 1], filled[row, 1]));
    }

    [Fact]
    public void EncodedRowsComeBack()
    {
        var rows = Numbers(["a", "b"], [1, 2, double.NaN, 4], [1, 3, 5, double.NaN]);
        var rule = new PartlyEqualColumn("b", "a", 0.5);
        Assert.Equal([true, false, false, false], rule.Holds(rows));
        var encoded = rule.Encode(rows);
        Assert.Equal(["a", "b = a", "b"], encoded.Columns.Select(column => column.Name));
        Assert.Equal([1, 0, 0, 0], encoded.ColumnValues(1));
        Assert.Equal([double.NaN, 3, 5, double.NaN], encoded.ColumnValues(2));
        Assert.Equal([1, double.NaN, double.NaN, double.NaN], Masked(rule.EncodeUnknown(rows).ColumnValues(1)));
        var decoded = rule.Decode(encoded, rows.Columns[1]);
        Assert.Equal(rows.ColumnValues(1), decoded.ColumnValues(1));
        // A value that is never missing is equal where a model leaves it out.
        var left = Table.FromColumns(
            encoded.Columns,
            [
                [7],
                [0],
                [double.NaN],
            ]
        );
        Assert.Equal([7], rule.Decode(left, new Column("b")).ColumnValues(1));

        static double[] Masked(double[] cells) => [cells[0], double.NaN, cells[2], cells[3]];
    }

    /// <summary>What others are equal to encodes last, also where a chain runs against the order of the columns.</summary>
    [Fact]
    public void ChainsComeBack()
    {
        var random = new PhiloxRandom(3, 0);
        double[] a = Random();
        double[] b = Mixed(a);
        double[] c = Mixed(b);
        var table = Numbers(["a", "b", "c"], a, b, c);
        var rules = TableRules.Find(table, wanted: true);
        Assert.Equal(2, rules.Rules.Count);
        var encoded = rules.Encode(table);
        Assert.All(
            rules.Rules.OfType<PartlyEqualColumn>(),
            rule =>
            {
                int at = encoded.Columns.ToList().FindIndex(column => column.Name == rule.Indicator);
                Assert.Equal(rule.Fraction, encoded.ColumnValues(at).Average(), 0.001);
            }
        );
        var decoded = rules.Decode(encoded);
        Assert.All([0, 1, 2], column => Assert.Equal(table.ColumnValues(column), decoded.ColumnValues(column)));
        // Rows before are seen with all values, beside what says which are equal.
        var restored = PartlyEqualColumn.Restored(encoded, rules.Rules);
        Assert.Equal(encoded.Columns.Select(column => column.Name), restored.Columns.Select(column => column.Name));
        Assert.All(
            Enumerable.Range(0, encoded.Width),
            column =>
                Assert.Equal(
                    table.Columns.ToList().FindIndex(one => one.Name == restored.Columns[column].Name)
                        is >= 0
                            and var own
                        ? table.ColumnValues(own)
                        : encoded.ColumnValues(column),
                    restored.ColumnValues(column)
                )
        );

        double[] Random() => [.. Enumerable.Range(0, 1500).Select(_ => Math.Round(random.NextDouble() * 5000, 2))];
        double[] Mixed(double[] of) => [.. of.Zip(Random(), (x, y) => random.NextDouble() < 0.5 ? x : y)];
    }

    [Fact]
    public void ItMayBeDeclared()
    {
        var loans = Loans(40, 0.4, 0.4);
        var rules = DeclaredRules.Create(loans, Rules);
        var stored = TableRules.FromJson(JsonDocument.Parse(rules.ToJson().GetRawText()).RootElement);
        Assert.Equal(Rules.Order(), stored.Texts.Order());
        Assert.Empty(stored.Exact);
        Assert.Equal(2, stored.Nearly.Count);
        Assert.DoesNotContain(false, stored.Hold(loans));
        foreach (string refused in (string[])["partly ship = requested", "partly approved = other", "partly x"])
        {
            Assert.Throws<LikenessException>(() => DeclaredRules.Create(loans, [refused]));
        }

        var never = Assert.Throws<LikenessException>(() => DeclaredRules.Create(Loans(40, 0, 1), [Rules[1]]));
        Assert.Contains("equal in no row, or in all", never.Message, StringComparison.Ordinal);
        Assert.Null(RuleText.Parse("partly x", ["x"]));
        Assert.Equal(RuleRelation.Equals, RuleText.Parse("partly x = y", ["partly x", "y"])?.Relation);
    }

    private static double Equal(Table rows, int one, int other) =>
        Enumerable.Range(0, rows.RowCount).Count(row => rows[row, one] == rows[row, other]) / (double)rows.RowCount;

    private static double EqualTowns(Table rows) =>
        Enumerable
            .Range(0, rows.RowCount)
            .Count(row => rows.Columns[2].Write(rows[row, 2]) == rows.Columns[3].Write(rows[row, 3]))
        / (double)rows.RowCount;

    private static string[] Found(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.OfType<PartlyEqualColumn>().Select(rule => rule.ToString())];

    private static Table Numbers(string[] names, params double[][] cells)
    {
        var table = Table.FromColumns([.. names.Select(name => new Column(name) { Missing = "" })], cells);
        return Schema.Detect(table).Apply(table);
    }

    // The towns of both columns stand in other places.
    private static Table Loans(int rows, double approved, double shipped, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        string[] towns = [.. Enumerable.Range(0, Towns).Select(town => $"town {town:00}")];
        Column[] columns =
        [
            new("requested"),
            new("approved"),
            new("bill") { Kind = new CategoryKind(towns) },
            new("ship") { Kind = new CategoryKind([.. towns.Reverse()]) },
        ];
        double[][] cells = [.. columns.Select(_ => new double[rows])];
        for (int row = 0; row < rows; row++)
        {
            cells[0][row] = 10 + (10 * random.NextInt(120));
            cells[1][row] =
                random.NextDouble() < approved
                    ? cells[0][row]
                    : 10 + (10 * (int)(random.NextDouble() * 1.1 * cells[0][row] / 10));
            cells[2][row] = random.NextInt(Towns);
            cells[3][row] =
                random.NextDouble() < shipped
                    ? Towns - 1 - cells[2][row]
                    : (cells[2][row] + 1 + random.NextInt(Towns - 1) + (2 * Towns) - 1 - (2 * cells[2][row])) % Towns;
        }

        var table = Table.FromColumns(columns, cells);
        return Schema.Detect(table).Apply(table);
    }
}
