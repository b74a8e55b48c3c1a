using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Panels;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Panels;

/// <summary>Wages of counties, which rise together: what is left beside the level of each and what each year does to all is small.</summary>
public sealed class TimeEffectsTests
{
    private const int Counties = 60;
    private const int Years = 7;
    private const double Noise = 0.02;
    private static readonly double[] Rise = [1, 1.08, 1.1, 1.19, 1.3, 1.38, 1.46];

    /// <summary>Effects and levels are those that wages were made of, though not all rows are known.</summary>
    [Fact]
    public void EffectsAreThoseOfTheYears()
    {
        // Too few rows of most counties for lines.
        var table = Wages(year => Rise[year], 0.55);
        var (panel, rows) = PanelContextTests.Loaded(table);
        var level = Assert.Single(PanelContext.Fit(panel, rows, []).Levels);
        Assert.True(level.IsRatio);
        Assert.Equal(Years, level.Effects!.Values.Count);
        for (int year = 0; year < Years; year++)
        {
            double rise = Enumerable
                .Range(0, Counties)
                .Average(county => level.Of(county, 1981 + year) / level.Of(county, 1981));
            Assert.Equal(Rise[year], rise, Noise);
        }

        // Without effects, a county that lacks its last years would seem to be a poor one.
        double[] left = [.. Enumerable.Range(0, table.RowCount).Select(row => Departure(level, table, row))];
        double mean = left.Average();
        Assert.InRange(Math.Sqrt(left.Average(one => (one - mean) * (one - mean))), 0.5 * Noise, 1.1 * Noise);
    }

    /// <summary>Of a row whose year is not known, a number is beside those of others: that of the middle of the years.</summary>
    [Fact]
    public void NumbersOfUnknownYearsAreBesideOthers()
    {
        var table = Wages(year => Rise[year], 0.55);
        var (panel, rows) = PanelContextTests.Loaded(table);
        var level = Assert.Single(PanelContext.Fit(panel, rows, []).Levels);
        Assert.InRange(level.Of(3, double.NaN), level.Of(3, 1981), level.Of(3, 1987));
    }

    [Fact]
    public void NoiseOfYearsIsNone()
    {
        var (panel, rows) = PanelContextTests.Loaded(Wages(_ => 1, 1));
        Assert.Null(Assert.Single(PanelContext.Fit(panel, rows, []).Levels).Effects);
    }

    /// <summary>Samples rise from year to year as wages do.</summary>
    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void StepsOfSamplesAreAsNarrow(string name)
    {
        var table = Wages(year => Rise[year], 1);
        using var model = TrainedModel
            .Train(new RunSettings { Model = name, Data = DataSource.FromTable(table) })
            .As<TableModel>();
        var samples = model.Sample(table.RowCount, 1);
        double real = Spread(table);
        Assert.InRange(Spread(samples), 0.7 * real, 1.4 * real);
    }

    /// <summary>One wage that is wrong by a factor moves no other: its county is at the level of its other years.</summary>
    [Fact]
    public void OutliersMoveNoLevel()
    {
        var table = Wages(year => Rise[year], 1);
        double[] wages = table.ColumnValues(2);
        for (int county = 0; county < Counties; county += 5)
        {
            wages[(county * Years) + 3] *= 6;
        }

        var (panel, rows) = PanelContextTests.Loaded(Panel(table.ColumnValues(0), table.ColumnValues(1), wages));
        var level = Assert.Single(PanelContext.Fit(panel, rows, []).Levels);
        double[] left =
        [
            .. Enumerable
                .Range(0, table.RowCount)
                .Where(row => row % Years != 3)
                .Select(row => Departure(level, table, row))
                .Order(),
        ];
        double middle = left[left.Length / 2];
        Assert.InRange(Math.Max(left[^1] - middle, middle - left[0]), 0, 6 * Noise);
    }

    private static double Departure(SeriesLevel level, Table table, int row) =>
        Math.Log(table[row, 2] / level.Of((int)table[row, 0] - 1, table[row, 1]));

    // The spread of rises around their mean of each year.
    private static double Spread(Table rows)
    {
        double[] counties = rows.ColumnValues(0);
        double[] years = rows.ColumnValues(1);
        double[] wages = rows.ColumnValues(2);
        var at = Enumerable.Range(0, rows.RowCount).ToDictionary(row => (counties[row], years[row]), row => wages[row]);
        double[] left =
        [
            .. at.Where(one => at.ContainsKey((one.Key.Item1, one.Key.Item2 - 1)))
                .Select(one =>
                    (Year: one.Key.Item2, Rise: Math.Log(one.Value / at[(one.Key.Item1, one.Key.Item2 - 1)]))
                )
                .GroupBy(one => one.Year, one => one.Rise)
                .SelectMany(group => group.Select(rise => rise - group.Average())),
        ];
        return Math.Sqrt(left.Average(one => one * one));
    }

    private static Table Wages(Func<int, double> effect, double kept)
    {
        var random = new PhiloxRandom(7, 0);
        var rows = new List<(double County, double Year, double Wage)>();
        for (int county = 0; county < Counties; county++)
        {
            double level = 200 * Math.Exp(0.3 * random.NextNormal());
            // Some counties have the first years, and some the last ones.
            bool isEarly = random.NextDouble() < 0.5;
            for (int year = 0; year < Years; year++)
            {
                double wage = level * effect(year) * Math.Exp(Noise * random.NextNormal());
                bool isAtEnd = isEarly ? year >= Years - 3 : year < 3;
                if (!isAtEnd || random.NextDouble() < kept)
                {
                    rows.Add((county + 1, 1981 + year, Math.Round(wage, 2)));
                }
            }
        }

        return Panel(
            [.. rows.Select(row => row.County)],
            [.. rows.Select(row => row.Year)],
            [.. rows.Select(row => row.Wage)]
        );
    }

    private static Table Panel(double[] counties, double[] years, double[] wages) =>
        Table.FromArrays(("county", counties), ("year", years), ("wage", wages));
}
