using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Likeness.Data;
using Likeness.Testing;

namespace Likeness.Tests.Data;

public class GridDetectionTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20260727, 3).WithMaxTest(150);

    [Fact]
    public void Fractions_are_found_exactly_however_they_are_written() =>
        Prop.ForAll(
                Gen.Choose(20, 300)
                    .SelectMany(n => Gen.Choose(-2 * n, 2 * n).Select(first => (n, first)))
                    .ToArbitrary(),
                Gen.Choose(20, 300).ToArbitrary(),
                Gen.Elements("double", "single", "4 decimals", "5 decimals", "single of 5 decimals").ToArbitrary(),
                (fraction, count, writing) =>
                {
                    int[] indices = Indices(count, 6 * count, fraction.n + fraction.first);
                    double[] values = Array.ConvertAll(
                        indices,
                        k => Write((double)(fraction.first + k) / fraction.n, writing)
                    );
                    var grid = GridDetection.Detect(values);
                    Assert.NotNull(grid);
                    int unit = Enumerable.Range(1, 4).First(d => fraction.n % d == 0);
                    Assert.Equal(count, grid.Count);
                    Assert.Equal(1.0 / fraction.n * unit, grid.Step, 1e-7);
                    Assert.Equal(indices, values.Select(grid.NearestIndex));
                    Assert.All(values, value => Assert.Equal(value, grid.Snap(value), Math.Abs(value) * 1e-12));
                }
            )
            .Check(Fixed);

    [Fact]
    public void Grids_of_any_origin_and_step_are_found_in_doubles() =>
        Prop.ForAll(
                Gen.Choose(1, 100000).Select(i => i / 1234.5).ToArbitrary(),
                Gen.Choose(-1000, 1000).Select(i => i / 7.7).ToArbitrary(),
                Gen.Choose(3, 200).ToArbitrary(),
                (step, origin, count) =>
                {
                    double[] values = Array.ConvertAll(Indices(count, 5 * count, count), k => origin + (k * step));
                    var grid = GridDetection.Detect(values);
                    Assert.NotNull(grid);
                    Assert.Equal(count, grid.Count);
                    Assert.Equal(step, grid.Step, step * 1e-9);
                    Assert.All(values, value => Assert.Equal(value, grid.Snap(value), 1e-9));
                }
            )
            .Check(Fixed);

    [Fact]
    public void Continuous_values_give_no_grid() =>
        Prop.ForAll(
                Gen.Choose(1, 3000).ToArbitrary(),
                Gen.Choose(0, 1_000_000).ToArbitrary(),
                Gen.Elements(
                        "double",
                        "single",
                        "4 decimals",
                        "resampled",
                        "half zero",
                        "single, half zero",
                        "6 decimals"
                    )
                    .ToArbitrary(),
                (rows, seed, writing) =>
                {
                    var random = new Random(seed);
                    double[] values = [.. Enumerable.Range(0, rows).Select(_ => Normal(random))];
                    values = writing switch
                    {
                        "resampled" => [.. values, .. values, .. values],
                        "half zero" => [.. values, .. new double[rows]],
                        "single, half zero" => [.. values.Select(v => (double)(float)v), .. new double[rows]],
                        _ => Array.ConvertAll(values, v => Write(v, writing)),
                    };
                    int distinct = values.Distinct().Count();
                    var grid = GridDetection.Detect(values);
                    Assert.True(grid is null || (distinct == 2 && values.Length >= 20), $"{grid} {writing} {rows}");
                }
            )
            .Check(Fixed);

    [Fact]
    public void Whole_numbers_have_a_step_of_one_until_there_is_evidence_for_more()
    {
        Assert.Equal(new Grid(5, 1, 96), GridDetection.Detect([100, 5, 20]));
        double[] tens = [.. Enumerable.Range(0, 40).Select(i => 10.0 * (i % 12))];
        Assert.Equal(new Grid(0, 10, 12), GridDetection.Detect(tens));
        Assert.Equal(new Grid(0, 1, 501), GridDetection.Detect([0, 500]));
        Assert.Equal(new Grid(0, 500, 2), GridDetection.Detect([.. Enumerable.Repeat(0.0, 30), 500]));
        Assert.Null(GridDetection.Detect([-1e300, 1e300, 4]));
    }

    [Fact]
    public void A_coarser_step_needs_more_values_than_chance_would_fit()
    {
        // 0, 1, 3 and 4 times 0.03125 up to round-off: four such values could be a coincidence.
        double[] values = [.. Enumerable.Repeat((double[])[0.1, 0.131, 0.194, 0.225], 40).SelectMany(v => v)];
        Assert.Equal(0.001, GridDetection.Detect(values)!.Step);
    }

    [Fact]
    public void Prices_with_cents_are_found_without_repeats()
    {
        var random = new Random(1);
        double[] prices = [.. Enumerable.Range(0, 200).Select(_ => Math.Round(random.NextDouble() * 1000, 2))];
        var grid = GridDetection.Detect(prices);
        Assert.Equal(0.01, grid!.Step);
        Assert.Equal(prices, prices.Select(grid.Snap));
        Assert.Null(GridDetection.Detect(prices[..19]));
    }

    /// <summary>Some of which are frequent, and some far away.</summary>
    [Fact]
    public void Prices_with_cents_are_found_where_they_repeat_over_a_wide_range()
    {
        var random = new Random(1);
        double[] prices = [.. Enumerable.Range(0, 200).Select(row => row % 3 == 0 ? 4999.99 : (row % 50) + 0.95)];
        Assert.Equal(0.01, GridDetection.Detect([.. prices, random.Next(100) / 100.0])!.Step);
    }

    [Fact]
    public void Sums_of_prices_are_on_their_grid()
    {
        var random = new Random(1);
        double[] sums =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(_ => Math.Round(random.NextDouble() * 1000, 2) + Math.Round(random.NextDouble() * 100, 2)),
        ];
        Assert.Contains(sums, sum => Math.Round(sum, 2) != sum);
        Assert.Equal((0.01, 2), (GridDetection.Detect(sums)!.Step, GridDetection.Detect(sums)!.Decimals));
        Assert.Null(GridDetection.Detect([.. sums[1..], Math.PI]));
    }

    [Fact]
    public void SinglesThatWereRoundedAreThePricesTheyWereMeantToBe()
    {
        double[] prices = [.. Enumerable.Range(0, 900).Select(i => 1400 + (i * 37 % 9973 / 100.0))];
        double[] written = Array.ConvertAll(prices, price => Math.Round((double)(float)price, 6));
        var grid = GridDetection.Detect(written);
        Assert.True(grid is { SinglePrecision: true, DecimalPlaces: 2 });
        Assert.All(written, value => Assert.Equal(value, grid.Snap(value), 5e-7));
        // As many decimals that were meant.
        Assert.False(
            GridDetection.Detect([.. prices.Select((price, i) => price + (i * 7919 % 10_000 / 1e6))])
                is { SinglePrecision: true }
        );
    }

    [Fact]
    public void Two_values_and_one_value()
    {
        Assert.Equal(2, GridDetection.Detect([.. Enumerable.Repeat(Math.PI, 20), Math.E])!.Count);
        Assert.Null(GridDetection.Detect([Math.PI, Math.E]));
        Assert.Null(GridDetection.Detect([3, 3, 3]));
        Assert.Null(GridDetection.Detect([3]));
        Assert.Null(GridDetection.Detect([]));
    }

    [SkippableFact]
    public void Columns_of_wine_are_on_the_grids_of_their_instruments()
    {
        var table = Read("tabular/winequality-red.csv", ';').OnGrids();
        Assert.All(table.Columns, column => Assert.NotNull(column.Grid));
        Assert.Equal(new Grid(3, 1, 6), table.Columns[^1].Grid);
        Assert.Equal(1 / 60.0, table.Columns[^2].Grid!.Step, 1e-9); // alcohol: tenths, twentieths and thirds of tenths
        Assert.Equal(0.01, table.Columns[8].Grid!.Step, 1e-12); // pH
        Assert.Equal(0.5, table.Columns[5].Grid!.Step); // free sulfur dioxide
    }

    [SkippableFact]
    public void Columns_of_california_housing_are_told_apart()
    {
        var table = Read("tabular/california_housing.csv", ',').OnGrids();
        double?[] steps = [.. table.Columns.Select(column => column.Grid?.Step)];
        Assert.Equal([null, 1, null, null, 1, null, 0.01, 0.01, null], steps);
    }

    [Fact]
    public void Detected_values_are_the_grids_own_bit_for_bit()
    {
        double third = 1 / 3.0;
        double[] values = [.. Enumerable.Range(0, 120).Select(i => i % 40 * third)];
        var table = new Table([new Column("x")], values).OnGrids();
        var grid = table.Columns[0].Grid!;
        Assert.All(table.ToRowMajor(), value => Assert.Equal(grid.Value(grid.NearestIndex(value)), value));
        Assert.Equal(2 / 3.0, table[2, 0]);
        Assert.Equal(14 / 3.0, table[14, 0]);
    }

    [Fact]
    public void A_declared_grid_stays_and_values_off_it_too()
    {
        var declared = new Grid(0, 1, 300);
        var table = new Table([new Column("x", declared)], [1, 2, 2.5]).OnGrids();
        Assert.Same(declared, table.Columns[0].Grid);
        Assert.Equal([1, 2, 2.5], table.ToRowMajor());
    }

    // Every index at least once, both ends included, the rest at random.
    private static int[] Indices(int count, int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(i => i < count ? i : random.Next(count))];
    }

    private static double Write(double value, string writing) =>
        writing switch
        {
            "single" => (float)value,
            "4 decimals" => Math.Round(value, 4),
            "5 decimals" => Math.Round(value, 5),
            "6 decimals" => Math.Round(value, 6),
            "single of 5 decimals" => (float)Math.Round(value, 5),
            _ => value,
        };

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());

    private static Table Read(string relative, char separator)
    {
        string[] lines = File.ReadAllLines(SharedData.Require(relative));
        Column[] columns = [.. lines[0].Split(separator).Select(name => new Column(name.Trim('"')))];
        double[] values =
        [
            .. lines
                .Skip(1)
                .SelectMany(line => line.Split(separator))
                .Select(text => double.Parse(text, CultureInfo.InvariantCulture)),
        ];
        return new Table(columns, values);
    }
}
