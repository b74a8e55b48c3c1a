using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Panels;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Modalities.Tables.Subjects;

namespace Likeness.Tests.Modalities.Tables.Panels;

/// <summary>Numbers relative to the levels of their series, and rows that follow the ones before.</summary>
public sealed class PanelContextTests
{
    private const int Stations = 6;
    private const int Days = 150;
    private static readonly DateTime First = new(2024, 1, 1);

    [Fact]
    public void SalesVaryByRatiosAndTemperaturesByDifferences()
    {
        var (panel, rows) = Loaded(Weather());
        var context = PanelContext.Fit(panel, rows, []);
        Assert.Equal(["sales", "temperature"], context.Levels.Select(level => level.Column).Order());
        Assert.True(context.Levels.Single(level => level.Column == "sales").IsRatio);
        Assert.False(context.Levels.Single(level => level.Column == "temperature").IsRatio);

        // All series have the same level then, and nothing is lost.
        var relative = context.Relative(rows);
        foreach (string name in context.Restored)
        {
            double[] means = [.. Means(relative, name)];
            Assert.All(means, mean => Assert.Equal(means[0], mean, 1e-9 * Math.Abs(means[0])));
            Assert.NotEqual(Means(rows, name).First(), Means(rows, name).Last(), 1.0);
        }

        var decoded = context.Decode(relative);
        Assert.Equal(rows.ToRowMajor(), decoded.ToRowMajor());
        Assert.Equal(rows.Columns, decoded.Columns);
    }

    /// <summary>Pay that determines its rate would be looked up in vain, if it were relative.</summary>
    [Fact]
    public void NumbersThatOthersAreLookedUpByAreNotRelative()
    {
        var (panel, rows) = Loaded(Weather());
        var rule = new DeterminedColumn("temperature", "sales", []);
        Assert.Equal(["temperature"], PanelContext.Fit(panel, rows, [rule]).Restored);
    }

    [Fact]
    public void DensitiesAreThoseOfTheNumbers()
    {
        var (panel, rows) = Loaded(Weather());
        var context = PanelContext.Fit(panel, rows, []);
        double[] logs = context.LogDerivatives(rows);
        // By differences of the encoding itself.
        int sales = rows.Columns.ToList().FindIndex(column => column.Name == "sales");
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        cells[sales] = [.. cells[sales].Select(cell => cell + 1)];
        var (one, other) = (context.Relative(rows), context.Relative(Table.FromColumns(rows.Columns, cells)));
        for (int row = 0; row < rows.RowCount; row++)
        {
            Assert.Equal(Math.Log(other[row, sales] - one[row, sales]), logs[row], 1e-6);
        }
    }

    [Fact]
    public void ZerosOfAllSeriesHaveNoLevel()
    {
        var (panel, rows) = Loaded(Weather());
        int at = rows.Columns.ToList().FindIndex(column => column.Name == "temperature");
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        cells[at] = [.. cells[at].Select((cell, row) => row % 8 == 3 ? 0 : cell)];
        var context = PanelContext.Fit(panel, Table.FromColumns(rows.Columns, cells), []);
        Assert.Equal(["sales"], context.Restored);
    }

