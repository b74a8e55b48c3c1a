using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Levels;

/// <summary>Columns that are missing where another one says so.</summary>
public sealed class PresenceColumnTests
{
    private const int Rows = 800;
    private static readonly string[] States = ["open", "cancelled", "done"];

    [Fact]
    public void ADayOfCancellationIsThereWhereTheStateSaysSo()
    {
        var table = Bookings();
        var rule = Assert.Single(TableRules.Find(table, wanted: true).Rules.OfType<PresenceColumn>());
        Assert.Equal("state determines whether cancelled is missing", rule.ToString());
        Assert.Equal(rule, Assert.Single(DeclaredRules.Create(table, [rule.ToString()]).Rules));
        using var model = Train(table);
        Assert.Contains(rule.ToString(), model.Encoding.Rules.SelectMany(one => one.Texts));
        var samples = model.Sample(5000, 1);
        Assert.All(
            Enumerable.Range(0, samples.RowCount),
            row =>
                Assert.Equal(samples.Columns[0].Write(samples[row, 0]) == "cancelled", !double.IsNaN(samples[row, 1]))
        );
    }

    [Fact]
    public void ImputedStatesAreAsFrequentAsInTheDataAndDaysFollowThem()
    {
        var table = Bookings();
        using var model = Train(table);
        double[] unknown = [.. Enumerable.Repeat(double.NaN, Rows)];
        var blank = Table.FromColumns(table.Columns, [unknown, unknown, table.ColumnValues(2)]);
        var filled = model.Impute(new IncompleteTable(blank), seed: 3).Filled;
        int cancelled = 0;
        for (int row = 0; row < Rows; row++)
        {
            bool isCancelled = States[(int)filled[row, 0]] == "cancelled";
            Assert.Equal(isCancelled, !double.IsNaN(filled[row, 1]));
            cancelled += isCancelled ? 1 : 0;
        }

        // 15 % of the data.
        Assert.InRange(cancelled, 0.09 * Rows, 0.22 * Rows);
    }

