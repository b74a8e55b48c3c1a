using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Ranks;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Columns of ranks, which follow from another column of all rows.</summary>
public sealed class RankColumnsTests
{
    private const int Rows = 400;

    [Theory]
    [InlineData(RankTies.InOrder, "'Rank' is the rank of 'Score', the largest first")]
    [InlineData(
        RankTies.Competition,
        "'Rank' is the rank of 'Score', the largest first; equal ones share theirs (1, 2, 2, 4)"
    )]
    [InlineData(
        RankTies.Dense,
        "'Rank' is the rank of 'Score', the largest first; equal ones share theirs (1, 2, 2, 3)"
    )]
    internal void RanksAreFound(RankTies ties, string summary)
    {
        var rows = Ranked(ties);
        Assert.Equal(summary, Find(rows)?.Summary("Rank"));
        Assert.Empty(Find(rows)!.Order!);
        var shuffled = rows.TakeRows(new PhiloxRandom(1, 1).Permutation(Rows));
        Assert.Equal(summary, Find(shuffled)?.Summary("Rank"));
        Assert.Null(Find(shuffled)!.Order);
    }

    [Fact]
    public void OneWrongRankIsEnough()
    {
        var rows = Ranked(RankTies.Competition);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        (cells[0][10], cells[0][300]) = (cells[0][300], cells[0][10]);
        Assert.Null(Find(Table.FromColumns(rows.Columns, cells)));
    }

    [Fact]
    public void WhatCountsRowsIsNoRankUnlessNamedSo()
    {
        var rows = Ranked(RankTies.InOrder);
        Assert.Null(Find(Renamed(rows, "id"), "id"));
        Assert.Null(Find(Renamed(rows, "Nr"), "Nr"));
        Assert.NotNull(Find(Renamed(rows, "WorldRank"), "WorldRank"));
        Assert.NotNull(Find(Renamed(rows, "Pos."), "Pos."));
        // Of rows in another order, no counter is meant.
        var shuffled = rows.TakeRows(new PhiloxRandom(1, 1).Permutation(Rows));
        Assert.NotNull(Find(Renamed(shuffled, "Nr"), "Nr"));
    }

    [Fact]
    public void RanksThatNoColumnExplainsAreRankedAnew()
    {
        var random = new PhiloxRandom(9, 0);
        double[] sales = [.. Enumerable.Range(0, Rows).Select(_ => Math.Round(50 + (15 * random.NextNormal()), 1))];
        double[] profits = [.. sales.Select(_ => Math.Round(9 * random.NextNormal(), 2))];
        double[] scores = [.. sales.Zip(profits, (sale, profit) => sale + profit)];
        double[] ranks = Ranking.Of(scores, new int[Rows], falls: true, RankTies.InOrder);
        var rows = Table.FromArrays(
            ("rank", Array.ConvertAll(ranks, rank => (int)rank)),
            ("sales", sales),
            ("profits", profits)
        );
        int[] order = [.. Enumerable.Range(0, Rows).OrderBy(row => ranks[row])];
        rows = rows.TakeRows(order);
        Assert.StartsWith(
            "'rank' ranks the rows by what no single column says; it goes with 'sales' (Spearman's correlation −0.",
            Find(rows, "rank")?.Summary("rank")
        );
        Assert.Null(Find(Renamed(rows, "id"), "id"));
        // Of random numbers, none goes with it.
        var random2 = Table.FromColumns(
            rows.Columns,
            [
                rows.ColumnValues(0),
                .. Enumerable.Range(0, 2).Select(_ => random.Permutation(Rows).Select(row => row + 0.5).ToArray()),
            ]
        );
        Assert.Null(Find(random2, "rank"));
        using var folder = new TemporaryFolder();
        using var model = Trained(rows, folder);
        var sample = model.Sample(Rows, 5);
        Assert.Equal(Enumerable.Range(1, Rows).Select(rank => (double)rank), Cells(sample, "rank"));
        // Of chosen rows, ranks are those among all.
        var first = model.SampleConditional(50, model.ParseConditions("rank<=40"), seed: 2).Rows;
        Assert.All(Cells(first, "rank"), rank => Assert.InRange(rank, 1, 40));
        double[] sold = Cells(sample, "sales");
        Assert.True(sold[..100].Average() > sold[^100..].Average() + 15);
    }