    [Fact]
    public void UnknownSeriesHaveTheLevelOfTheMiddle()
    {
        var (panel, rows) = Loaded(Weather());
        var context = PanelContext.Fit(panel, rows, []);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        int station = rows.Columns.ToList().FindIndex(column => column.Name == "station");
        Array.Fill(cells[station], double.NaN);
        var unknown = Table.FromColumns(rows.Columns, cells);
        Assert.Equal(unknown.ToRowMajor(), context.Relative(unknown).ToRowMajor());
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void WarmDaysFollowWarmOnes(string name)
    {
        var data = Weather();
        using var folder = new TemporaryFolder();
        using var model = TrainedModel
            .Train(
                new RunSettings
                {
                    Model = name,
                    Data = DataSource.FromTable(data),
                    OutputFolder = folder.At("run"),
                }
            )
            .As<TableModel>();
        double real = MeanStep(data);
        double sampled = MeanStep(model.Sample(data.RowCount, 3));
        // At random ranks, days differ twice as much from the days before as the data's.
        Assert.InRange(sampled / real, 0.7, 1.4);
        using var stored = TrainedModel.Open(folder.At("run")).As<TableModel>();
        Assert.Equal(model.Sample(300, 3).ToRowMajor(), stored.Sample(300, 3).ToRowMajor());
    }

    [Fact]
    public void PricesDoNotDetermineTheirShare()
    {
        var random = new PhiloxRandom(4, 0);
        var rows = (
            from day in Enumerable.Range(0, 120)
            from share in Enumerable.Range(0, 3)
            select (
                At: First.AddDays(day),
                Share: $"S{share}",
                Price: Math.Round((20 * (1 + (share * 4))) + (5 * random.NextDouble()), 2)
            )
        ).ToArray();
        var (panel, table) = Loaded(
            Table.FromArrays(
                ("day", rows.Select(row => row.At).ToArray()),
                ("share", rows.Select(row => row.Share).ToArray()),
                ("price", rows.Select(row => row.Price).ToArray())
            )
        );
        Assert.Equal(["share"], panel.Keys);
        Assert.Empty(TableRules.Find(table, wanted: true).Rules);
        // Without the panel, it is a rule.
        var plain = table.Under([.. table.Columns.Select(column => column with { Panel = null })]);
        Assert.Single(TableRules.Find(plain, wanted: true).Rules);
    }

    /// <summary>A path of prices that go up and down, beside a stock that begins again.</summary>
    [Fact]
    public void NumbersThatGoAlongPathsAreRelativeToThem()
    {
        const int Count = 900;
        var random = new PhiloxRandom(6, 0);
        double[] price = new double[Count];
        double[] stock = new double[Count];
        for (int day = 0; day < Count; day++)
        {
            double wave = (20 * Math.Sin(day / 25.0)) + (8 * Math.Sin(day / 9.0));
            price[day] = Math.Round(50 + wave + (0.3 * random.NextNormal()), 2);
            stock[day] = day == 0 || stock[day - 1] < 30 ? 900 : stock[day - 1] - Math.Round(60 * random.NextDouble());
        }

        var (panel, rows) = Loaded(
            Table.FromArrays(
                ("day", Enumerable.Range(0, Count).Select(day => First.AddDays(day)).ToArray()),
                ("price", price),
                ("stock", stock)
            )
        );
        var context = PanelContext.Fit(panel, rows, []);
        var path = Assert.Single(context.Levels);
        Assert.Equal("price", path.Column);
        Assert.True(path.Knots.Count is > 20 and < 100);
        Assert.Equal(["day"], context.Needs("price"));
        Assert.Empty(context.Needs("stock"));

        // What is left varies far less, and nothing is lost.
        var relative = context.Relative(rows);
        Assert.True(Deviation(relative) < 0.5 * Deviation(rows));
        Assert.Equal(rows.ToRowMajor(), context.Decode(relative).ToRowMajor());
        var stored = System.Text.Json.JsonSerializer.Deserialize<PanelContext>(
            System.Text.Json.JsonSerializer.Serialize(context)
        );
        Assert.Equal(context, stored);

        double Deviation(Table table)
        {
            double[] cells = table.ColumnValues(table.Columns.ToList().FindIndex(column => column.Name == "price"));
            double mean = cells.Average();
            return Math.Sqrt(cells.Average(cell => Math.Pow((cell / mean) - 1, 2)));
        }
    }

    private static double MeanStep(Table rows)
    {
        string[] stations = VisitRows.Texts(rows, "station");
        int at = rows.Columns.ToList().FindIndex(column => column.Name == "temperature");
        var series = Enumerable
            .Range(0, rows.RowCount)
            .GroupBy(row => stations[row], row => (Day: rows[row, 0], Value: rows[row, at]))
            .Select(group => group.OrderBy(one => one.Day).Select(one => one.Value).ToArray());
        return series
            .SelectMany(values => values.Zip(values.Skip(1), (before, value) => Math.Abs(value - before)))
            .Average();
    }

    private static IEnumerable<double> Means(Table rows, string name)
    {
        string[] stations = VisitRows.Texts(rows, "station");
        int at = rows.Columns.ToList().FindIndex(column => column.Name == name);
        return Enumerable
            .Range(0, rows.RowCount)
            .GroupBy(row => stations[row], row => rows[row, at])
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Average());
    }

    // Spells of warm days at stations of different heights, and what a shop there sells.
    private static Table Weather()
    {
        var random = new PhiloxRandom(9, 0);
        var rows = new List<(DateTime Day, string Station, double Temperature, double Sales)>();
        for (int station = 0; station < Stations; station++)
        {
            double spell = 0;
            for (int day = 0; day < Days; day++)
            {
                spell = (0.9 * spell) + (1.5 * random.NextNormal());
                rows.Add(
                    (
                        First.AddDays(day),
                        $"Station {station}",
                        Math.Round((3.0 * station) + spell, 1),
                        Math.Round(100 * (1 + (2 * station)) * Math.Exp(0.2 * random.NextNormal()), 2)
                    )
                );
            }
        }

        var sorted = rows.OrderBy(row => row.Day).ToArray();
        return Table.FromArrays(
            ("day", sorted.Select(row => row.Day).ToArray()),
            ("station", sorted.Select(row => row.Station).ToArray()),
            ("temperature", sorted.Select(row => row.Temperature).ToArray()),
            ("sales", sorted.Select(row => row.Sales).ToArray())
        );
    }

    internal static (PanelRows Panel, Table Rows) Loaded(Table rows)
    {
        var loaded = PanelSearch.Apply(new LoadedTable(Schema.Detect(rows).Apply(rows), 0)).Table;
        return (loaded.Columns.Select(column => column.Panel).OfType<PanelRows>().Single(), loaded);
    }
}