    [Fact]
    public void TwoColumnsMayBeMissingTogether()
    {
        var random = new PhiloxRandom(2, 0);
        double[] day =
        [
            .. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.7 ? double.NaN : random.NextInt(300)),
        ];
        double[] fee = [.. day.Select(one => double.IsNaN(one) ? one : Math.Round(20 * random.NextDouble(), 2))];
        double[] other = [.. day.Select(_ => random.NextDouble() < 0.3 ? double.NaN : random.NextNormal())];
        var table = Table.FromColumns(
            [new("day") { Missing = "" }, new("fee") { Missing = "" }, new("other") { Missing = "" }],
            [day, fee, other]
        );
        Assert.Equal(
            ["day determines whether fee is missing"],
            TableRules.Find(table, wanted: true).Rules.Select(rule => rule.ToString())
        );
    }

    /// <summary>Shops have no exemption, homes may have one.</summary>
    [Fact]
    public void ZerosThatALevelLeavesAreKept()
    {
        var random = new PhiloxRandom(7, 0);
        double[] kind = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(3))];
        double[] value = [.. kind.Select(one => Math.Round((100 * (1 + (one / 2))) + (80 * random.NextNormal())))];
        double[] exemption = [.. kind.Select(one => one == 0 && random.NextDouble() < 0.6 ? 250.0 : 0)];
        var table = Table.FromColumns(
            [new("kind") { Kind = new CategoryKind(["home", "shop", "farm"]) }, new("value"), new("exemption")],
            [kind, value, exemption]
        );
        table = Schema.Detect(table).Apply(table);
        const string Text = "kind determines in some rows whether exemption is 0";
        var rule = Assert.Single(TableRules.Find(table, wanted: true).Rules.OfType<PresenceColumn>());
        Assert.Equal(Text, rule.ToString());
        Assert.Equal(rule, Assert.Single(DeclaredRules.Create(table, [Text]).Rules));

        using var model = Train(table);
        var samples = model.Sample(5000, 1);
        int home = table.Columns[0].Kind.TryRead("home", out double level) ? (int)level : -1;
        Assert.All(
            Enumerable.Range(0, samples.RowCount).Where(row => samples[row, 0] != home),
            row => Assert.Equal(0, samples[row, 2])
        );
        Assert.Contains(Enumerable.Range(0, samples.RowCount), row => samples[row, 2] > 0);

        // A value where the level leaves none, in the data: no rule.
        exemption[Array.FindIndex(kind, one => one == 1)] = 250;
        var broken = Table.FromColumns(table.Columns, [kind, value, exemption]);
        Assert.DoesNotContain(
            TableRules.Find(broken, wanted: true).Rules.OfType<PresenceColumn>(),
            one => one.Missing.Contains(1)
        );
    }

    /// <summary>Zeros of few rows of a level may be chance.</summary>
    [Fact]
    public void FewZerosAreNoRule()
    {
        var random = new PhiloxRandom(8, 0);
        double[] kind = [.. Enumerable.Range(0, Rows).Select(row => row < 5 ? 2.0 : random.NextInt(2))];
        double[] fee =
        [
            .. kind.Select(one => one == 2 || random.NextDouble() < 0.5 ? 0 : Math.Round(9 * random.NextDouble(), 2)),
        ];
        var table = Table.FromColumns(
            [new("kind") { Kind = new CategoryKind(["a", "b", "c"]) }, new("fee")],
            [kind, fee]
        );
        Assert.Empty(TableRules.Find(Schema.Detect(table).Apply(table), wanted: true).Rules);
    }

    /// <summary>Open issues may have an assignee, others do: the rule does not say more than that.</summary>
    [Fact]
    public void SomeLevelsMaySayNothing()
    {
        var random = new PhiloxRandom(4, 0);
        double[] state = [.. Enumerable.Range(0, Rows).Select(row => (double)(row % 3))];
        double[] day =
        [
            .. state.Select(one => one == 0 && random.NextDouble() < 0.7 ? double.NaN : random.NextInt(300)),
        ];
        var table = Table.FromColumns(
            [new("state") { Kind = new CategoryKind(States) }, new("day") { Missing = "" }],
            [state, day]
        );
        var rule = Assert.Single(TableRules.Find(table, wanted: true).Rules);
        Assert.Equal("state determines in some rows whether day is missing", rule.ToString());
        Assert.Equal(rule, Assert.Single(DeclaredRules.Create(table, [rule.ToString()!]).Rules));
    }

    [Fact]
    public void GapsByChanceAreNoRule()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var random = new PhiloxRandom(seed, 3);
            var table = Table.FromColumns(
                [
                    new("level") { Kind = new CategoryKind([.. "abcdefghij".Select(one => $"{one}")]) },
                    new("x") { Missing = "" },
                ],
                [
                    [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(10))],
                    [
                        .. Enumerable
                            .Range(0, Rows)
                            .Select(_ => random.NextDouble() < 0.02 ? double.NaN : random.NextNormal()),
                    ],
                ]
            );
            Assert.Empty(TableRules.Find(table, wanted: true).Rules);
        }
    }

    private static Table Bookings()
    {
        var random = new PhiloxRandom(1, 0);
        double[] state =
        [
            .. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.15 ? 1.0 : 2.0 * random.NextInt(2)),
        ];
        return Table.FromColumns(
            [
                new("state") { Kind = new CategoryKind(States), Missing = "" },
                new("cancelled") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true), Missing = "" },
                new("price"),
            ],
            [
                state,
                [.. state.Select(one => one == 1 ? 86_400.0 * random.NextInt(400) : double.NaN)],
                [.. state.Select(_ => random.NextNormal())],
            ]
        );
    }

    private static TableModel Train(Table table) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) }).As<TableModel>();
}
