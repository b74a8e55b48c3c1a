using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Evaluation;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Models.Trees;

namespace Likeness.Tests.Modalities.Tables.Rules.Keys;

public sealed class KeyColumnTests
{
    private const int Rows = 600;
    private static readonly string[] Brands = ["Casio", "Fossil", "Seiko"];
    private static readonly string[] Colours = ["BLK", "RED"];

    [Fact]
    public void PartsFollowFromOtherColumnsOrAreLearned()
    {
        var rule = Assert.Single(KeyColumnSearch.All(Products(), findsRules: true, protects: true));
        Assert.Equal("brand determines part 1 of sku, bought determines part 3 of sku", rule.ToString());
        Assert.Equal("yyyy", rule.Parts[2].Format);
        Assert.NotNull(rule.Parts[0].Pairs);
        Assert.Null(rule.Parts[1].By);
        Assert.All(
            Assert.Single(KeyColumnSearch.All(Products(), findsRules: false, protects: true)).Parts,
            part => Assert.Null(part.By)
        );
    }

    [Fact]
    public void SampledKeysHaveThePartsOfTheirRowsAfterJson()
    {
        var products = Products();
        var encoding = TableEncoding.FromJson(TableEncoding.Fit(products, new TreesOptions()).ToJson());
        Assert.Contains(encoding.View.Columns, column => column.Name == "sku part 2");
        Assert.DoesNotContain(encoding.View.Columns, column => column.Name == "sku part 1");
        var (numbers, added) = encoding.ToNumbers(products.AlignTo(encoding.Columns));
        Assert.DoesNotContain(double.NegativeInfinity, added);

        // Other brands and days give other keys.
        double[][] cells = [.. Enumerable.Range(0, numbers.Width).Select(numbers.ColumnValues)];
        string[] names = [.. numbers.Columns.Select(column => column.Name)];
        Array.Reverse(cells[Array.IndexOf(names, "brand")]);
        Array.Reverse(cells[Array.IndexOf(names, "bought")]);
        var rows = encoding.FromNumbers(Table.FromColumns(numbers.Columns, cells));
        Assert.Empty(encoding.Breaking(rows));
        var keys = (IdentifierKind)rows.Columns[0].Kind;
        for (int row = 0; row < Rows; row++)
        {
            int[] levels = keys.Parts!.LevelsOf(keys, rows[row, 0]);
            Assert.Equal(Brands[(int)rows[row, 1]][..3].ToUpperInvariant(), keys.Parts.Levels[0][levels[0]]);
            Assert.Equal(
                DateTime.UnixEpoch.AddSeconds(rows[row, 2]).Year.ToString("0000", null),
                keys.Parts.Levels[2][levels[2]]
            );
        }
    }

    [Fact]
    public void ARowWhoseKeyContradictsItBreaksTheRule()
    {
        var products = Products();
        var rule = Assert.Single(KeyColumnSearch.All(products, findsRules: true, protects: true));
        Assert.DoesNotContain(false, rule.Holds(products));
        double[][] cells = [.. Enumerable.Range(0, products.Width).Select(products.ColumnValues)];
        cells[1][7] = (cells[1][7] + 1) % Brands.Length;
        Assert.Equal([7], Broken(rule, Table.FromColumns(products.Columns, cells)));
        cells[1][7] = products[7, 1];
        cells[2][9] += 400 * 86400.0;
        Assert.Equal([9], Broken(rule, Table.FromColumns(products.Columns, cells)));

        static int[] Broken(KeyColumn rule, Table rows) =>
            [.. rule.Holds(rows).Index().Where(one => !one.Item).Select(one => one.Index)];
    }

    [Fact]
    public void RarePartsAreNotSeenByModelsUnlessWanted()
    {
        var products = Products(rare: 3);
        var rule = Assert.Single(KeyColumnSearch.All(products, findsRules: false, protects: true));
        Assert.Single(rule.Parts[1].Rare);
        Assert.False(rule.Parts[1].MayBeMissing);
        var encoded = rule.Encode(products);
        Assert.DoesNotContain(rule.Parts[1].Rare[0], encoded.ColumnValues(encoded.Width - 2));
        Assert.Equal(2, encoded.ColumnValues(encoded.Width - 2).Distinct().Count());
        var back = rule.Decode(encoded, products.Columns[0] with { Kind = products.Columns[0].Kind.ToStored() });
        Assert.DoesNotContain("XXL", Texts(back, 1));
        var open = Assert.Single(KeyColumnSearch.All(products, findsRules: false, protects: false));
        Assert.Empty(open.Parts[1].Rare);
        Assert.False(open.Parts[1].MayBeMissing);
    }

