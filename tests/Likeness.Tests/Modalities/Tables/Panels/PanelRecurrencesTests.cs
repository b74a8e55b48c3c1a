using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Recurrences;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Panels;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Panels;

/// <summary>Columns of a panel that go on from the row before of their series, from which models know where they do.</summary>
public sealed class PanelRecurrencesTests
{
    private const int Stores = 12;
    private const int Days = 120;
    private const double Low = 60;

    /// <summary>A stock is ordered where it is low, which rows that are sampled alone and then moved to the one before do not keep.</summary>
    [Fact]
    public void StocksAreOrderedWhereTheyAreLow()
    {
        var data = Stocks();
        using var model = Trained(data);
        var rows = model.Sample(data.RowCount, 3);
        var cells = new NamedCells(rows);
        var (opening, received, closing) = (cells["opening"], cells["received"], cells["closing"]);
        for (int row = 0; row < rows.RowCount; row++)
        {
            Assert.True(row % Days == 0 || opening[row] == closing[row - 1]);
        }

        int[] ordered = [.. Enumerable.Range(0, rows.RowCount).Where(row => received[row] > 0)];
        int[] low = [.. Enumerable.Range(0, rows.RowCount).Where(row => opening[row] < Low)];
        // In the data, both are the same rows.
        Assert.True(ordered.Length > 100);
        Assert.InRange(ordered.Intersect(low).Count() / (double)ordered.Length, 0.9, 1);
        Assert.InRange(ordered.Intersect(low).Count() / (double)low.Length, 0.9, 1);
    }

    [Fact]
    public void ModelsKnowFromWhatRowsGoOn()
    {
        var (panel, rows) = Loaded(Stocks());
        var running = Running(rows);
        var found = PanelRecurrences.Find(running, rows, []);
        Assert.NotNull(found);
        Assert.Equal(["opening"], found.All.Select(one => one.Column));
        Assert.Empty(found.Changes);

        var context = PanelContext.Fit(panel, rows, []).WithSteps(rows, [], _ => true, found);
        Assert.Equal(found, context.Following?.Recurrences);
        var ending = context.WithEnds(rows, () => rows);
        var seen = context.Behind(ending, ending);
        double[] from = new NamedCells(seen)["opening, goes on from"];
        double[] steps = new NamedCells(seen)["opening, step"];
        for (int row = 0; row < rows.RowCount; row++)
        {
            Assert.Equal(row % Days == 0, double.IsNaN(from[row]));
            Assert.True(double.IsNaN(steps[row]) || steps[row] == 0);
        }

        Assert.Equal(rows.ToRowMajor(), context.Decode(seen).ToRowMajor());
        Assert.Equal(context, JsonSerializer.Deserialize<PanelContext>(JsonSerializer.Serialize(context)));
    }

    /// <summary>Where rules restore what goes on from other columns, what it adds follows from it.</summary>
    [Fact]
    public void ChangesFollowFromSums()
    {
        var random = new PhiloxRandom(4, 0);
        var (days, staff, others, all, changes) = (
            new DateTime[Days],
            new double[Days],
            new double[Days],
            new double[Days],
            new double[Days]
        );
        for (int day = 0; day < Days; day++)
        {
            days[day] = new DateTime(2015, 1, 1).AddMonths(day);
            staff[day] = day == 0 ? 900 : staff[day - 1] + 2 + Math.Round(8 * random.NextNormal());
            others[day] = day == 0 ? 4000 : others[day - 1] + 5 + Math.Round(20 * random.NextNormal());
            all[day] = staff[day] + others[day];
            changes[day] = day == 0 ? 7 : all[day] - all[day - 1];
        }

        var data = Table.FromArrays(
            ("month", days),
            ("all", all),
            ("staff", staff),
            ("others", others),
            ("change", changes)
        );
        using var model = Trained(data);
        var rows = model.Sample(Days, 3);
        var cells = new NamedCells(rows);
        for (int row = 1; row < Days; row++)
        {
            Assert.Equal(cells["staff"][row] + cells["others"][row], cells["all"][row]);
            Assert.Equal(cells["all"][row] - cells["all"][row - 1], cells["change"][row]);
        }
    }

