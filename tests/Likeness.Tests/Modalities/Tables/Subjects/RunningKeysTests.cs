using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Statements of many accounts in one file: what goes on in the rows of one says that it is a key.</summary>
public sealed class RunningKeysTests
{
    private const int Accounts = 60;

    [Theory]
    [InlineData("Konto", "A", false)]
    [InlineData("Konto", "A", true)]
    [InlineData("zz", "Q-", false)]
    [InlineData("Konto", "DE5250010517", true)]
    [InlineData("Konto", "", false)] // numbers
    public void AccountsAreKeysWhereBalancesGoOn(string name, string prefix, bool isReversed)
    {
        var rows = Applied(Statements(name, prefix, isReversed));
        Assert.True(rows.Columns[0].Kind is IdentifierKind { Repeats: true });
        string remark = Assert.Single(DataSource.FromTable(rows).FindSubjects(rows));
        Assert.Contains("'balance' is that of the row before plus 'amount'", remark, StringComparison.Ordinal);
    }

    [Fact]
    public void AccountsMayTakeTurns()
    {
        var data = Statements("zz", "Q-", false);
        int[] order = new PhiloxRandom(7, 0).Permutation(data.RowCount);
        // Each account's rows keep their order.
        var next = Enumerable
            .Range(0, data.RowCount)
            .GroupBy(row => data[row, 0])
            .ToDictionary(one => one.Key, one => new Queue<int>(one));
        var rows = Applied(data.TakeRows(Array.ConvertAll(order, row => next[data[row, 0]].Dequeue())));
        Assert.True(rows.Columns[0].Kind is IdentifierKind { Repeats: true });
    }

    [Fact]
    public void WhatGoesOnThroughTheFileMakesNoKeys()
    {
        var data = Statements("zz", "Q-", false, isOfFile: true);
        Assert.True(Applied(data).Columns[0].Kind is CategoryKind);
        Assert.Contains(Applied(data).Columns, column => column.Running is not null);
    }

    [Fact]
    public void OneWrongBalanceIsEnough()
    {
        var data = Statements("zz", "Q-", false);
        double[][] cells = [.. Enumerable.Range(0, data.Width).Select(data.ColumnValues)];
        cells[^1][data.RowCount / 2] += 1;
        Assert.True(Applied(Table.FromColumns(data.Columns, cells)).Columns[0].Kind is CategoryKind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BalancesOfSampledAccountsGoOn(bool isReversed)
    {
        var data = Applied(Statements("Konto", "A", isReversed));
        using var folder = new TemporaryFolder();
        using var model = TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "trees",
                    Data = DataSource.FromTable(data),
                    OutputFolder = folder.At("run"),
                }
            )
            .As<TableModel>();
        var sample = model.Sample(data.RowCount, 5);
        string[] keys = VisitRows.Texts(sample, "Konto");
        var cells = new NamedCells(sample);
        var (day, amount, balance) = (cells["day"], cells["amount"], cells["balance"]);
        int[][] groups =
        [
            .. Enumerable
                .Range(0, keys.Length)
                .GroupBy(row => keys[row])
                .Select(group => (isReversed ? group.Reverse() : group).ToArray()),
        ];
        Assert.InRange(groups.Length, Accounts / 2, 2 * Accounts);
        Assert.All(
            groups.SelectMany(group => group.Zip(group.Skip(1))),
            step =>
            {
                Assert.Equal(balance[step.First] + amount[step.Second], balance[step.Second], 1e-6);
                Assert.True(day[step.First] <= day[step.Second]);
            }
        );
        // Several bookings of a day stay on it, and accounts go on as long as those of the data.
        Assert.InRange(groups.Average(group => day[group[^1]] - day[group[0]]) / 86_400, 60, 90);
    }

    private static Table Applied(Table rows) =>
        SubjectKinds.Apply(new LoadedTable(Schema.Detect(rows).Apply(rows), 0), null).Table;

    // Accounts of 15 to 25 bookings in 90 days.
    private static Table Statements(string name, string prefix, bool isReversed, bool isOfFile = false)
    {
        var random = new PhiloxRandom(11, 0);
        var rows = new List<(string Key, DateOnly Day, string Text, double Amount, double Balance)>();
        double balance = 0;
        for (int account = 0; account < Accounts; account++)
        {
            int count = 15 + random.NextInt(11);
            balance = isOfFile ? balance : Math.Round(2000 * random.NextDouble(), 2);
            double[] days = [.. Enumerable.Range(0, count).Select(_ => Math.Floor(90 * random.NextDouble())).Order()];
            foreach (double day in days)
            {
                bool isIncome = random.NextDouble() < 0.2;
                double amount = Math.Round(isIncome ? 300 * random.NextDouble() : -80 * random.NextDouble(), 2);
                balance = Math.Round(balance + amount, 2);
                rows.Add(
                    (
                        $"{prefix}{4_700_101 + (37 * account)}",
                        new DateOnly(2024, 1, 1).AddDays((int)day),
                        isIncome ? "in" : "out",
                        amount,
                        balance
                    )
                );
            }
        }

        if (isReversed)
        {
            rows.Reverse();
        }

        return Table.FromArrays(
            (name, rows.Select(row => row.Key).ToArray()),
            ("day", rows.Select(row => row.Day).ToArray()),
            ("text", rows.Select(row => row.Text).ToArray()),
            ("amount", rows.Select(row => row.Amount).ToArray()),
            ("balance", rows.Select(row => row.Balance).ToArray())
        );
    }
}
