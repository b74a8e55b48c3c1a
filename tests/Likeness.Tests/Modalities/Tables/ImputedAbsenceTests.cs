using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Absence;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Cells without a value stay missing; those that are missing by chance are imputed.</summary>
public sealed class ImputedAbsenceTests
{
    private static readonly string[] Channels = ["web", "shop"];
    private static readonly string[] Segments = ["new", "loyal"];

    [Fact]
    public void CasesAreFoundInLevelsAndNumbers()
    {
        var found = AbsentCells.Find(Orders(1500, 1)).All;
        Assert.All(found, one => Assert.Equal("voucher", one.Column));
        Assert.Contains(found, one => one.Where is [{ By: "discount", Levels: null, Least: null, Below: > 0 and < 1 }]);
        var without = AbsentCells.Find(Orders(1500, 1).TakeColumns([0, 1, 3, 4])).All;
        Assert.Contains(without, one => one.Where is [{ By: "segment", Levels: [0] }]);
        Assert.Contains(without, one => one.Where is [{ By: "segment", Levels: [1] }, { By: "channel", Levels: [1] }]);
    }

    /// <summary>A fifth of ratings are missing, whatever the others are; and by chance a level has none.</summary>
    [Fact]
    public void WhatIsMissingByChanceIsNoCase()
    {
        var random = new PhiloxRandom(3, 0);
        double[] level = [.. Enumerable.Range(0, 1000).Select(_ => (double)random.NextInt(30))];
        double[] rating = [.. level.Select(_ => random.NextInt(20) > 0 ? double.NaN : random.NextInt(5))];
        var rows = Table.FromColumns(
            [
                new("level") { Kind = new CategoryKind([.. Enumerable.Range(0, 30).Select(n => $"level {n}")]) },
                new("rating") { Missing = "" },
            ],
            [level, rating]
        );
        Assert.Empty(AbsentCells.Find(rows).All);
    }

    [Fact]
    public void SomeErrorsOfEntryLeaveACase()
    {
        var orders = Orders(3000, 2);
        double[] voucher = orders.ColumnValues(3);
        int shop = Array.IndexOf(orders.ColumnValues(0), 1.0);
        voucher[shop] = 2;
        var rows = Table.FromColumns([orders.Columns[0], orders.Columns[3]], [orders.ColumnValues(0), voucher]);
        var one = Assert.Single(AbsentCells.Find(rows).All);
        Assert.Equal([1], Assert.Single(one.Where).Levels!);
    }

    [Theory]
    [InlineData(0, 1, 2, 4)]
    [InlineData(0, 1, 4)]
    [InlineData(2, 4)]
    public void OrdersWithoutAVoucherKeepNone(params int[] observed)
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Orders(1500, 1)) })
            .As<TableModel>();
        var real = Orders(400, 2);
        var (_, filled, _) = model.Impute(new IncompleteTable(real.TakeColumns(observed)));
        Assert.All(
            Enumerable.Range(0, 400),
            row =>
            {
                Assert.Equal(double.IsNaN(real[row, 3]), double.IsNaN(filled[row, 3]));
                Assert.Equal(double.IsNaN(filled[row, 3]), filled[row, 2] == 0);
            }
        );
        var rated = model.Impute(new IncompleteTable(real)).Filled;
        Assert.DoesNotContain(double.NaN, rated.ColumnValues(4));
        Assert.Equal(real.ColumnValues(3).Select(double.IsNaN), rated.ColumnValues(3).Select(double.IsNaN));
    }

    /// <summary>One in 300 open cases has a result by mistake: no result is imputed for the others; and that of each closed case is.</summary>
    [Theory]
    [InlineData("trees")]
    [InlineData("histogram")] // imputes a result as often for open cases as for closed ones
    public void NearlyAlwaysIsEnough(string name)
    {
        var random = new PhiloxRandom(4, 0);
        double[] closed = [.. Enumerable.Range(0, 2400).Select(_ => (double)random.NextInt(2))];
        double[] size = [.. closed.Select(_ => (double)random.NextInt(100))];
        double[] result =
        [
            .. closed.Select(one =>
                random.NextInt(one == 1 ? 30 : 300) == 0 == (one == 1) ? double.NaN : random.NextInt(40)
            ),
        ];
        Column[] columns =
        [
            new("state") { Kind = new CategoryKind(["open", "closed"]) },
            new("size"),
            new("result") { Missing = "" },
        ];
        var train = Table.FromColumns(columns, [closed, size, result]);
        using var model = TrainedModel
            .Train(new RunSettings { Model = name, Data = DataSource.FromTable(train) })
            .As<TableModel>();
        var (_, filled, _) = model.Impute(new IncompleteTable(train.TakeColumns([0, 1])));
        Assert.All(
            Enumerable.Range(0, filled.RowCount),
            row => Assert.Equal(filled[row, 0] == 0, double.IsNaN(filled[row, 2]))
        );
    }

    [Fact]
    public void ImputedCellsOfACaseAreCleared()
    {
        var orders = Orders(1500, 1);
        double[] voucher = [.. Enumerable.Repeat(1.0, orders.RowCount)];
        var filled = Table.FromColumns(
            orders.Columns,
            [.. Enumerable.Range(0, 5).Select(at => at == 3 ? voucher : orders.ColumnValues(at))]
        );
        var cleared = AbsentCells.Find(orders).Clear(filled, (row, _) => row < 100);
        Assert.All(
            Enumerable.Range(0, orders.RowCount),
            row => Assert.Equal(row >= 100 && orders[row, 2] == 0, double.IsNaN(cleared[row, 3]))
        );
    }

    [Fact]
    public void StoredCasesAreTheSame()
    {
        var found = AbsentCells.Find(Orders(1500, 1));
        var rows = Orders(300, 5);
        bool[][] before = Marked(found);
        Assert.Contains(true, before[3]);
        Assert.Equal(before, Marked(AbsentCells.FromJson(found.ToJson())));

        bool[][] Marked(AbsentCells cells)
        {
            bool[][] must = [.. Enumerable.Range(0, rows.Width).Select(_ => new bool[rows.RowCount])];
            cells.Mark(rows, must);
            return must;
        }
    }

    /// <summary>Loyal customers on the web have a voucher, and a discount by it; a fifth of the ratings are missing.</summary>
    private static Table Orders(int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        var cells = new double[5][];
        cells[0] = [.. Enumerable.Range(0, count).Select(_ => random.NextInt(5) < 3 ? 0.0 : 1)];
        cells[1] = [.. cells[0].Select(_ => (double)random.NextInt(2))];
        double[] voucher =
        [
            .. cells[0]
                .Zip(cells[1], (channel, segment) => channel == 0 && segment == 1 ? random.NextInt(3) : double.NaN),
        ];
        cells[2] = [.. voucher.Select(one => double.IsNaN(one) ? 0 : (100 + random.NextInt(5000)) / 100.0)];
        cells[3] = voucher;
        cells[4] = [.. voucher.Select(_ => random.NextInt(5) == 0 ? double.NaN : 1 + random.NextInt(9))];
        return Table.FromColumns(
            [
                new("channel") { Kind = new CategoryKind(Channels) },
                new("segment") { Kind = new CategoryKind(Segments) },
                new("discount"),
                new("voucher") { Kind = new CategoryKind(["SPRING", "SUMMER", "VIP"]), Missing = "" },
                new("rating") { Missing = "" },
            ],
            cells
        );
    }
}
