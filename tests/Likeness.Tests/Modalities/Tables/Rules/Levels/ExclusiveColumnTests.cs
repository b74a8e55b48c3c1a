using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Levels;

/// <summary>Indicators of which at most one is 1, or exactly one.</summary>
public sealed class ExclusiveColumnTests
{
    private const int Rows = 900;
    private const string Regions = "at most one of region_north, region_south, region_west";
    private const string Plans = "exactly one of basic, silver, gold";

    [Fact]
    public void IndicatorsAreOneCategoryThatRoundTrips()
    {
        var table = Customers();
        var found = TableRules.Find(table, wanted: true);
        Assert.Equal([Regions, Plans], found.Texts);
        var rules = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var encoded = rules.Encode(table);
        Assert.Equal(["region_north", "basic", "active", "age"], encoded.Columns.Select(column => column.Name));
        Assert.Equal([4, 3], encoded.Columns.Take(2).Select(column => column.Kind.LevelCount));
        var back = rules.Decode(encoded);
        Assert.All(
            table.Columns.Index(),
            one =>
            {
                Assert.Equal(one.Item, back.Columns[one.Index]);
                Assert.Equal(table.ColumnValues(one.Index), back.ColumnValues(one.Index));
            }
        );
    }

    [Fact]
    public void TwoOfThemBreakTheRuleAndSoDoesNoneOfExactlyOne()
    {
        var table = Customers();
        var rules = TableRules.Find(table, wanted: true);
        double[][] cells = Cells(table);
        (cells[0][7], cells[1][7]) = (1, 1);
        (cells[3][9], cells[4][9], cells[5][9]) = (0, 0, 0);
        var broken = Table.FromColumns(table.Columns, cells);
        bool[] holds = rules.Hold(broken);
        Assert.Equal([7, 9], Enumerable.Range(0, Rows).Where(row => !holds[row]));
        Assert.Equal("at most one of basic, silver, gold", TableRules.Find(broken, wanted: true).Texts[^1]);
    }

    [Fact]
    public void SamplesHaveAtMostOneAndTakeConditions()
    {
        using var model = Train(Customers());
        AreExclusive(model.Sample(1000));
        var some = model.SampleConditional(50, model.ParseConditions("gold=1, region_west=0, age>=40")).Rows;
        AreExclusive(some);
        Assert.All(some.ColumnValues(5), gold => Assert.Equal(1, gold));
        Assert.All(some.ColumnValues(2), west => Assert.Equal(0, west));
    }

    [Fact]
    public void ImputedIndicatorsFollowFromObservedOnes()
    {
        var table = Customers();
        using var model = Train(table);
        double[][] cells = Cells(table);
        for (int row = 0; row < Rows; row++)
        {
            cells[row % 3][row] = double.NaN;
            cells[3 + (row % 3)][row] = double.NaN;
            if (row % 2 == 0)
            {
                cells[3 + ((row + 1) % 3)][row] = double.NaN;
            }
        }

        var (_, filled, _) = model.Impute(new IncompleteTable(Table.FromColumns(table.Columns, cells)));
        AreExclusive(filled);
        // Of two known plans, the third.
        Assert.All(
            Enumerable.Range(0, Rows).Where(row => row % 2 == 1),
            row => Assert.Equal(table[row, 3 + (row % 3)], filled[row, 3 + (row % 3)])
        );
        Assert.All(
            Enumerable.Range(0, Rows),
            row =>
                Assert.All(
                    Enumerable.Range(0, 6).Where(column => !double.IsNaN(cells[column][row])),
                    column => Assert.Equal(cells[column][row], filled[row, column])
                )
        );
    }

    [Fact]
    public void ByChanceOrWhereOneMayBeMissingThereIsNone()
    {
        var table = Customers();
        // Three of 900 customers each are never the same by chance, whatever they are called.
        double[][] cells = Cells(table);
        for (int column = 0; column < 3; column++)
        {
            Array.Clear(cells[column]);
            for (int row = 0; row < 6; row++)
            {
                cells[column][(row * 100) + column] = 1;
            }
        }

        Assert.Equal([Plans], TableRules.Find(Table.FromColumns(table.Columns, cells), wanted: true).Texts);
        cells = Cells(table);
        cells[4][17] = double.NaN;
        Column[] columns = [.. table.Columns];
        columns[4] = columns[4] with { Missing = "" };
        var gap = TableRules.Find(Table.FromColumns(columns, cells), wanted: true);
        Assert.Equal([Regions, "at most one of basic, gold"], gap.Texts);
    }

