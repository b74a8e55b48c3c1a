using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Levels;

/// <summary>Levels of two columns that never occur together, such as a man and a pregnancy.</summary>
public sealed class LimitedColumnTests
{
    private const int Rows = 2000;
    private const string Rule = "sex limits diagnosis";
    private static readonly string[] Sexes = ["F", "M"];
    private static readonly string[] Diagnoses =
    [
        .. Enumerable.Range(0, 20).Select(i => $"condition {i:00}"),
        "pregnancy",
        "prostate cancer",
    ];

    [Fact]
    public void SamplesHaveNoSuchPair()
    {
        using var model = Train(Patients());
        Assert.Equal([Rule], model.Encoding.Rules.Select(rule => rule.ToString()));
        var samples = model.Sample(20_000, 1);
        Assert.DoesNotContain(Enumerable.Range(0, samples.RowCount), row => IsImpossible(samples, row));
        int pregnancies = Enumerable.Range(0, samples.RowCount).Count(row => samples[row, 1] == 20);
        Assert.InRange(pregnancies / 20_000.0, 0.03, 0.07);
        Assert.Equal([null, Rule, Rule], model.Rank(Some((0, 20), (1, 20), (0, 21))).Breaks!);
    }

    /// <summary>Samples of a model without the rule have some: the rule is of use.</summary>
    [Fact]
    public void WithoutTheRuleSomeSamplesDo()
    {
        using var model = TrainedModel
            .Train(
                new RunSettings { Model = "trees", Data = DataSource.FromTable(Patients()) with { FindsRules = false } }
            )
            .As<TableModel>();
        Assert.Empty(model.Encoding.Rules);
        var samples = model.Sample(20_000, 1);
        Assert.Contains(Enumerable.Range(0, samples.RowCount), row => IsImpossible(samples, row));
    }

