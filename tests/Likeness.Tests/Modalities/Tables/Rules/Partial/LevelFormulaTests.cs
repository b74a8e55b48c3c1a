using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Partial;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Partial;

/// <summary>Formulas of the rows with some levels: who stayed left when the nights were over, who never came is dated to the arrival.</summary>
public sealed class LevelFormulaTests
{
    private const string Stayed = "dated = arrived + 1 day × weekend + 1 day × week where status = \"stayed\"";
    private const string NoShow = "dated = arrived where status = \"no show\"";
    private const string Paid = "amount = hours × a rate for each user where billable = \"yes\"";
    private static readonly string[] Both = [Stayed, NoShow];

    [Fact]
    public void FormulasOfLevelsAreFound()
    {
        var stays = Stays(900);
        var rules = TableRules.Find(stays, wanted: true);
        Assert.Equal(Both, rules.Texts.Order(StringComparer.Ordinal));
        var encoded = rules.Encode(stays);
        Assert.Equal(stays.ColumnValues(4), rules.Decode(encoded).ColumnValues(4));
        // Whatever a model samples, the day follows.
        double[][] cells = [.. Enumerable.Range(0, encoded.Width).Select(encoded.ColumnValues)];
        Array.Reverse(cells[4]);
        var other = rules.Decode(Table.FromColumns(encoded.Columns, cells));
        Assert.All(
            Enumerable.Range(0, other.RowCount),
            row => Assert.Equal(other[row, 0] == 0 ? cells[4][row] : stays[row, 4], other[row, 4])
        );
        Assert.DoesNotContain(false, rules.Hold(other));
    }

    /// <summary>One other day, and levels of which nothing says the day.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void OthersAreNone(ulong seed)
    {
        Assert.Empty(Levels(Stays(900, seed, (status, day) => day + (86_400 * (1 + (day / 86_400 % 5))))));
        bool isFirst = true;
        double Wrong(int status, double day)
        {
            double more = status == 1 && isFirst ? 86_400 : 0;
            isFirst &= status != 1;
            return day + more;
        }

        Assert.Equal([NoShow], Levels(Stays(900, seed, Wrong)).Select(rule => rule.ToString()));
    }

    [Fact]
    public void LevelsWithOneFormulaAreTogether()
    {
        var random = new PhiloxRandom(3, 0);
        double[] label = Numbers(_ => random.NextInt(4));
        double[] first = Numbers(_ => 1 + random.NextInt(400));
        double[] second = [.. first.Select((one, row) => label[row] < 2 ? one : 1 + random.NextInt(400))];
        var table = Table.FromColumns(
            [new("label") { Kind = new CategoryKind(["flood", "scan", "normal", "probe"]) }, new("count"), new("same")],
            [label, first, second]
        );
        table = Schema.Detect(table).Apply(table);
        Assert.Equal("same = count where label ∈ {\"flood\", \"scan\"}", Assert.Single(Levels(table)).ToString());

        double[] Numbers(Func<int, double> number) => [.. Enumerable.Range(0, 1200).Select(number)];
    }

    /// <summary>Who is paid has a rate: models learn from the amount whether a row is billable, and the amount follows from that.</summary>
    [Fact]
    public void RatesOfDurationsAreFound()
    {
        var random = new PhiloxRandom(4, 0);
        double[] rates = [90, 75, 120];
        double[] user = [.. Enumerable.Range(0, 900).Select(_ => (double)random.NextInt(3))];
        double[] hours = [.. user.Select(_ => 300.0 + random.NextInt(12_000))];
        double[] billable = [.. user.Select(_ => random.NextInt(4) == 0 ? 0.0 : 1)];
        double[] amount =
        [
            .. hours.Select((time, row) => RoundedNumber.Of(billable[row] * time / 3600 * rates[(int)user[row]], 2)),
        ];
        var table = Table.FromColumns(
            [
                new("user") { Kind = new CategoryKind(["ann", "bob", "cy"]) },
                new("billable") { Kind = new CategoryKind(["no", "yes"]) },
                new("hours") { Kind = new DurationKind("hh:mm:ss") },
                new("amount"),
            ],
            [user, billable, hours, amount]
        );
        table = Schema.Detect(table).Apply(table);
        var rules = TableRules.Find(table, wanted: true);
        Assert.Contains(Paid, rules.Texts);
        Assert.Equal(rules.Texts, DeclaredRules.Create(table, rules.Texts).Texts);
        Assert.Equal(amount, rules.Decode(rules.Encode(table)).ColumnValues(3));
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        var samples = model.Sample(600, 1);
        Assert.All(rules.Rules.OfType<LevelFormulaColumn>().Single().Holds(samples), Assert.True);
        Assert.InRange(samples.ColumnValues(3).Count(value => value == 0), 100, 200);
    }