    /// <summary>The ones of two rare makes are apart by chance; those of all others leave them no row but their own.</summary>
    [Fact]
    public void RareOnesAreFoundBesideFrequentOnes()
    {
        string[] makes = ["Buick", "Cadillac", "Chevy", "Pontiac", "Saab", "Saturn"];
        int[] ends = [56, 112, 335, 440, 520, 560];
        var random = new PhiloxRandom(2, 0);
        int[] places = random.Permutation(ends[^1]);
        double[][] cells =
        [
            .. makes.Select(
                (_, i) => Array.ConvertAll(places, row => Array.FindIndex(ends, end => row < end) == i ? 1.0 : 0)
            ),
        ];
        var table = Table.FromColumns([.. makes.Select(make => new Column(make))], cells);
        Assert.Equal(
            ["exactly one of Buick, Cadillac, Chevy, Pontiac, Saab, Saturn"],
            TableRules.Find(table, wanted: true).Texts
        );
    }

    [Fact]
    public void TheyMayBeMissingTogether()
    {
        var table = Customers();
        double[][] cells = Cells(table);
        Column[] columns = [.. table.Columns];
        for (int column = 3; column < 6; column++)
        {
            columns[column] = columns[column] with { Missing = "" };
            for (int row = 0; row < Rows; row += 10)
            {
                cells[column][row] = double.NaN;
            }
        }

        var gaps = Table.FromColumns(columns, cells);
        var rules = TableRules.Find(gaps, wanted: true);
        Assert.Contains(Plans, rules.Texts);
        Assert.All(rules.Hold(gaps), Assert.True);
        var back = rules.Decode(rules.Encode(gaps));
        Assert.All(Enumerable.Range(0, gaps.Width), i => Assert.Equal(gaps.ColumnValues(i), back.ColumnValues(i)));
    }

    [Fact]
    public void TheyMayBeDeclared()
    {
        var table = Customers();
        Assert.Equal([Regions, Plans], DeclaredRules.Create(table, [Regions, Plans]).Texts);
        Assert.Equal(
            ["at most one of silver, gold"],
            DeclaredRules.Create(table, ["at most one of silver, gold"]).Texts
        );
        Assert.Contains("two of them, or none", Error("exactly one of silver, gold"), StringComparison.Ordinal);
        Assert.Contains("two of them, or none", Error("at most one of gold, age"), StringComparison.Ordinal);
        Assert.Contains("no column 'golt'", Error("at most one of silver, golt"), StringComparison.Ordinal);
        Assert.Contains("not understood", Error("at most one of silver"), StringComparison.Ordinal);

        string Error(string text) =>
            Assert.Throws<LikenessException>(() => DeclaredRules.Create(table, [text])).Message;
    }

    private static TableModel Train(Table table) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) }).As<TableModel>();

    private static void AreExclusive(Table rows)
    {
        for (int row = 0; row < rows.RowCount; row++)
        {
            Assert.InRange(rows[row, 0] + rows[row, 1] + rows[row, 2], 0, 1);
            Assert.Equal(1, rows[row, 3] + rows[row, 4] + rows[row, 5]);
        }
    }

    private static double[][] Cells(Table table) => [.. Enumerable.Range(0, table.Width).Select(table.ColumnValues)];

    private static Table Customers()
    {
        var random = new PhiloxRandom(3, 0);
        int[] regions = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(4))];
        int[] plans = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(5) / 2)];
        string[] names = ["region_north", "region_south", "region_west"];
        string[] kinds = ["basic", "silver", "gold"];
        return Table.FromColumns(
            [
                .. names.Select(name => new Column(name, new Grid(0, 1, 2))),
                .. kinds.Select(name => new Column(name) { Kind = new BooleanKind("0", "1") }),
                new("active", new Grid(0, 1, 2)),
                new("age", new Grid(18, 1, 60)),
            ],
            [
                .. names.Select((_, i) => Array.ConvertAll(regions, region => region == i ? 1.0 : 0)),
                .. kinds.Select((_, i) => Array.ConvertAll(plans, plan => plan == i ? 1.0 : 0)),
                [.. regions.Select(_ => (double)random.NextInt(2))],
                [.. plans.Select(plan => 18.0 + (10 * plan) + random.NextInt(40))],
            ]
        );
    }
}