    [Fact]
    public void AnImpossibleConditionIsRefusedAtOnce()
    {
        using var model = Train(Patients());
        var error = Assert.Throws<LikenessException>(() => model.ParseConditions("sex=M, diagnosis=pregnancy"));
        Assert.Equal(
            "no sample has sex = M and diagnosis = pregnancy: no training row has both ('sex limits diagnosis'; change one of them, or train with FindsRules = false)",
            error.Message
        );
        var rows = model.SampleConditional(100, model.ParseConditions("diagnosis=pregnancy")).Rows;
        Assert.All(Enumerable.Range(0, 100), row => Assert.Equal("F", rows.Columns[0].Write(rows[row, 0])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1, "histogram")]
    public void ImputedCellsGoWithObservedOnes(int unknown, string name = "trees")
    {
        var table = Patients();
        using var model = Train(table, name);
        double[][] cells = [.. Enumerable.Range(0, table.Width).Select(table.ColumnValues)];
        Array.Fill(cells[unknown], double.NaN);
        var filled = model.Impute(new IncompleteTable(Table.FromColumns(table.Columns, cells)), seed: 3).Filled;
        Assert.DoesNotContain(Enumerable.Range(0, Rows), row => IsImpossible(filled, row));
        Assert.DoesNotContain(Enumerable.Range(0, Rows), row => double.IsNaN(filled[row, unknown]));
    }

    /// <summary>The last resort of imputation: the imputed one of both gives way.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AnImputedCellGivesWay(int observed)
    {
        var rows = Some((1, 20), (0, 21), (0, 20), (1, 3));
        var rule = new LimitedColumn("diagnosis", "sex", [new(1, 20), new(0, 21)]);
        Assert.Equal([false, false, true, true], rule.Holds(rows));
        var settled = rule.Settle(rows, (_, column) => column == observed);
        Assert.DoesNotContain(false, rule.Holds(settled));
        Assert.Equal(rows.ColumnValues(observed), settled.ColumnValues(observed));
        Assert.Equal(rows.Row(2), settled.Row(2));
        // A row alone, and one in which both were observed.
        var one = rows.TakeRows([0]);
        Assert.DoesNotContain(false, rule.Holds(rule.Settle(one, (_, column) => column == observed)));
        Assert.Equal([false], rule.Holds(rule.Settle(one, (_, _) => true)));
    }

    /// <summary>The words name the columns; the pairs are those of the data.</summary>
    [Fact]
    public void ItMayBeDeclared()
    {
        var table = Patients();
        var found = Assert.Single(TableRules.Find(table, wanted: true).Rules);
        var declared = DeclaredRules.Create(table, [Rule]);
        Assert.Equal(found, Assert.Single(declared.Rules));
        Assert.Equal([Rule], declared.Texts);
        Assert.Equal(
            ["sex limits diagnosis: 2 of 44 pairs never occur (F with prostate cancer, M with pregnancy)"],
            declared.Lines.Select(Sorted)
        );
        var stored = TableRules.FromJson(JsonDocument.Parse(declared.ToJson().GetRawText()).RootElement);
        Assert.Equal(found, Assert.Single(stored.Rules));
        Assert.Equal([true, false, false], stored.Hold(Some((0, 20), (1, 20), (0, 21))));

        // On less evidence than the search needs.
        var few = table.TakeRows([.. Enumerable.Range(0, 700)]);
        Assert.Empty(TableRules.Find(few, wanted: true).Rules);
        Assert.Equal(found, Assert.Single(DeclaredRules.Create(few, [Rule]).Rules));

        // Rows of which all pairs occur, and a number.
        foreach (
            var (text, why) in ((string, string)[])
                [
                    ("insurer limits diagnosis", "all pairs of their values occur"),
                    ("age limits diagnosis", "not both categories or booleans"),
                    ("sexx limits diagnosis", "did you mean 'sex'?"),
                ]
        )
        {
            var error = Assert.Throws<LikenessException>(() => DeclaredRules.Create(table, [text]));
            Assert.Contains(why, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NamesMayHaveTheWord()
    {
        var rule = RuleText.Parse("a limits b limits c", ["a limits b", "c"])!;
        Assert.Equal((RuleRelation.Limits, "c", "a limits b"), (rule.Relation, rule.Column, rule.Parts[0]));
    }

    // Which pair comes first depends on how many rows are expected.
    private static string Sorted(string line)
    {
        int open = line.IndexOf('(', StringComparison.Ordinal) + 1;
        return $"{line[..open]}{string.Join(", ", line[open..^1].Split(", ").Order())})";
    }

    private static TableModel Train(Table table, string name = "trees") =>
        TrainedModel.Train(new RunSettings { Model = name, Data = DataSource.FromTable(table) }).As<TableModel>();

    private static bool IsImpossible(Table rows, int row) =>
        (rows.Columns[0].Write(rows[row, 0]), rows.Columns[1].Write(rows[row, 1]))
            is
                ("M", "pregnancy")
                or
                ("F", "prostate cancer");

    private static Column[] Columns() =>
        [
            new("sex") { Kind = new CategoryKind(Sexes) },
            new("diagnosis") { Kind = new CategoryKind(Diagnoses) },
            new("insurer") { Kind = new CategoryKind(["none", "private", "public"]) },
            new("age", new Grid(18, 1, 80)),
        ];

    private static Table Some(params (double Sex, double Diagnosis)[] rows) =>
        Table.FromColumns(
            Columns(),
            [
                [.. rows.Select(row => row.Sex)],
                [.. rows.Select(row => row.Diagnosis)],
                [.. rows.Select(_ => 1.0)],
                [.. rows.Select(_ => 40.0)],
            ]
        );

    // One patient in twenty is pregnant, and as many have a cancer of the prostate.
    private static Table Patients()
    {
        var random = new PhiloxRandom(7, 0);
        double[] diagnosis =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ => random.NextInt(10) == 0 ? 20.0 + random.NextInt(2) : random.NextInt(20)),
        ];
        double[] sex = [.. diagnosis.Select(one => one >= 20 ? one - 20 : random.NextInt(2))];
        double[] insurer = [.. diagnosis.Select(_ => (double)random.NextInt(3))];
        double[] age = [.. diagnosis.Select(one => 18.0 + (one == 20 ? random.NextInt(25) : random.NextInt(80)))];
        return Table.FromColumns(Columns(), [sex, diagnosis, insurer, age]);
    }
}