    [Fact]
    public void ADeclaredPatternThatNoKeyHasIsStillSampled()
    {
        var products = Products();
        double[][] cells = [.. Enumerable.Range(0, products.Width).Select(products.ColumnValues)];
        var keys = (IdentifierKind)products.Columns[0].Kind with { Pattern = "(X|Y)-{0}" };
        var table = Table.FromColumns([products.Columns[0] with { Kind = keys }, .. products.Columns.Skip(1)], cells);
        var encoding = TableEncoding.Fit(table, new TreesOptions());
        Assert.DoesNotContain(
            encoding.Rules,
            rule => rule.Texts.Any(text => text.Contains("part", StringComparison.Ordinal))
        );
        var (numbers, _) = encoding.ToNumbers(table.AlignTo(encoding.Columns));
        Assert.Empty(encoding.Breaking(encoding.FromNumbers(numbers)));
    }

    [Fact]
    public void MissingKeysStayMissingAndUnknownOnesDoNotCount()
    {
        var products = Products();
        var rule = Assert.Single(KeyColumnSearch.All(products, findsRules: true, protects: true));
        double[][] cells = [.. Enumerable.Range(0, products.Width).Select(products.ColumnValues)];
        cells[0][4] = double.NaN;
        var gap = Table.FromColumns(products.Columns, cells);
        int part = products.Width;
        Assert.Equal(rule.Parts[1].Common, rule.Encode(gap)[4, part]);
        Assert.Equal(double.NaN, rule.EncodeUnknown(gap)[4, part]);
        var may = products.Columns[0] with { Missing = "" };
        Assert.Equal(double.NaN, rule.Decode(rule.EncodeUnknown(gap), may)[4, 0]);
    }

    [Fact]
    public void EvaluationComparesTheParts()
    {
        var products = Products();
        var other = Products(seed: 5);
        var same = Evaluator.Evaluate(products, other, new EvaluationSettings { Seed = 1 });
        Assert.Contains("sku part 2", same.Columns);
        Assert.DoesNotContain("sku", same.Columns);
        Assert.Equal(
            VerdictOf(same),
            VerdictOf(Evaluator.Evaluate(products.TakeColumns([1, 2]), other.TakeColumns([1, 2])))
        );

        // Keys of other rows contradict their brands.
        double[][] cells = [.. Enumerable.Range(0, other.Width).Select(other.ColumnValues)];
        Array.Reverse(cells[0]);
        var mixed = Evaluator.Evaluate(
            products,
            Table.FromColumns(other.Columns, cells),
            new EvaluationSettings { Seed = 1 }
        );
        Assert.NotEqual(VerdictOf(same), VerdictOf(mixed));

        static string VerdictOf(EvaluationReport report) => $"{report.Verdict.Level}";
    }

    private static IEnumerable<string> Texts(Table rows, int part)
    {
        var keys = (IdentifierKind)rows.Columns[0].Kind;
        return rows.ColumnValues(0).Select(cell => keys.Parts!.Levels[part][keys.Parts.LevelsOf(keys, cell)[part]]);
    }

    // Keys of the brand, a colour, the year in which a product was bought, and a number.
    private static Table Products(ulong seed = 3, int rare = 0)
    {
        var random = new PhiloxRandom(seed, 0);
        double[] brands =
        [
            .. Enumerable.Range(0, Rows).Select(_ => (double)(int)(random.NextDouble() * Brands.Length)),
        ];
        DateTime[] days =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ => new DateTime(2022, 1, 1).AddDays((int)(random.NextDouble() * 1000))),
        ];
        string[] keys =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row =>
                    $"{Brands[(int)brands[row]][..3].ToUpperInvariant()}-{(row < rare ? "XXL" : Colours[(int)(random.NextDouble() * 2)])}-{days[row].Year}-{row + 1:00000}"
                ),
        ];
        var pattern = KeyPatterns.Find(keys)!;
        return Table.FromColumns(
            [
                new Column("sku") { Kind = new IdentifierKind(keys, pattern.ToString()) { Next = pattern.Next } },
                new Column("brand") { Kind = new CategoryKind(Brands) },
                new Column("bought") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true) },
            ],
            [
                [.. Enumerable.Range(0, Rows).Select(row => (double)row)],
                brands,
                [.. days.Select(day => (day - DateTime.UnixEpoch).TotalSeconds)],
            ]
        );
    }
}
