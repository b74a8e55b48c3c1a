using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation;

/// <summary>Sums of a kernel over blocks of pairs, compared with the double loop that defines them.</summary>
public sealed class KernelBlockTests
{
    // Ranges shorter than a tile, not multiples of four or eight, and up to the end of the data.
    [Theory]
    [InlineData(0, 1, 0, 1)]
    [InlineData(0, 3, 5, 12)]
    [InlineData(2, 9, 2, 9)]
    [InlineData(0, 16, 16, 37)]
    [InlineData(29, 37, 30, 37)]
    [InlineData(33, 37, 0, 37)]
    public void ItIsTheSumOverEveryPair(int x, int xEnd, int y, int yEnd)
    {
        foreach (int width in new[] { 1, 2, 7 })
        {
            Table table = Samples.Gaussian(37, stream: 5, width);
            var rows = PointCloud.FromTable(table, Enumerable.Repeat(1.0, width).ToArray());
            double gaussian = 0,
                multiscale = 0,
                distance = 0;
            for (int i = x; i < xEnd; i++)
            {
                for (int j = y; j < yEnd; j++)
                {
                    double squared = Enumerable.Range(0, width).Sum(c => Math.Pow(table[i, c] - table[j, c], 2));
                    gaussian += Math.Exp(-squared / (2 * 0.7 * 0.7));
                    multiscale += Enumerable
                        .Range(-1, 5)
                        .Average(halvings => Math.Exp(-squared / (2 * Math.Pow(0.7 / Math.Pow(2, halvings), 2))));
                    distance -= Math.Sqrt(squared);
                }
            }

            Same(gaussian, KernelBlock.Sum(rows, x..xEnd, y..yEnd, new GaussianKernel(0.7)));
            Same(multiscale, KernelBlock.Sum(rows, x..xEnd, y..yEnd, new MultiscaleKernel(0.7)));
            Same(distance, KernelBlock.Sum(rows, x..xEnd, y..yEnd, default(DistanceKernel)));
        }
    }

    private static void Same(double expected, double found) =>
        Assert.Equal(expected, found, 1e-13 * (1 + Math.Abs(expected)));
}
