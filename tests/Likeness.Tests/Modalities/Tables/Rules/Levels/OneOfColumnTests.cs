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

/// <summary>A category that is always that of one of two others, such as the winner of a match.</summary>
public sealed class OneOfColumnTests
{
    private const int Rows = 600;
    private const int Teams = 8;
    private const string Winner = "winner ∈ {home, away}";
    private const string WinnerOrDraw = "winner ∈ {home, away, \"draw\"}";
    private const string Differ = "home ≠ away";

    [Theory]
    [InlineData(Draw.Never, Winner)]
    [InlineData(Draw.Level, WinnerOrDraw)]
    [InlineData(Draw.Missing, Winner)]
    [InlineData(Draw.Code, Winner)]
    public void TheWinnerOfAMatchIsFound(Draw draw, string rule) => Assert.Equal([rule, Differ], Found(Matches(draw)));

    [Fact]
    public void WinnerAndLoserAreBothFound()
    {
        var matches = Matches(Draw.Never);
        double[] loser =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row => matches[row, 2] == matches[row, 0] ? Teams - 1 - matches[row, 1] : matches[row, 0]),
        ];
        var both = Table.FromColumns(
            [.. matches.Columns, matches.Columns[2] with { Name = "loser" }],
            [.. Enumerable.Range(0, 3).Select(matches.ColumnValues), loser]
        );
        Assert.Equal(["loser ∈ {home, away}", Winner, Differ, "winner ≠ loser"], Found(both));
    }

    /// <summary>One other winner, one who always plays at home, one whom the other column has by chance, the larger number.</summary>
    [Fact]
    public void OthersAreNoRule()
    {
        var matches = Matches(Draw.Never);
        double[] winner = matches.ColumnValues(2);
        winner[10] = Enumerable
            .Range(0, Teams)
            .First(team => team != matches[10, 0] && team != Teams - 1 - matches[10, 1]);
        Assert.Equal([Differ], Found(With(matches, winner)));
        Assert.DoesNotContain(Winner, Found(With(matches, matches.ColumnValues(0))));
        double[] nearly = matches.ColumnValues(0);
        nearly[3] = Teams - 1 - matches[3, 1];
        Assert.Equal([Differ], Found(With(matches, nearly)));
        var codes = Matches(Draw.Code);
        double[] larger = [.. codes.ColumnValues(0).Zip(codes.ColumnValues(1), Math.Max)];
        Assert.DoesNotContain(Found(With(codes, larger)), rule => rule.Contains('∈', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Draw.Never)]
    [InlineData(Draw.Level)]
    [InlineData(Draw.Missing)]
    [InlineData(Draw.Code)]
    public void DecodingUndoesEncodingAlsoAfterJson(Draw draw)
    {
        var matches = Matches(draw);
        var found = TableRules.Find(matches, wanted: true);
        var rules = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var encoded = rules.Encode(matches);
        string[] levels = draw == Draw.Level ? ["home", "away", "draw"] : ["home", "away"];
        Assert.Equal(levels, Assert.IsType<CategoryKind>(encoded.Columns[2].Kind).Levels);
        Assert.Equal(matches.ColumnValues(2), rules.Decode(encoded).ColumnValues(2));
        Assert.DoesNotContain(false, rules.Hold(matches));
        // The winner plays in the match that is sampled.
        double[][] cells = [.. Enumerable.Range(0, 3).Select(encoded.ColumnValues)];
        Array.Reverse(cells[2]);
        var other = rules.Decode(Table.FromColumns(encoded.Columns, cells));
        Assert.DoesNotContain(false, rules.Hold(other));
        Assert.NotEqual(matches.ColumnValues(2), other.ColumnValues(2));
    }

    [Theory]
    [InlineData(Draw.Level)]
    [InlineData(Draw.Missing)]
    public void SamplesSatisfyIt(Draw draw)
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Matches(draw)) })
            .As<TableModel>();
        var samples = model.Sample(2000);
        Assert.DoesNotContain(Enumerable.Range(0, 2000), row => !IsOneOfBoth(samples, row));
        Assert.InRange(Enumerable.Range(0, 2000).Count(row => IsDraw(samples, row)), 300, 700);
        var given = model.SampleConditional(100, model.ParseConditions("winner=team 2")).Rows;
        Assert.All(
            Enumerable.Range(0, 100),
            row => Assert.True(Text(given, row, 2) == "team 2" && IsOneOfBoth(given, row))
        );
    }

    /// <summary>A team that won twice stays out of no column: it is in many matches.</summary>
    [Fact]
    public void ARareWinnerIsProtectedAsATeam()
    {
        var matches = Matches(Draw.Never);
        double[] winner = matches.ColumnValues(2);
        int[] won = [.. Enumerable.Range(0, Rows).Where(row => winner[row] == 4)];
        foreach (int row in won[4..])
        {
            winner[row] = matches[row, 0] == 4 ? Teams - 1 - matches[row, 1] : matches[row, 0];
        }

        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(With(matches, winner)) })
            .As<TableModel>();
        var samples = model.Sample(4000);
        Assert.Contains(4, samples.ColumnValues(2));
        Assert.InRange(samples.ColumnValues(0).Count(team => team == 4), 300, 700);
    }

    [Theory]
    [InlineData("winner ∈ {home, away, \"draw\"}")]
    [InlineData("winner in {home, away, \"draw\"}")]
    public void ItMayBeDeclared(string text)
    {
        var matches = Matches(Draw.Level).TakeRows([.. Enumerable.Range(0, 10)]);
        Assert.Equal(WinnerOrDraw, Assert.Single(DeclaredRules.Create(matches, [text]).Rules).ToString());
        Assert.Contains("training rows break it", Error(matches, Winner), StringComparison.Ordinal);
        Assert.Contains("fewer than two columns", Error(matches, "winner ∈ {home}"), StringComparison.Ordinal);
        var goals = Table.FromColumns(
            [matches.Columns[0], new("away"), matches.Columns[2]],
            [.. Enumerable.Range(0, 3).Select(matches.ColumnValues)]
        );
        Assert.Contains("not all categories", Error(goals, text), StringComparison.Ordinal);

        static string Error(Table rows, string text) =>
            Assert.Throws<LikenessException>(() => DeclaredRules.Create(rows, [text])).Message;
    }

    /// <summary>A known winner plays: the unknown team is this one, where the known one is not.</summary>
    [Fact]
    public void AKnownWinnerIsImputedAsATeam()
    {
        var matches = Matches(Draw.Level);
        var rule = Assert.IsType<OneOfColumn>(TableRules.Find(matches, wanted: true).Rules[0]);
        double[] unknown = [.. Enumerable.Repeat(double.NaN, Rows)];
        var incomplete = Table.FromColumns(
            matches.Columns,
            [unknown, matches.ColumnValues(1), matches.ColumnValues(2)]
        );
        var completed = rule.Complete(incomplete);
        int known = 0;
        for (int row = 0; row < Rows; row++)
        {
            bool won = Text(matches, row, 2) == Text(matches, row, 0);
            known += won ? 1 : 0;
            Assert.Equal(won ? matches[row, 0] : double.NaN, completed[row, 0]);
        }

        Assert.InRange(known, 200, 300);
        double[] first = [.. Enumerable.Repeat(0.0, Rows)];
        double[] last = [.. Enumerable.Repeat(1.0, Rows)];
        var imputed = Table.FromColumns(matches.Columns, [first, last, matches.ColumnValues(2)]);
        var reconciled = rule.Reconcile(imputed, (_, column) => column == 2);
        Assert.DoesNotContain(false, rule.Holds(reconciled));
        Assert.Equal(matches.ColumnValues(2), reconciled.ColumnValues(2));
        var teams = rule.Reconcile(imputed, (_, column) => column < 2);
        Assert.DoesNotContain(false, rule.Holds(teams));
        Assert.Equal(first, teams.ColumnValues(0));
    }

    private static bool IsOneOfBoth(Table rows, int row) =>
        IsDraw(rows, row) || Text(rows, row, 2) == Text(rows, row, 0) || Text(rows, row, 2) == Text(rows, row, 1);

    private static bool IsDraw(Table rows, int row) => Text(rows, row, 2) is "draw" or "";

    private static string Text(Table rows, int row, int column) => rows.Columns[column].Write(rows[row, column]);

    private static List<string> Found(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.Select(rule => rule.ToString()!)];

    private static Table With(Table matches, double[] winner) =>
        Table.FromColumns(matches.Columns, [matches.ColumnValues(0), matches.ColumnValues(1), winner]);

    // The levels of each column have other places.
    private static Table Matches(Draw draw)
    {
        var random = new PhiloxRandom(3, 0);
        string[] levels = [.. Enumerable.Range(0, Teams).Select(team => $"team {team}")];
        double[] home = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(Teams))];
        double[] away = [.. home.Select(team => (team + 1 + random.NextInt(Teams - 1)) % Teams)];
        double none = draw == Draw.Level ? Teams : double.NaN;
        double[] winner =
        [
            .. home.Zip(away, (one, other) => (one, other))
                .Select(
                    (both, row) =>
                        draw is Draw.Level or Draw.Missing && row % 4 == 0 ? none
                        : random.NextInt(5) < 3 ? both.one
                        : both.other
                ),
        ];
        if (draw == Draw.Code)
        {
            var grid = new Grid(0, 1, Teams);
            return Table.FromColumns([new("home", grid), new("away", grid), new("winner", grid)], [home, away, winner]);
        }

        return Table.FromColumns(
            [
                new("home") { Kind = new CategoryKind(levels) },
                new("away") { Kind = new CategoryKind([.. levels.Reverse()]) },
                new("winner")
                {
                    Kind = new CategoryKind(draw == Draw.Level ? [.. levels, "draw"] : levels),
                    Missing = draw == Draw.Missing ? "" : null,
                },
            ],
            [home, [.. away.Select(team => Teams - 1 - team)], winner]
        );
    }

    /// <summary>What a match without a winner has.</summary>
    public enum Draw
    {
        Never,
        Level,
        Missing,
        Code,
    }
}
