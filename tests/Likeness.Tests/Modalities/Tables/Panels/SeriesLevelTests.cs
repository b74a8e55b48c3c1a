using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Panels;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Panels;

/// <summary>Numbers that have no level of their series, or one that is not seen at once.</summary>
public sealed class SeriesLevelTests
{
    private const int States = 48;
    private const int Years = 8;

    /// <summary>Each state has an age from which drinking is allowed, and raises it at most once: beside a level of its own, ages would be others.</summary>
    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void NumbersThatManySeriesHaveStayTheirs(string name)
    {
        var random = new PhiloxRandom(4, 0);
        double[] ages = [18, 18.5, 19, 19.25, 20, 21];
        var table = Rows(
            _ => (ages[random.NextInt(5)], 1 + random.NextInt(Years + 1)),
            (state, year) => year < state.Item2 ? state.Item1 : 21
        );
        var (panel, rows) = PanelContextTests.Loaded(table);
        Assert.Empty(PanelContext.Fit(panel, rows, []).Levels);
        using var model = TrainedModel
            .Train(new RunSettings { Model = name, Data = DataSource.FromTable(table) })
            .As<TableModel>();
        double[] sampled = model.Sample(table.RowCount, 1).ColumnValues(2);
        Assert.Empty(sampled.Except(table.ColumnValues(2)));
        Assert.InRange(sampled.Average() - table.ColumnValues(2).Average(), -0.3, 0.3);
    }

    /// <summary>Rates of deaths grow with age by a factor; of the young few are left by rounding.</summary>
    [Fact]
    public void ZerosAreRoundedNumbersOfAPath()
    {
        var random = new PhiloxRandom(4, 0);
        double spell = 0;
        var table = Rows(
            _ => (0.0015 * Math.Exp(0.9 * random.NextNormal()), 0.2 + (0.5 * random.NextDouble())),
            (state, year) =>
            {
                // Rates depart from their path for a while.
                spell = year == 0 ? 0 : spell + (0.08 * random.NextNormal());
                return Math.Round(state.Item1 * Math.Exp((state.Item2 * year) + spell), 3);
            }
        );
        int zeros = table.ColumnValues(2).Count(rate => rate == 0);
        Assert.InRange(zeros, 5, 40);
        var (points, search) = Found(table);
        Assert.True(points?.AreLogs);
        var level = search.Fit(points!, isRatio: true, _ => true);
        var around = new List<double>();
        for (int row = 0; row < table.RowCount; row++)
        {
            var (number, series, year) = (table[row, 2], row / Years, table[row, 1]);
            double relative = level.Relative(number, series, year);
            around.Add(relative);
            Assert.Equal(number, level.Absolute(relative, series, year));
            Assert.True(double.IsFinite(level.LogDerivative(number, series, year)));
        }

        // Not as far as a logarithm of nearly nothing.
        Assert.InRange(around.Max() - around.Min(), 0.5, 3);
    }

    [Fact]
    public void ZerosThatStandForNothingAreNone()
    {
        var random = new PhiloxRandom(4, 0);
        var table = Rows(
            _ => 5 * Math.Exp(0.3 * random.NextNormal()),
            (rate, year) =>
                random.NextDouble() < 0.05
                    ? 0
                    : Math.Round(rate * Math.Exp((0.9 * year) + (0.3 * random.NextNormal())), 3)
        );
        Assert.NotEqual(true, Found(table).Points?.AreLogs);
    }

    private static (SeriesPoints? Points, SeriesPathSearch Search) Found(Table table)
    {
        var (panel, rows) = PanelContextTests.Loaded(table);
        var search = new SeriesPathSearch(
            panel,
            rows,
            [.. Enumerable.Range(0, rows.RowCount).Select(row => row / Years)]
        );
        return (search.Find(2), search);
    }

    private static Table Rows<T>(Func<int, T> ofState, Func<T, int, double> valueOf)
    {
        var rows = new List<(string State, int Year, double Value)>();
        for (int state = 0; state < States; state++)
        {
            var own = ofState(state);
            rows.AddRange(
                Enumerable.Range(0, Years).Select(year => ($"State {state:00}", 1980 + year, valueOf(own, year)))
            );
        }

        return Table.FromArrays(
            ("state", rows.Select(row => row.State).ToArray()),
            ("year", rows.Select(row => row.Year).ToArray()),
            ("value", rows.Select(row => row.Value).ToArray())
        );
    }
}
