using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation;

/// <summary>A search over more rows than fit in the cache gives the result of a direct search.</summary>
public sealed class NeighbourBlockTests
{
    private const int Width = 64;
    private const int K = 3;

    private static readonly double[][] Real = Rows(333, 1);
    private static readonly double[][] Made = Rows(290, 2);

    [Fact]
    public void TheNearestAreThoseOfADirectSearch()
    {
        var found = NearestNeighbours.Find(Cloud(Made), Cloud(Real), K, excludeSelf: false, Data());
        for (int row = 0; row < Made.Length; row++)
        {
            int[] order = [.. Enumerable.Range(0, Real.Length).OrderBy(i => Squared(Made[row], Real[i]))];
            Assert.Equal(order[..K], Enumerable.Range(0, K).Select(rank => found.Index(row, rank)));
        }
    }

    [Fact]
    public void BallsHoldWhatADirectSearchSays()
    {
        var real = Cloud(Real);
        Assert.True(real.CacheRows < Math.Min(Real.Length, Made.Length));
        var found = Neighbourhoods.Measure(real, Cloud(Made), Data());
        double[] realRadii = Radii(Real);
        double[] madeRadii = Radii(Made);
        for (int i = 0; i < Made.Length; i++)
        {
            int holding = Enumerable.Range(0, Real.Length).Count(j => Squared(Made[i], Real[j]) < realRadii[j]);
            Assert.Equal((holding > 0 ? 1 : 0, holding / (double)K), (found.Precision[i], found.Density[i]));
        }

        for (int j = 0; j < Real.Length; j++)
        {
            double[] squared = [.. Made.Select(row => Squared(row, Real[j]))];
            Assert.Equal(squared.Zip(madeRadii, (d, r) => d < r).Any(inside => inside) ? 1 : 0, found.Recall[j]);
            Assert.Equal(squared.Min() < realRadii[j] ? 1 : 0, found.Coverage[j]);
        }
    }

    private static double[] Radii(double[][] rows) =>
        [.. rows.Select(row => rows.Select(other => Squared(row, other)).Order().ElementAt(K))];

    private static double Squared(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

    private static double[][] Rows(int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 3);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => Enumerable.Range(0, Width).Select(_ => random.NextNormal()).ToArray()),
        ];
    }

    private static EvaluationData Data() =>
        new(Table(Real), null, Table(Made), new EvaluationSettings { Neighbours = K, Threads = 2 });

    private static PointCloud Cloud(double[][] rows) =>
        PointCloud.FromTable(Table(rows), [.. Enumerable.Repeat(1.0, Width)]);

    private static Table Table(double[][] rows) =>
        new([.. Enumerable.Range(0, Width).Select(i => new Column($"x{i}"))], [.. rows.SelectMany(row => row)]);
}
