using Likeness.Data;
using Likeness.Modalities.Tables.Datasets;
using MathNet.Numerics.LinearRegression;

namespace Likeness.Tests.Modalities.Tables.Datasets;

public sealed class PiDatasetTests
{
    private static readonly Table Pi = new PiDataset().Load(seed: 1, rows: 5000);

    [Fact]
    public void The_points_are_5000_pixels_on_their_grids()
    {
        Assert.Equal((5000, 5), (Pi.RowCount, Pi.Width));
        Assert.Equal(new Picture(300, 300), Pi.Picture);
        var places = Enumerable.Range(0, Pi.RowCount).Select(row => (Pi[row, 0], Pi[row, 1]));
        Assert.InRange(places.Distinct().Count(), 3500, 4900);
        for (int column = 0; column < 5; column++)
        {
            int steps = column < 2 ? 300 : 255;
            Assert.Equal(new Grid(0, 1.0 / steps, column < 2 ? 300 : 256), Pi.Columns[column].Grid);
            Assert.All(
                Pi.ColumnValues(column),
                value => Assert.Equal(Math.Round(value * steps) / steps, value, tolerance: 0)
            );
        }
    }

    [Fact]
    public void The_seed_chooses_the_points_and_nothing_else_does()
    {
        Assert.Equal(Pi.ToRowMajor(), new PiDataset().Load(seed: 1, rows: 5000).ToRowMajor());
        Assert.False(Pi.ToRowMajor().SequenceEqual(new PiDataset().Load(seed: 2, rows: 5000).ToRowMajor()));
    }

    [Fact]
    public void Drawn_with_x_downwards_it_is_a_bar_over_two_legs()
    {
        Assert.Equal([(104, 125), (176, 199)], Runs(row: 120), NearBy);
        Assert.Single(Runs(row: 67));
        Assert.InRange(Runs(row: 67)[0].Last - Runs(row: 67)[0].First, 180, 260);
        Assert.Empty(Runs(row: 20));
        Assert.Empty(Runs(row: 280));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_colour_is_a_linear_function_of_place(int column)
    {
        double[][] places = [.. Enumerable.Range(0, Pi.RowCount).Select(row => Pi.Row(row)[..2].ToArray())];
        double[] colour = Pi.ColumnValues(column);
        double[] fit = MultipleRegression.QR(places, colour, intercept: true);
        double mean = colour.Average();
        double residual = places
            .Zip(colour, (p, c) => Math.Pow(c - fit[0] - (fit[1] * p[0]) - (fit[2] * p[1]), 2))
            .Sum();
        double rSquared = 1 - (residual / colour.Sum(c => Math.Pow(c - mean, 2)));
        Assert.InRange(rSquared, 0, 0.9);
    }

    [Fact]
    public void Colours_change_slowly()
    {
        double greatest = 0;
        for (int a = 0; a < 1000; a++)
        {
            for (int b = 0; b < a; b++)
            {
                if (Math.Abs(Pi[a, 0] - Pi[b, 0]) + Math.Abs(Pi[a, 1] - Pi[b, 1]) < 0.011)
                {
                    greatest = Math.Max(greatest, Enumerable.Range(2, 3).Max(i => Math.Abs(Pi[a, i] - Pi[b, i])));
                }
            }
        }

        Assert.InRange(greatest, 0.001, 0.06);
    }

    /// <summary>Runs of points, in columns, in the five rows around one; points up to 12 columns apart belong together.</summary>
    private static List<(int First, int Last)> Runs(int row)
    {
        var runs = new List<(int First, int Last)>();
        var columns =
            from i in Enumerable.Range(0, Pi.RowCount)
            where Math.Abs((Pi[i, 0] * 300) - row) < 2.5
            orderby Pi[i, 1]
            select (int)Math.Round(Pi[i, 1] * 300);
        foreach (int column in columns)
        {
            if (runs.Count > 0 && column - runs[^1].Last <= 12)
            {
                runs[^1] = (runs[^1].First, column);
            }
            else
            {
                runs.Add((column, column));
            }
        }

        return runs;
    }

    private static bool NearBy((int First, int Last) a, (int First, int Last) b) =>
        Math.Abs(a.First - b.First) <= 5 && Math.Abs(a.Last - b.Last) <= 5;
}
