using Likeness.Compute.Cpu;
using Likeness.Modalities.Tables.Panels;
using Likeness.Models;

namespace Likeness.Tests.Modalities.Tables.Panels;

/// <summary>Ranks of samples go on as those of training rows at other times.</summary>
public sealed class SeriesRanksTests
{
    private const int Count = 4000;
    private const int Width = 3;

    [Fact]
    public void RanksFollowThoseOfTheRowBefore()
    {
        var paths = Paths(out double wanted);
        double[] ranks = Ranks(paths, period: 0);
        Assert.InRange(Correlation(ranks, 0), wanted - 0.05, wanted + 0.05);
        Assert.InRange(Correlation(ranks, 1), -0.08, 0.08);
        // Both columns of a row are from the same row.
        Assert.InRange(ranks.Chunk(Width).Average(row => Math.Abs(row[0] - row[1])), 0.25, 0.42);
        // Nothing is known of the last one.
        Assert.Equal(Count, ranks.Chunk(Width).Select(row => row[2]).Distinct().Count());
        Assert.InRange(ranks.Average(), 0.47, 0.53);
    }

    [Fact]
    public void RanksAreThoseOfOtherTimes()
    {
        var paths = Paths(out _);
        double[] ranks = Ranks(paths, period: 0);
        for (int row = 0; row < Count; row++)
        {
            int source = Array.FindIndex(
                Enumerable.Range(0, Count).ToArray(),
                i => paths.Ranks[i * Width] == (float)ranks[row * Width]
            );
            Assert.True(Math.Abs(source - row) >= 0.05 * (Count - 1));
        }
    }

    [Fact]
    public void PartsAreMovedByWholePeriods()
    {
        var paths = Paths(out _);
        double[] ranks = Ranks(paths, period: 24);
        var sources = Enumerable.Range(0, Count).ToDictionary(i => paths.Ranks[i * Width], i => i);
        Assert.All(Enumerable.Range(0, Count), row => Assert.Equal(0, (sources[(float)ranks[row * Width]] - row) % 24));
    }

    private static double[] Ranks(RankPaths paths, double period) =>
        new SeriesRanks(
            paths,
            [.. Enumerable.Range(0, Count).Select(time => (0, (float)time))],
            period,
            new PhiloxRandom(5, 0)
        ).Of([.. Enumerable.Range(0, Count)]);

    // The first column goes on, the second one does not, of the third nothing is known.
    private static RankPaths Paths(out double correlation)
    {
        var random = new PhiloxRandom(2, 0);
        float[] ranks = new float[Count * Width];
        double score = random.NextNormal();
        for (int row = 0; row < Count; row++)
        {
            score = (0.9 * score) + (Math.Sqrt(1 - 0.81) * random.NextNormal());
            ranks[row * Width] = (float)MathNet.Numerics.Distributions.Normal.CDF(0, 1, score);
            ranks[(row * Width) + 1] = (float)random.NextDouble();
            ranks[(row * Width) + 2] = float.NaN;
        }

        int[] lengths = [.. Enumerable.Repeat(500, Count / 500)];
        correlation = Correlation([.. ranks.Select(rank => (double)rank)], 0);
        return new(lengths, [.. Enumerable.Range(0, Count).Select(time => (float)time)], ranks);
    }

    private static double Correlation(double[] ranks, int column)
    {
        double[] values = [.. ranks.Chunk(Width).Select(row => row[column])];
        return MathNet.Numerics.Statistics.Correlation.Pearson(values[..^1], values[1..]);
    }
}
