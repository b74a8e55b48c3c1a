using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Models.Baselines;

namespace Likeness.Tests.Models.Baselines;

/// <summary>
/// Beyond the outermost quantiles a copula's columns have Pareto tails: the density stays normalised, and samples follow it.
/// </summary>
public sealed class CopulaTailTests
{
    private const int Rows = 1500;
    private const int Points = 20_001;

    // The fraction of either tail up to 10⁶ is all but 10⁻⁸ if its shape is at most ¾.
    [Theory]
    [InlineData(false, 64)]
    [InlineData(true, 64)]
    [InlineData(true, 1)]
    public void TheDensityIntegratesToOneAndMatchesTheSamples(bool isHeavy, int bins)
    {
        using var model = Fitted(isHeavy, bins);
        double[] x = [.. Enumerable.Range(0, Points).Select(i => Math.Sinh(14.5 * ((2.0 * i / (Points - 1)) - 1)))];
        float[] log = Run(model.LogDensity(Tensor.Constant([Points, 1], [.. x.Select(value => (float)value)])));
        var cumulative = new double[Points];
        for (int i = 1; i < Points; i++)
        {
            cumulative[i] = cumulative[i - 1] + ((x[i] - x[i - 1]) * (Math.Exp(log[i]) + Math.Exp(log[i - 1])) / 2);
        }

        Assert.Equal(1, cumulative[^1], 2e-3);
        float[] sampled = Run(model.Sample(40_000));
        foreach (double at in new[] { -20, -5, -2, -0.5, 0.3, 1, 2.5, 6, 25 })
        {
            double below = cumulative[Array.FindIndex(x, value => value >= at)];
            Assert.Equal(below, sampled.Count(value => value < at) / (double)sampled.Length, 0.01);
        }
    }

    [Fact]
    public void ValuesFarOutsideCostLittleAndComeBack()
    {
        foreach (bool isHeavy in new[] { false, true })
        {
            using var model = Fitted(isHeavy, 64);
            float[] far = [-1e5f, -300, -8, 9, 1000, 1e5f];
            var rows = Tensor.Constant([far.Length, 1], far);
            Assert.All(Run(model.LogDensity(rows)), log => Assert.InRange(log, -80, -4));
            float[] back = Run(model.Decode(model.Encode(rows)));
            Assert.All(far.Zip(back), pair => Assert.Equal(pair.First, pair.Second, 1e-3 * Math.Abs(pair.First)));
        }
    }

    [Theory]
    [InlineData(0.4, 2, 0.4)]
    [InlineData(0.6, 0.01, 0.6)]
    [InlineData(-0.5, 3, 0.25)]
    [InlineData(0.95, 1, 0.75)]
    public void TheShapeIsThatOfAParetoAsFarAsItIsAllowed(double shape, double scale, double expected)
    {
        const int Count = 20_000;
        double[] excesses =
        [
            .. Enumerable.Range(0, Count).Select(i => scale / shape * (Math.Pow(1 - ((i + 0.5) / Count), -shape) - 1)),
        ];
        var found = ParetoTail.Fit(excesses, minScale: 1e-9);
        Assert.Equal(expected, found.Shape, 0.02);
        Assert.Equal(excesses.Average(), found.Scale / (1 - found.Shape), 1e-9);
    }

    [Fact]
    public void WithoutExcessesTheScaleIsTheLeast() => Assert.Equal(new ParetoTail(0.25, 0.1), ParetoTail.Fit([], 0.1));

    // A normal number, or one over the root of a uniform one.
    private static Copula Fitted(bool isHeavy, int bins)
    {
        var random = new PhiloxRandom(4, 0);
        float[] rows =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ =>
                    (float)(isHeavy ? random.NextNormal() / Math.Sqrt(1e-4 + random.NextDouble()) : random.NextNormal())
                ),
        ];
        var space = ModelSpace.FromInt32(1) with { TrainRows = Rows };
        var model = new Copula(new CopulaOptions { MaxBins = bins }, space);
        model.Fit(new FitRows(rows, default, 1, null, _ => { }, CancellationToken.None));
        return model;
    }

    private static float[] Run(Tensor result)
    {
        using var graph = CompiledGraph.Compile([result]);
        graph.Run();
        var values = new float[result.Shape.Count];
        graph.Read(result, values);
        return values;
    }
}
