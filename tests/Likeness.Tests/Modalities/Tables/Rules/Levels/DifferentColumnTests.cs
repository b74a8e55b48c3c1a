using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Levels;

/// <summary>Two categories that are never equal, such as the teams of a match.</summary>
public sealed class DifferentColumnTests
{
    private const int Rows = 800;
    private const string Rule = "home ≠ away";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TwoTeamsOfAMatchDiffer(bool areCodes) => Assert.Equal([Rule], Found(Matches(20, areCodes)));

    /// <summary>Equal in one row, of hardly any common level, or so few rows that it may be chance.</summary>
    [Fact]
    public void OthersAreNoRule()
    {
        double[] home = Matches(20, areCodes: false).ColumnValues(0);
        double[] away = Matches(20, areCodes: false).ColumnValues(1);
        away[400] = 19 - home[400];
        Assert.Empty(Found(Table.FromColumns(Columns(20, areCodes: false), [home, away])));
        Assert.Empty(Found(Matches(20, areCodes: false).TakeRows([.. Enumerable.Range(0, 100)])));
        Column[] apart =
        [
            Columns(20, areCodes: false)[0],
            new("away") { Kind = new CategoryKind(["x", "y", "team 03"]) },
        ];
        Assert.Empty(
            Found(Table.FromColumns(apart, [home, [.. home.Select((cell, row) => cell == 3 ? 0.0 : row % 3)]]))
        );
        // Points of a match and goals are different things, although 0 points never come with 0 goals more.
        double[] points = [.. home.Select(team => team % 3)];
        double[] more = [.. home.Select((team, row) => team % 3 == 0 ? (row % 8) - 9 : 3 + (row % 12))];
        var table = Table.FromColumns([new("points"), new("goals")], [points, more]);
        Assert.Empty(Found(Schema.Detect(table).Apply(table)));
    }

    [Fact]
    public void SamplesSatisfyIt()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Matches(6, areCodes: false)) })
            .As<TableModel>();
        Assert.Equal([Rule], model.Encoding.Rules.Select(rule => rule.ToString()));
        var samples = model.Sample(2000);
        // The levels of both columns have other places.
        Assert.DoesNotContain(Enumerable.Range(0, 2000), row => Home(samples, row) == Away(samples, row));
        var given = model.SampleConditional(200, model.ParseConditions("home=team 02")).Rows;
        Assert.All(Enumerable.Range(0, 200), row => Assert.Equal("team 02", Home(given, row)));
        Assert.DoesNotContain(Enumerable.Range(0, 200), row => Home(given, row) == Away(given, row));

        static string Home(Table rows, int row) => rows.Columns[0].Write(rows[row, 0]);
        static string Away(Table rows, int row) => rows.Columns[1].Write(rows[row, 1]);
    }

    [Theory]
    [InlineData("home ≠ away")]
    [InlineData("home != away")]
    public void ItMayBeDeclared(string text)
    {
        var matches = Matches(20, areCodes: false).TakeRows([.. Enumerable.Range(0, 20)]);
        var rules = DeclaredRules.Create(matches, [text]);
        var stored = TableRules.FromJson(JsonDocument.Parse(rules.ToJson().GetRawText()).RootElement);
        Assert.Equal(Rule, Assert.Single(stored.Rules).ToString());
        var sameCells = Table.FromColumns(matches.Columns, [matches.ColumnValues(0), matches.ColumnValues(0)]);
        Assert.DoesNotContain(false, stored.Hold(matches));
        // The first level of one column is the last of the other.
        var same = Assert.Throws<LikenessException>(() =>
            DeclaredRules.Create(
                Table.FromColumns(
                    matches.Columns,
                    [matches.ColumnValues(0), [.. matches.ColumnValues(0).Select(cell => 19 - cell)]]
                ),
                [text]
            )
        );
        Assert.Contains("20 of 20 training rows break it", same.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(false, stored.Hold(sameCells));
        Column[] mixed = [matches.Columns[0], new("away")];
        var error = Assert.Throws<LikenessException>(() =>
            DeclaredRules.Create(Table.FromColumns(mixed, [matches.ColumnValues(0), matches.ColumnValues(1)]), [text])
        );
        Assert.Contains("not all categories or all whole numbers", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The last resort of imputation: the imputed one of both gives way.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AnImputedCellGivesWay(int observed)
    {
        var columns = Columns(3, areCodes: true);
        var rows = Table.FromColumns(
            columns,
            [
                [0, 1, 2, 2],
                [1, 1, 0, 2],
            ]
        );
        var rule = new DifferentColumn("home", "away");
        Assert.Equal([true, false, true, false], rule.Holds(rows));
        var settled = rule.Settle(rows, (_, column) => column == observed);
        Assert.DoesNotContain(false, rule.Holds(settled));
        Assert.Equal(rows.ColumnValues(observed), settled.ColumnValues(observed));
    }

    private static List<string> Found(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.Select(rule => rule.ToString()!)];

    private static Column[] Columns(int teams, bool areCodes)
    {
        string[] levels = [.. Enumerable.Range(0, teams).Select(team => $"team {team:00}")];
        return areCodes
            ? [new("home", new Grid(0, 1, teams)), new("away", new Grid(0, 1, teams))]
            :
            [
                new("home") { Kind = new CategoryKind(levels) },
                new("away") { Kind = new CategoryKind([.. levels.Reverse()]) },
            ];
    }

    private static Table Matches(int teams, bool areCodes)
    {
        var random = new PhiloxRandom(3, 0);
        double[] home = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(teams))];
        double[] away = [.. home.Select(team => (team + 1 + random.NextInt(teams - 1)) % teams)];
        return Table.FromColumns(
            Columns(teams, areCodes),
            [home, areCodes ? away : [.. away.Select(team => teams - 1 - team)]]
        );
    }
}