    [Fact]
    public void RanksOfAFewSmallGroupsMayBeChance()
    {
        var random = new PhiloxRandom(3, 0);
        int[] groups = [.. Enumerable.Range(0, 24).Select(row => row / 2)];
        var rows = Table.FromArrays(
            ("Rank", Array.ConvertAll(groups.Index().ToArray(), one => 1 + (one.Index % 2))),
            ("pair", Array.ConvertAll(groups, group => $"pair {group}")),
            ("score", Array.ConvertAll(groups.Index().ToArray(), one => 5.0 - (one.Index % 2) + random.NextDouble()))
        );
        Assert.Null(Find(rows));
    }

    [Theory]
    [InlineData(RankTies.InOrder, 400)]
    [InlineData(RankTies.Competition, 400)]
    [InlineData(RankTies.Dense, 150)]
    [InlineData(RankTies.InOrder, 20_000)]
    internal void RanksOfSamplesAreThoseOfTheirScores(RankTies ties, int count)
    {
        using var folder = new TemporaryFolder();
        using var model = Trained(Ranked(ties), folder);
        var sample = model.Sample(count, 5);
        var (ranks, scores) = (Cells(sample, "Rank"), Cells(sample, "Score"));
        Assert.Equal(Ranking.Of(scores, new int[count], falls: true, ties), ranks);
        Assert.Equal(ranks.Order(), ranks);
        if (ties == RankTies.InOrder)
        {
            Assert.Equal(Enumerable.Range(1, count).Select(rank => (double)rank), ranks);
        }

        Assert.DoesNotContain(model.Transform.Columns, column => column.Name == "Rank");
        using var stored = TrainedModel.Open(folder.At("run")).As<TableModel>();
        Assert.Equal(sample.ToRowMajor(), stored.Sample(count, 5).ToRowMajor());
    }

    [Fact]
    public void RanksWithinTwoColumnsStandInTheirGroups()
    {
        var data = League();
        var found = Find(data, "Pos")!;
        Assert.Equal(
            "'Pos' is the rank of 'Points' within each 'Season' and 'League', the largest first",
            found.Summary("Pos")
        );
        using var folder = new TemporaryFolder();
        using var model = Trained(data, folder);
        var sample = model.Sample(500, 5);
        var (seasons, points, places) = (Cells(sample, "Season"), Cells(sample, "Points"), Cells(sample, "Pos"));
        string[] leagues = VisitRows.Texts(sample, "League");
        (double, string)[] groups = [.. seasons.Zip(leagues)];
        // The leagues of the data stand neither rising nor falling.
        Assert.Equal(
            groups.OrderBy(one => one.Item1).ThenBy(one => "PL BL SA".IndexOf(one.Item2, StringComparison.Ordinal)),
            groups
        );
        foreach (var group in Enumerable.Range(0, 500).GroupBy(row => groups[row]))
        {
            Assert.Equal(Enumerable.Range(1, group.Count()), group.Select(row => (int)places[row]));
            Assert.Equal(group.OrderByDescending(row => points[row]), group);
        }

        // What follows from ranks follows from those of the samples.
        int note = sample.Columns.ToList().FindIndex(column => column.Name == "Note");
        Assert.Equal(
            places.Select(place =>
                place == 1 ? "Champion"
                : place > 15 ? "Relegated"
                : ""
            ),
            Enumerable.Range(0, 500).Select(row => sample.Columns[note].Write(sample[row, note]))
        );
    }