    [Fact]
    public void ItMayBeDeclared()
    {
        var stays = Stays(200);
        var rules = DeclaredRules.Create(stays, Both);
        var stored = TableRules.FromJson(JsonDocument.Parse(rules.ToJson().GetRawText()).RootElement);
        Assert.Equal(Both, stored.Texts.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(false, stored.Hold(stays));
        Assert.Single(DeclaredRules.Create(stays, ["dated = arrived where status in {\"no show\"}"]).Rules);
        foreach (
            string refused in (string[])
                [
                    "dated = arrived where status = \"stayed\"",
                    "dated = arrived where status = \"gone\"",
                    "dated = arrived where week = \"stayed\"",
                    "dated = arrived where status = stayed",
                    "dated = arrived where other = \"stayed\"",
                    "dated determines week where status = \"stayed\"",
                ]
        )
        {
            Assert.Throws<LikenessException>(() => DeclaredRules.Create(stays, [refused]));
        }

        Assert.Equal(["arrived"], RuleText.Parse("dated where x = arrived", ["dated where x", "arrived"])?.Parts);
    }

    [Fact]
    public void WhatIsUnknownFollows()
    {
        var stays = Stays(300);
        var rules = TableRules.FromJson(
            JsonDocument.Parse(DeclaredRules.Create(stays, Both).ToJson().GetRawText()).RootElement
        );
        double[][] cells = [.. Enumerable.Range(0, stays.Width).Select(stays.ColumnValues)];
        Array.Fill(cells[4], double.NaN);
        var completed = rules.Complete(Table.FromColumns(stays.Columns, cells));
        Assert.All(
            Enumerable.Range(0, stays.RowCount),
            row => Assert.Equal(stays[row, 0] == 0 ? double.NaN : stays[row, 4], completed[row, 4])
        );
        // An imputed day follows from imputed nights.
        cells[4] = stays.ColumnValues(4);
        cells[2] = Array.ConvertAll(cells[2], nights => nights + 1);
        var reconciled = rules.Reconcile(Table.FromColumns(stays.Columns, cells), (_, column) => column != 4);
        Assert.DoesNotContain(false, rules.Hold(reconciled));
    }

    private static LevelFormulaColumn[] Levels(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.OfType<LevelFormulaColumn>()];

    // Of cancelled stays, nothing says the day.
    private static Table Stays(int rows, ulong seed = 1, Func<int, double, double>? change = null)
    {
        var random = new PhiloxRandom(seed, 0);
        var day = new TimeKind("yyyy-MM-dd", IsDay: true);
        double[][] cells = [.. Enumerable.Range(0, 5).Select(_ => new double[rows])];
        for (int row = 0; row < rows; row++)
        {
            int status = random.NextInt(5) switch
            {
                0 => 0,
                1 => 2,
                _ => 1,
            };
            double arrived = 86_400.0 * (17_000 + random.NextInt(700));
            double[] nights = [random.NextInt(3), random.NextInt(6)];
            double dated = status switch
            {
                0 => arrived - (86_400.0 * random.NextInt(90)),
                1 => arrived + (86_400 * nights.Sum()),
                _ => arrived,
            };
            double[] all = [status, arrived, nights[0], nights[1], change?.Invoke(status, dated) ?? dated];
            for (int column = 0; column < all.Length; column++)
            {
                cells[column][row] = all[column];
            }
        }

        var table = Table.FromColumns(
            [
                new("status") { Kind = new CategoryKind(["canceled", "stayed", "no show"]) },
                new("arrived") { Kind = day },
                new("weekend"),
                new("week"),
                new("dated") { Kind = day },
            ],
            cells
        );
        return Schema.Detect(table).Apply(table);
    }
}
