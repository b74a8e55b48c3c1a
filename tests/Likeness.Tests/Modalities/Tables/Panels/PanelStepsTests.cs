using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Panels;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Modalities.Tables.Subjects;

namespace Likeness.Tests.Modalities.Tables.Panels;

/// <summary>Rows of a panel that follow from the ones before of their series.</summary>
public sealed class PanelStepsTests
{
    private const int Countries = 60;
    private const int Years = 12;

    [Fact]
    public void RowsBeforeAreThoseOfTheSeriesAndThePanel()
    {
        var (panel, rows) = PanelContextTests.Loaded(Growth());
        int[] all = new PanelIndex(panel).Before(rows);
        int[] expected = [.. Enumerable.Range(0, rows.RowCount).Select(row => row % Years == 0 ? -1 : row - 1)];
        Assert.Equal(expected, all);

        // In the absence of a row, the one before it is none of the next one's.
        var some = rows.TakeRows([.. Enumerable.Range(0, rows.RowCount).Where(row => row != 4)]);
        int[] without = new PanelIndex(panel).Before(some);
        Assert.Equal([-1, 0, 1, 2, -1, 4], without[..6]);
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void SizesGoOnFromYearToYear(string name)
    {
        var data = Growth();
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
        var samples = model.Sample(data.RowCount, 3);
        Assert.Equal(data.Columns.Select(column => column.Name), samples.Columns.Select(column => column.Name));
        Assert.Equal(data.ColumnValues(1), samples.ColumnValues(1));
        // Steps of independent rows have more than twice the spread of those of the data.
        Assert.InRange(Spread(Steps(samples)) / Spread(Steps(data)), 0.6, 1.4);
        // A country stays where it was, of which there are sizes of four orders of magnitude.
        Assert.True(
            Enumerable.Range(0, data.RowCount).Average(row => Math.Abs(Math.Log(samples[row, 2] / data[row, 2]))) < 0.3
        );

        using var stored = TrainedModel.Open(folder.At("run")).As<TableModel>();
        Assert.Equal(samples.ToRowMajor(), stored.Sample(data.RowCount, 3).ToRowMajor());
        // Rows that a condition chooses follow those that it does not.
        var late = model.SampleConditional(2 * Countries, model.ParseConditions("year >= 2050"), seed: 3).Rows;
        Assert.Equal(2 * Countries, late.RowCount);
        Assert.Equal([2050.0, 2055.0], late.ColumnValues(1).Distinct().Order());
        Assert.InRange(Spread(Steps(late)) / Spread(Steps(data)), 0.5, 1.5);
    }

    [Fact]
    public void ShortSeriesGrowAlongLinesOfLogarithms()
    {
        var (panel, rows) = PanelContextTests.Loaded(Growth());
        var context = PanelContext.Fit(panel, rows, []).WithSteps(rows, [], _ => true);
        var level = context.Levels.Single(one => one.Column == "people");
        Assert.True(level.AreLogs);
        Assert.Equal([2000.0, 2055.0], level.Knots);
        Assert.NotNull(context.Following);
        Assert.Equal(["people"], context.Following.Steps.Restored);
        Assert.All(context.Following.Steps.Columns, step => Assert.InRange(step.Slope, 0.5, 0.98));

        var relative = context.Relative(rows);
        Assert.True(Spread(relative.ColumnValues(2)) < 0.5);
        var seen = context.Behind(rows, rows);
        Assert.Contains(seen.Columns, column => column.Name == RowBefore.Name("people"));
        Assert.Equal(rows.ToRowMajor(), context.Decode(seen).ToRowMajor());
        Assert.Equal(rows.ToRowMajor(), context.Decode(context.Alone(rows)).ToRowMajor());
        var stored = System.Text.Json.JsonSerializer.Deserialize<PanelContext>(
            System.Text.Json.JsonSerializer.Serialize(context)
        );
        Assert.Equal(context, stored);

        // By differences of the encoding itself.
        double[] logs = context.LogDerivatives(rows);
        var more = Table.FromColumns(
            rows.Columns,
            [rows.ColumnValues(0), rows.ColumnValues(1), [.. rows.ColumnValues(2).Select(cell => cell * 1.000001)]]
        );
        var other = context.Relative(more);
        for (int row = 0; row < rows.RowCount; row++)
        {
            double slope = (other[row, 2] - relative[row, 2]) / (rows[row, 2] * 0.000001);
            Assert.Equal(Math.Log(slope), logs[row], 1e-4);
        }
    }

    /// <summary>Models know rows of each series with those before them, and without, in whatever order rows stand.</summary>
    [Fact]
    public void SomeRowsOfEachSeriesAreLearnedWithoutTheOneBefore()
    {
        var growth = Growth();
        var byYear = growth.TakeRows([
            .. Enumerable.Range(0, growth.RowCount).Where(row => row < 8 * Years).OrderBy(row => row % Years),
        ]);
        var (panel, rows) = PanelContextTests.Loaded(byYear);
        var context = PanelContext.Fit(panel, rows, []).WithSteps(rows, [], _ => true);
        double[] steps = new NamedCells(context.Training(rows))[context.Following!.Steps.Columns[0].Name];
        double known = steps.Count(step => !double.IsNaN(step)) / (8.0 * (Years - 1));
        Assert.InRange(known, 0.7, 0.97);
        for (int series = 0; series < 8; series++)
        {
            int of = Enumerable.Range(0, Years).Count(year => !double.IsNaN(steps[(8 * year) + series]));
            Assert.InRange(of, 1, Years - 1);
        }
    }

    /// <summary>Other rows than those of training may be empty of people, and still have a density.</summary>
    [Fact]
    public void ANumberWithoutALogarithmHasADensity()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Growth()) })
            .As<TableModel>();
        var rows = Growth().TakeRows([3, 4]);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        cells[2] = [0, cells[2][1]];
        double[] scores = [.. model.Score(Table.FromColumns(rows.Columns, cells)).LogDensity];
        Assert.True(scores[0] < scores[1]);
    }

    /// <summary>Prices that go anywhere would depart from those of the data, whose times samples have.</summary>
    [Fact]
    public void WhatKeepsToNoPathDoesNotFollow()
    {
        var random = new PhiloxRandom(8, 0);
        var (panel, rows) = PanelContextTests.Loaded(
            Series(
                5,
                60,
                (_, _) => 0,
                (before, _) => before + (random.NextDouble() < 0.007 ? 300 : random.NextNormal())
            )
        );
        Assert.Null(PanelContext.Fit(panel, rows, []).WithSteps(rows, [], _ => true).Following);
    }

    [Fact]
    public void NoiseDoesNotFollow()
    {
        var random = new PhiloxRandom(8, 0);
        var (panel, rows) = PanelContextTests.Loaded(
            Series(20, 12, (country, _) => country, (_, level) => level + random.NextNormal())
        );
        Assert.Null(PanelContext.Fit(panel, rows, []).WithSteps(rows, [], _ => true).Following);
    }

    /// <summary>Visitors go with the sales of a store, which go along a path.</summary>
    [Fact]
    public void WhatGoesWithANumberOfAPathIsPredictedFromItsLevel()
    {
        const int Stores = 40;
        const int Days = 365;
        var random = new PhiloxRandom(5, 0);
        var first = new DateTime(2021, 1, 1);
        var rows = new List<(DateTime Day, string Store, double Sales, double Visitors)>();
        for (int store = 0; store < Stores; store++)
        {
            double level = Math.Exp(8 + (0.6 * random.NextNormal()));
            double spell = 0;
            for (int day = 0; day < Days; day++)
            {
                spell = (0.95 * spell) + (0.06 * random.NextNormal());
                double sales = level * Math.Exp(spell);
                rows.Add(
                    (
                        first.AddDays(day),
                        $"Store {store}",
                        Math.Round(sales, 2),
                        Math.Round(sales / 20 * Math.Exp(0.05 * random.NextNormal()))
                    )
                );
            }
        }

        var data = Table.FromArrays(
            ("day", rows.Select(row => row.Day).ToArray()),
            ("store", rows.Select(row => row.Store).ToArray()),
            ("sales", rows.Select(row => row.Sales).ToArray()),
            ("visitors", rows.Select(row => row.Visitors).ToArray())
        );
        var (panel, loaded) = PanelContextTests.Loaded(data);
        var level0 = PanelContext.Fit(panel, loaded, []).Levels.Single(one => one.Column == "sales");
        Assert.NotEmpty(level0.Knots);
        Assert.NotNull(level0.Whole);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(data) })
            .As<TableModel>();
        double real = Spread(Ratios(data));
        // Without it, it is more than twice the data's.
        Assert.InRange(Spread(Ratios(model.Sample(data.RowCount, 3))) / real, 0.8, 1.6);

        static double[] Ratios(Table table) =>
            [.. Enumerable.Range(0, table.RowCount).Select(row => Math.Log(table[row, 3] / table[row, 2]))];
    }

    private static double Spread(double[] cells)
    {
        double mean = cells.Average();
        return Math.Sqrt(cells.Average(cell => (cell - mean) * (cell - mean)));
    }

    // From row to row of one country, of logarithms.
    private static double[] Steps(Table rows)
    {
        string[] countries = VisitRows.Texts(rows, "country");
        return
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .GroupBy(row => countries[row])
                .SelectMany(group =>
                {
                    double[] logs = [.. group.OrderBy(row => rows[row, 1]).Select(row => Math.Log(rows[row, 2]))];
                    return logs.Zip(logs.Skip(1), (before, log) => log - before);
                }),
        ];
    }

    // People of countries of very different sizes, which grow by rates of their own, and depart from that for a while.
    private static Table Growth()
    {
        var random = new PhiloxRandom(3, 0);
        double[] rates = [.. Enumerable.Range(0, Countries).Select(_ => 0.05 + (0.04 * random.NextNormal()))];
        double[] sizes = [.. Enumerable.Range(0, Countries).Select(_ => 15 + (2 * random.NextNormal()))];
        double[] growth = new double[Countries];
        double[] spell = new double[Countries];
        return Series(
            Countries,
            Years,
            (country, year) => sizes[country] + (rates[country] * year),
            (_, level) => level,
            (country, log) =>
            {
                growth[country] = (0.8 * growth[country]) + (0.03 * random.NextNormal());
                return Math.Round(Math.Exp(log + (spell[country] += growth[country])));
            }
        );
    }

    private static Table Series(
        int series,
        int times,
        Func<int, int, double> levelOf,
        Func<double, double, double> next,
        Func<int, double, double>? write = null
    )
    {
        var rows = new List<(string Country, int Year, double People)>();
        for (int one = 0; one < series; one++)
        {
            double value = levelOf(one, 0);
            for (int time = 0; time < times; time++)
            {
                value = next(value, levelOf(one, time));
                rows.Add(($"Country {one:00}", 2000 + (5 * time), write?.Invoke(one, value) ?? Math.Round(value, 2)));
            }
        }

        return Table.FromArrays(
            ("country", rows.Select(row => row.Country).ToArray()),
            ("year", rows.Select(row => row.Year).ToArray()),
            ("people", rows.Select(row => row.People).ToArray())
        );
    }
}