    [Fact]
    public void ThoseWhoDoNotFinishHaveNoPlace()
    {
        var random = new PhiloxRandom(8, 0);
        double?[] times =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ => random.NextDouble() < 0.1 ? (double?)null : Math.Round(9000 + (900 * random.NextNormal())))
                .OrderBy(time => time ?? double.PositiveInfinity),
        ];
        double[] ranks = Ranking.Of(
            Array.ConvertAll(times, time => time ?? double.NaN),
            new int[Rows],
            falls: false,
            RankTies.Competition
        );
        var data = Table.FromArrays(
            ("Place", Array.ConvertAll(ranks, rank => double.IsNaN(rank) ? null : (int?)rank)),
            ("Sex", Array.ConvertAll(times, _ => random.NextDouble() < 0.5 ? "M" : "F")),
            ("Seconds", times)
        );
        using var folder = new TemporaryFolder();
        using var model = Trained(data, folder);
        var sample = model.Sample(300, 5);
        double[] seconds = Cells(sample, "Seconds");
        Assert.InRange(seconds.Count(double.IsNaN), 10, 60);
        Assert.Equal(Ranking.Of(seconds, new int[300], falls: false, RankTies.Competition), Cells(sample, "Place"));
        Assert.All(seconds[^10..], time => Assert.True(double.IsNaN(time)));
    }

    [Fact]
    public void ConditionsAreOnScores()
    {
        using var folder = new TemporaryFolder();
        using var model = Trained(Ranked(RankTies.InOrder), folder);
        var error = Assert.Throws<LikenessException>(() => model.ParseConditions("Rank<10"));
        Assert.Contains("give one on Score", error.Message, StringComparison.Ordinal);
        var sample = model.SampleConditional(60, model.ParseConditions("Country=A")).Rows;
        Assert.Equal(
            Ranking.Of(Cells(sample, "Score"), new int[60], falls: true, RankTies.InOrder),
            Cells(sample, "Rank")
        );
    }

    [Fact]
    public void WithoutRulesRanksAreNumbers()
    {
        using var folder = new TemporaryFolder();
        using var model = Trained(Ranked(RankTies.InOrder), folder, findsRules: false);
        Assert.Empty(model.Encoding.Ranks);
        Assert.Contains(model.Transform.Columns, column => column.Name == "Rank");
    }

    private static TableModel Trained(Table data, TemporaryFolder folder, bool findsRules = true) =>
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "trees",
                    Data = DataSource.FromTable(data) with { FindsRules = findsRules },
                    OutputFolder = folder.At("run"),
                }
            )
            .As<TableModel>();

    private static RankedColumn? Find(Table rows, string name = "Rank") =>
        SubjectKinds
            .Apply(new LoadedTable(Schema.Detect(rows).Apply(rows), 0), null)
            .Table.Columns.Single(column => column.Name == name)
            .Rank;

    private static double[] Cells(Table rows, string name) => new NamedCells(rows)[name];

    private static Table Renamed(Table rows, string name) =>
        Table.FromColumns(
            [rows.Columns[0] with { Name = name }, .. rows.Columns.Skip(1)],
            [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)]
        );

    // Universities by their score, of which some are equal.
    private static Table Ranked(RankTies ties)
    {
        var random = new PhiloxRandom(6, 0);
        double[] scores =
        [
            .. Enumerable.Range(0, Rows).Select(_ => Math.Round(50 + (15 * random.NextNormal()), 1)).OrderDescending(),
        ];
        double[] ranks = Ranking.Of(scores, new int[Rows], falls: true, ties);
        return Table.FromArrays(
            ("Rank", Array.ConvertAll(ranks, rank => (int)rank)),
            ("Country", Array.ConvertAll(scores, _ => "ABC"[(int)(3 * random.NextDouble())].ToString())),
            ("Students", Array.ConvertAll(scores, _ => 1000 + (int)(30_000 * random.NextDouble()))),
            ("Score", scores)
        );
    }

    // Tables of three leagues in twelve seasons.
    private static Table League()
    {
        var random = new PhiloxRandom(7, 0);
        var rows = (
            from season in Enumerable.Range(2010, 12)
            from league in (string[])["PL", "BL", "SA"]
            from place in Enumerable.Range(1, 18)
            select (season, league, place)
        ).ToArray();
        double[] points = Array.ConvertAll(rows, _ => 20 + Math.Floor(70 * random.NextDouble()));
        for (int first = 0; first < rows.Length; first += 18)
        {
            Array.Sort(points, first, 18);
            Array.Reverse(points, first, 18);
        }

        return Table.FromArrays(
            ("Season", Array.ConvertAll(rows, row => row.season)),
            ("League", Array.ConvertAll(rows, row => row.league)),
            ("Pos", Array.ConvertAll(rows, row => row.place)),
            ("Points", points),
            (
                "Note",
                Array.ConvertAll(
                    rows,
                    row =>
                        row.place == 1 ? "Champion"
                        : row.place > 15 ? "Relegated"
                        : null
                )
            ),
            ("Goals", Array.ConvertAll(points, some => Math.Floor(some * (0.5 + random.NextDouble()))))
        );
    }
}
