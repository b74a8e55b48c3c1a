using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Sums of columns each of which was rounded by itself.</summary>
public sealed class RoundedSumTests
{
    private const int Rows = 400;
    private const string Text = "total = principal + interest, up to 0.01";

    [Fact]
    public void ASumUpToACentIsFoundAndKept()
    {
        var table = Payments();
        var rule = Found(table).OfType<RoundedSumColumn>().Single();
        Assert.Equal(Text, rule.ToString());
        Assert.All(rule.Holds(table), Assert.True);
        var encoded = rule.Encode(table);
        Assert.Equal([-1, 0, 1], encoded.ColumnValues(0).Distinct().Order());
        Assert.Equal(table.ColumnValues(0), rule.Decode(encoded, table.Columns[0]).ColumnValues(0));
        // A model's own numbers are rounded, and no further from the sum.
        double[][] cells = [.. Enumerable.Range(0, 3).Select(encoded.ColumnValues)];
        cells[0] = [.. cells[0].Select((_, row) => row - 7.4)];
        var decoded = rule.Decode(Table.FromColumns(encoded.Columns, cells), table.Columns[0]);
        Assert.All(rule.Holds(decoded), Assert.True);
        Assert.Equal(decoded[0, 1] + decoded[0, 2] - 0.01, decoded[0, 0], 9);
    }

    [Fact]
    public void AnErrorOfThreeCentsRefutesIt() =>
        Assert.Empty(Found(Payments(row => row == 300 ? 0.03 : 0)).OfType<RoundedSumColumn>());

    /// <summary>A sum that is exact is a formula.</summary>
    [Fact]
    public void AnExactSumIsAFormula()
    {
        var table = Payments();
        double[][] cells = [.. Enumerable.Range(0, 3).Select(table.ColumnValues)];
        cells[0] = [.. cells[1].Zip(cells[2], (one, other) => Math.Round(one + other, 2))];
        var rules = Found(Detected(table.Columns, cells));
        Assert.IsType<FormulaColumn>(rules.Single(rule => rule.Column == "total"));
    }

    /// <summary>Five columns, one of which is subtracted: least squares find them beside one that has nothing to do with them.</summary>
    [Fact]
    public void SumsOfMoreColumnsAreFound()
    {
        var random = new PhiloxRandom(5, 0);
        double[][] exact = [.. Enumerable.Range(0, 5).Select(_ => Amounts(random, 1000))];
        double[] net =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row => exact[0][row] + exact[1][row] + exact[2][row] + exact[3][row] - exact[4][row] + 2000),
        ];
        double[] whole = [.. exact[0].Select(one => one + 2000)];
        double[][] all = [net, whole, .. exact[1..], Amounts(random, 500)];
        var table = Detected(
            [.. ((string[])["net", "a", "b", "c", "d", "fees", "other"]).Select(name => new Column(name))],
            [.. all.Select(Rounded)]
        );
        Assert.Equal(
            "net = a + b + c + d - fees, up to 0.02",
            Found(table).OfType<RoundedSumColumn>().Single().ToString()
        );
    }

    /// <summary>Sensors at one place differ by no more than a sum of rounded ones might.</summary>
    [Fact]
    public void ColumnsThatHardlyDifferAreNoSums()
    {
        var random = new PhiloxRandom(6, 0);
        double[] level = Amounts(random, 3000);
        double[][] sensors =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(_ => Rounded([.. level.Select(one => one + (random.NextDouble() * 0.012))])),
        ];
        string[] names = ["s1", "s2", "s3", "s4"];
        var table = Detected([.. names.Select(name => new Column(name))], sensors);
        Assert.Empty(Found(table).OfType<RoundedSumColumn>());
    }

    [Fact]
    public void ARowWithoutAPartIsNoSum()
    {
        var table = Payments();
        double[][] cells = [.. Enumerable.Range(0, 3).Select(table.ColumnValues)];
        cells[1][7] = double.NaN;
        Column[] columns = [.. table.Columns.Select(column => column with { Missing = "" })];
        Assert.Equal(
            "principal = total - interest, up to 0.01",
            Found(Detected(columns, cells)).OfType<RoundedSumColumn>().Single().ToString()
        );
        // Where the total is missing with it, it holds, and comes back.
        cells[0][7] = double.NaN;
        var missing = Detected(columns, cells);
        var rule = Found(missing).OfType<RoundedSumColumn>().Single();
        Assert.Equal(0, rule.Encode(missing)[7, 0]);
        Assert.Equal(cells[0], rule.Decode(rule.Encode(missing), missing.Columns[0]).ColumnValues(0));
    }

    [Fact]
    public void ARuleIsDeclared()
    {
        var table = Payments();
        string[] names = [.. table.Columns.Select(column => column.Name)];
        var read = RuleText.Parse(Text, names)!;
        Assert.Equal((RuleRelation.Equals, "total", 0.01), (read.Relation, read.Column, read.UpTo));
        var declared = Declarations.Make(table, [new Declaration(0, read)]);
        Assert.Empty(declared.Refused);
        Assert.Equal(Text, Assert.Single(declared.Rules).ToString());
        var broken = Declarations.Make(Payments(row => row == 300 ? 0.03 : 0), [new Declaration(0, read)]);
        Assert.Contains(
            "1 of 400 training rows break it",
            Assert.Single(broken.Refused).Value,
            StringComparison.Ordinal
        );
        Assert.NotNull(RuleText.Parse("total = principal × interest, up to 0.01", names)!.Unknown(names));
        Assert.NotNull(RuleText.Error("nearly " + Text, names, _ => "number"));
        var rules = TableRules.FromJson(new TableRules(table.Columns, [.. declared.Rules]).ToJson());
        Assert.Equal(declared.Rules, rules.Rules);
    }

    [Fact]
    public void WhatIsImputedFollows()
    {
        var table = Payments();
        var rule = Found(table).OfType<RoundedSumColumn>().Single();
        double[][] cells = [.. Enumerable.Range(0, 3).Select(table.ColumnValues)];
        (cells[0][0], cells[1][1]) = (1, cells[1][1] + 50);
        var imputed = Table.FromColumns(table.Columns, cells);
        bool IsObserved(int row, int column) => (row, column) is not ((0, 0) or (1, 1));
        var settled = rule.Recompute(rule.Reconcile(imputed, IsObserved), IsObserved);
        Assert.All(rule.Holds(settled), Assert.True);
        Assert.Equal(settled[0, 1] + settled[0, 2], settled[0, 0], 9);
        Assert.Equal(table[1, 1], settled[1, 1], 0.011);
    }

    private static IReadOnlyList<TableRule> Found(Table table) => TableRules.Find(table, wanted: true).Rules;

    private static double[] Amounts(PhiloxRandom random, double most) =>
        [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() * most)];

    private static double[] Rounded(double[] values) => [.. values.Select(value => Math.Round(value, 2))];

    private static Table Payments(Func<int, double>? error = null)
    {
        var random = new PhiloxRandom(4, 0);
        double[] principal = Amounts(random, 9000);
        double[] interest = Amounts(random, 900);
        double[] total = [.. principal.Zip(interest, (one, other) => one + other)];
        double[] shown = [.. Rounded(total).Select((one, row) => Math.Round(one + (error?.Invoke(row) ?? 0), 2))];
        string[] names = ["total", "principal", "interest"];
        return Detected([.. names.Select(name => new Column(name))], [shown, Rounded(principal), Rounded(interest)]);
    }

    private static Table Detected(IReadOnlyList<Column> columns, double[][] cells)
    {
        var table = Table.FromColumns(columns, cells);
        return Schema.Detect(table).Apply(table);
    }
}
