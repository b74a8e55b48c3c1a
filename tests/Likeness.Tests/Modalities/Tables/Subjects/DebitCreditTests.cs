using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Recurrences;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Statements of accounts with a column of debits and one of credits, of which each row has one.</summary>
public sealed class DebitCreditTests
{
    private const int Rows = 300;
    private const string Both = "'balance' is that of the row before plus 'credit' minus 'debit'";

    [Fact]
    public void WhatIsMissingCountsAsZero() => Assert.Equal(Both, Find(Statement())?.Summary);

    /// <summary>Debits alone explain the rows that have one; the others tell that they add something else.</summary>
    [Fact]
    public void DebitsAloneAreNoRule()
    {
        var rows = Statement();
        Column[] columns = [.. rows.Columns.Where(column => column.Name != "credit")];
        double[][] cells = [.. columns.Select(column => Cells(rows, column.Name))];
        Assert.Null(Find(Table.FromColumns(columns, cells)));
    }

    [Fact]
    public void BalancesMayBeMissing()
    {
        var rows = Statement();
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int row = 20; row < Rows; row += 9)
        {
            cells[^1][row] = double.NaN;
        }

        var one = Assert.Single(
            Find(Table.FromColumns([.. rows.Columns.Select(column => column with { Missing = "" })], cells))!.All
        );
        Assert.Equal($"{Both}, where these are known", one.ToString());
        Assert.True(one.AreExclusive);
    }

    /// <summary>Where all terms are missing, a row goes on as the last one that had some.</summary>
    [Fact]
    public void RowsWithoutBothAreUnknown()
    {
        var one = new RowRecurrence("balance", "balance")
        {
            Terms = [new("credit", 1), new("debit", -1)],
            MayBeMissing = true,
            AreExclusive = true,
        };
        var cells = new NamedCells(
            Table.FromArrays(
                ("debit", new[] { double.NaN, 5, double.NaN, double.NaN }),
                ("credit", new[] { 7, double.NaN, double.NaN, 2 }),
                ("balance", new[] { 10.0, 5, 5, 7 })
            )
        );
        var order = SeriesPlace.All([0, 1, 2, 3]);
        Assert.Equal([double.NaN, 5, double.NaN, 7], order.Select(row => one.Expected(cells, row)));
        Assert.Equal(0, one.Likely(cells, order[2]));
    }

    [Fact]
    public void BalancesOfSamplesGoOn()
    {
        using var folder = new TemporaryFolder();
        using var model = TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "trees",
                    Data = DataSource.FromTable(Statement()),
                    OutputFolder = folder.At("run"),
                }
            )
            .As<TableModel>();
        var sample = model.Sample(Rows, 3);
        var (debit, credit, balance) = (Cells(sample, "debit"), Cells(sample, "credit"), Cells(sample, "balance"));
        for (int row = 1; row < Rows; row++)
        {
            Assert.NotEqual(double.IsNaN(debit[row]), double.IsNaN(credit[row]));
            double added = double.IsNaN(debit[row]) ? credit[row] : -debit[row];
            Assert.Equal(balance[row - 1] + added, balance[row], 1e-6);
        }
    }

    private static RunningColumns? Find(Table rows) =>
        SubjectKinds
            .Apply(new LoadedTable(Schema.Detect(rows).Apply(rows), 0), null)
            .Table.Columns.Select(column => column.Running)
            .OfType<RunningColumns>()
            .SingleOrDefault();

    private static double[] Cells(Table rows, string name) => new NamedCells(rows)[name];

    private static Table Statement()
    {
        var random = new PhiloxRandom(12, 0);
        bool[] isDebit = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.55)];
        double[] amounts = Array.ConvertAll(isDebit, _ => Math.Round(10 + (90 * random.NextDouble()), 2));
        double balance = 5000;
        return Table.FromArrays(
            ("day", Enumerable.Range(0, Rows).Select(row => new DateTime(2025, 1, 1).AddDays(row)).ToArray()),
            ("debit", amounts.Select((amount, row) => isDebit[row] ? amount : double.NaN).ToArray()),
            ("credit", amounts.Select((amount, row) => isDebit[row] ? double.NaN : amount).ToArray()),
            (
                "balance",
                amounts
                    .Select((amount, row) => balance = Math.Round(balance + (isDebit[row] ? -amount : amount), 2))
                    .ToArray()
            )
        );
    }
}
