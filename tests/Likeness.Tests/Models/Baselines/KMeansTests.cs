using Likeness.Compute.Cpu;
using Likeness.Models.Baselines;

namespace Likeness.Tests.Models.Baselines;

public sealed class KMeansTests
{
    [Theory]
    [InlineData(403, 3, 5)] // not a multiple of the four rows of a vector
    [InlineData(1001, 17, 8)]
    [InlineData(7, 2, 7)]
    public void RowsBelongToTheNearestMean(int rows, int width, int centres)
    {
        var data = new DoubleColumns(Groups(rows, width, centres), width);
        int[] owners = KMeans.Assign(data, centres, new PhiloxRandom(2, 0));
        var means = new double[centres, width];
        for (int k = 0; k < centres; k++)
        {
            int[] mine = [.. Enumerable.Range(0, rows).Where(i => owners[i] == k)];
            for (int j = 0; j < width; j++)
            {
                means[k, j] = mine.Average(i => data.Column(j)[i]);
            }
        }

        Assert.All(
            Enumerable.Range(0, rows),
            i =>
                Assert.Equal(
                    Enumerable
                        .Range(0, centres)
                        .MinBy(k =>
                            Enumerable
                                .Range(0, width)
                                .Sum(j => Math.Pow(data.Column(j)[i] - means[k, j], 2) / data.Variance[j])
                        ),
                    owners[i]
                )
        );
    }

    [Fact]
    public void ThreadsDoNotChangeTheResult()
    {
        var data = new DoubleColumns(Groups(5000, 4, 40), 4);
        Assert.Equal(
            KMeans.Assign(data, 30, new PhiloxRandom(5, 0)),
            KMeans.Assign(data, 30, new PhiloxRandom(5, 0), threads: 3)
        );
    }

    [Fact]
    public void ASearchStartsFromSomeOfManyRows()
    {
        const int Rows = 45_000;
        var data = new DoubleColumns(Groups(Rows, 2, 3), 2);
        var some = data.EvenlySpaced(20_000);
        Assert.Equal((20_000, data.Column(1)[Rows / 2]), (some.Rows, some.Column(1)[10_000]));
        Assert.Same(data, data.EvenlySpaced(Rows));
        var found = new MixtureSearch(3, IsMax: false).Find(data, null, 1, 2, _ => { }, CancellationToken.None);
        Assert.All(found.Weights, weight => Assert.Equal(1 / 3.0, weight, 0.001));
    }

    // Groups one after another, ten standard deviations from each other.
    private static float[] Groups(int rows, int width, int groups)
    {
        var random = new PhiloxRandom(9, 0);
        return
        [
            .. Enumerable.Range(0, rows * width).Select(i => (float)((i / width % groups * 10) + random.NextNormal())),
        ];
    }
}
