using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Tests.Modalities.Tables.Subjects;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Rows that break a rule of the data are the most unusual ones, and say which one it is.</summary>
public sealed class BrokenRulesRankingTests
{
    private static readonly string[] Grades = ["A", "B", "C"];

    [Theory]
    [InlineData("trees")]
    [InlineData("histogram")]
    public void RowsThatBreakARuleComeFirst(string name)
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = name, Data = DataSource.FromTable(Loans(1500, seed: 1)) })
            .As<TableModel>();
        var fresh = Loans(300, seed: 2);
        double[][] cells = [.. Enumerable.Range(0, fresh.Width).Select(fresh.ColumnValues)];
        // Wrong grades in some rows, and an amount in one that is unusual, and no more.
        int[] wrong = [7, 100, 250];
        Array.ForEach(wrong, row => cells[1][row] = (cells[1][row] + 1) % 3);
        cells[2][20] = 1e6;
        var ranking = model.Rank(Table.FromColumns(fresh.Columns, cells), falseAlarm: 0.05);
        Assert.Equal(wrong, Enumerable.Range(0, 300).Where(row => ranking.Breaks![row] is not null));
        Assert.All(wrong, row => Assert.Equal("rate determines grade", ranking.Breaks![row]));
        Assert.Equal([1, 2, 3], wrong.Select(row => ranking.Ranks[row]).Order());
        Assert.Equal(4, ranking.Ranks[20]);
        Assert.All(wrong, row => Assert.True(ranking.IsFlagged(row)));
        Assert.All(ranking.Scores, score => Assert.True(double.IsFinite(score)));
        var table = ranking.ToTable();
        Assert.Equal("breaks", table.Columns[^1].Name);
        Assert.Equal("rate determines grade", table.Columns[^1].Write(table[7, table.Width - 1]));
        Assert.Equal("", table.Columns[^1].Write(table[8, table.Width - 1]));
    }

    /// <summary>Levels of another file are in another order, and some are new.</summary>
    [Fact]
    public void LevelsAreThoseOfTheTrainingRows()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Loans(1500, seed: 1)) })
            .As<TableModel>();
        var fresh = Loans(200, seed: 3, first: 10);
        var ranking = model.Rank(fresh);
        Assert.All(ranking.Breaks!, Assert.Null);
    }

    /// <summary>Of rows of one key, those break its rule that have another value than most, or all where there are no most.</summary>
    [Fact]
    public void RowsOfOneKeyAgree()
    {
        using var model = TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "trees",
                    Data = DataSource.FromTable(CountedOrders.Create(areTogether: true)),
                }
            )
            .As<TableModel>();
        // Customers of the file, not of the training rows.
        var rows = Table.FromArrays(
            ("customer_id", new[] { "C-1", "C-1", "C-1", "C-2", "C-2", "C-3", "C-4", "C-4" }),
            ("country", new[] { "FR", "DE", "FR", "DE", "FR", "FR", "DE", "DE" }),
            ("order_no", new[] { 1.0, 2, 3, 1, 2, 1, 1, 2 }),
            ("day", Enumerable.Range(1, 8).Select(day => new DateOnly(2024, 3, 3 * day)).ToArray()),
            ("price", new[] { 10.0, 12, 14, 16, 18, 20, 22, 24 })
        );
        const string Rule = "customer_id determines country";
        var ranking = model.Rank(rows);
        Assert.Equal([null, Rule, null, Rule, Rule, null, null, null], ranking.Breaks!);
        Assert.Equal([1, 2, 3], new[] { 1, 3, 4 }.Select(row => ranking.Ranks[row]).Order());
    }

    private static Table Loans(int count, ulong seed, int first = 0)
    {
        var random = new PhiloxRandom(seed, 0);
        int[] rates = [.. Enumerable.Range(0, count).Select(_ => first + random.NextInt(25))];
        return Table.FromArrays(
            ("rate", rates.Select(rate => $"{5 + (rate / 2.0):0.0}%").ToArray()),
            ("grade", rates.Select(rate => Grades[Math.Min(2, rate / 9)]).ToArray()),
            ("amount", rates.Select(rate => Math.Round(1000 + (100 * random.NextNormal()) + rate, 2)).ToArray())
        );
    }
}