    /// <summary>The values of the row before and of the next one are both kept.</summary>
    [Fact]
    public void ARowHasTheOneBeforeAndTheNextOne()
    {
        var random = new PhiloxRandom(4, 0);
        int count = Stores * 20;
        var (year, store, own, last, next) = (
            new int[count],
            new string[count],
            new double[count],
            new double?[count],
            new double?[count]
        );
        for (int row = 0; row < count; row++)
        {
            (year[row], store[row]) = (2000 + (row % 20), $"Store {row / 20}");
            own[row] =
                row % 20 == 0
                    ? Math.Round(100 + (40 * random.NextDouble()), 1)
                    : Math.Round(20 + (0.8 * own[row - 1]) + (3 * random.NextNormal()), 1);
        }

        for (int row = 0; row < count; row++)
        {
            last[row] = row % 20 == 0 ? null : own[row - 1];
            next[row] = row % 20 == 19 ? null : own[row + 1];
        }

        var data = Table.FromArrays(("store", store), ("year", year), ("own", own), ("last", last), ("next", next));
        using var model = Trained(data);
        var cells = new NamedCells(model.Sample(count, 3));
        for (int row = 0; row < count - 1; row++)
        {
            Assert.Equal(row % 20 == 19, double.IsNaN(cells["next"][row]));
            Assert.True(row % 20 == 19 || cells["next"][row] == cells["own"][row + 1]);
            Assert.True(row % 20 == 19 || cells["last"][row + 1] == cells["own"][row]);
        }
    }

    /// <summary>A sum that goes on is above what it adds, and is still learned from the row before.</summary>
    [Fact]
    public void SumsGoOnFromTheRowBeforeAndNotFromWhatTheyAdd()
    {
        var random = new PhiloxRandom(4, 0);
        int count = Stores * 40;
        var (day, country, cases, total) = (
            new DateTime[count],
            new string[count],
            new double[count],
            new double[count]
        );
        for (int row = 0; row < count; row++)
        {
            (day[row], country[row]) = (new DateTime(2020, 3, 1).AddDays(row % 40), $"Country {row / 40}");
            double size = 20 + (30 * (row / 40));
            // Before the first day with some, both are 0.
            cases[row] = row % 40 < 6 ? 0 : Math.Round(size * Math.Exp(0.3 * random.NextNormal()));
            total[row] = cases[row] + (row % 40 == 0 ? 0 : total[row - 1]);
        }

        var data = Table.FromArrays(("country", country), ("day", day), ("cases", cases), ("total", total));
        using var model = Trained(data);
        Assert.Equal(["total"], model.Encoding.Panel!.Following?.Recurrences?.All.Select(one => one.Column));
        var cells = new NamedCells(model.Sample(count, 3));
        for (int row = 0; row < count; row++)
        {
            double before = row % 40 == 0 ? 0 : cells["total"][row - 1];
            Assert.Equal(before + cells["cases"][row], cells["total"][row]);
        }
    }

    private static TableModel Trained(Table data) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(data) }).As<TableModel>();

    private static (PanelRows Panel, Table Rows) Loaded(Table table)
    {
        var (panel, rows) = PanelContextTests.Loaded(table);
        return (panel, RunningSearch.Apply(new LoadedTable(rows, 0)).Table);
    }

    private static RunningColumns Running(Table rows) =>
        rows.Columns.Select(column => column.Running).OfType<RunningColumns>().Single();

    private static Table Stocks()
    {
        var random = new PhiloxRandom(9, 0);
        int count = Stores * Days;
        var (day, store) = (new DateTime[count], new string[count]);
        var (opening, received, sold, closing) = (
            new double[count],
            new double[count],
            new double[count],
            new double[count]
        );
        for (int row = 0; row < count; row++)
        {
            (day[row], store[row]) = (new DateTime(2024, 1, 1).AddDays(row % Days), $"Store {row / Days:00}");
            opening[row] = row % Days == 0 ? 90 : closing[row - 1];
            received[row] = opening[row] < Low ? 100 + Math.Round(50 * random.NextDouble()) : 0;
            sold[row] = Math.Min(
                opening[row] + received[row],
                Math.Round(10 + (row / Days) + (3 * random.NextNormal()))
            );
            closing[row] = opening[row] + received[row] - sold[row];
        }

        return Table.FromArrays(
            ("store", store),
            ("day", day),
            ("opening", opening),
            ("received", received),
            ("sold", sold),
            ("closing", closing)
        );
    }
}
