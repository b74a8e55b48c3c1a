using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Autoencoders;
using Likeness.Models.Images;
using Likeness.Tests.Models.Diffusion;
using MathNet.Numerics.Distributions;

namespace Likeness.Tests.Models.Images;

/// <summary>The probabilities of a pixel's 256 levels, which are enumerated, beside SciPy-free closed forms.</summary>
public sealed class PixelLikelihoodTests
{
    public static TheoryData<PixelScale, double, double> Cases
    {
        get
        {
            var data = new TheoryData<PixelScale, double, double>();
            foreach (var scale in new[] { PixelScale.Symmetric, PixelScale.Unit })
            {
                foreach (double mean in new[] { -1.3, -1, -0.9961, 0, 0.37, 1, 40 })
                {
                    foreach (double deviation in new[] { 1e-5, 0.004, 0.008, 0.2, 3 })
                    {
                        data.Add(scale, mean, deviation);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheProbabilitiesOfAllLevelsSumToOne(PixelScale scale, double mean, double deviation)
    {
        double[] found = LogProbabilities(scale, mean, deviation);
        Assert.All(found, value => Assert.True(value <= 1e-5, $"{value}"));
        Assert.Equal(1, found.Sum(Math.Exp), 2e-5);
    }

    /// <summary>Far from the mean the difference of two integrals cancels in double, too; there it is left out.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void ALevelHasTheProbabilityBetweenItsBorders(PixelScale scale, double mean, double deviation)
    {
        double sd = Math.Max(deviation, scale.MinDeviation());
        double[] found = LogProbabilities(scale, mean, deviation);
        double width = scale.LevelWidth();
        double first = scale == PixelScale.Symmetric ? -1 : 0;
        for (int k = 0; k < 256; k++)
        {
            double low = k == 0 ? double.NegativeInfinity : (first + ((k - 0.5) * width) - mean) / sd;
            double high = k == 255 ? double.PositiveInfinity : (first + ((k + 0.5) * width) - mean) / sd;
            // By symmetry in the lower tail, where the integral keeps its digits.
            double expected =
                low > 0
                    ? Normal.CDF(0, 1, -low) - Normal.CDF(0, 1, -high)
                    : Normal.CDF(0, 1, high) - Normal.CDF(0, 1, low);
            if (expected > 1e-30)
            {
                // The quadrature over a level as wide as two deviations is a little low far from the mean, so that it still bounds.
                double log = Math.Log(expected);
                double tolerance = 2e-3 + (2e-5 * Math.Abs(log));
                Assert.InRange(found[k], log - tolerance - (log < -20 && sd < 2 * width ? 0.05 : 0), log + tolerance);
            }
            else
            {
                Assert.True(found[k] < -60 && double.IsFinite(found[k]));
            }
        }
    }

    [Fact]
    public void ContinuousPixelsHaveTheNormalDensity()
    {
        var normal = new DiagonalNormal(0.3f, 2 * MathF.Log(0.5f));
        var found = PixelScale.DequantisedSymmetric.LogDensity(Tensor.Constant([1, 2], 0.1f, -0.9f), normal);
        float[] values = Evaluated.Of(found)[0];
        Assert.Equal(Normal.PDFLn(0.3, 0.5, 0.1), values[0], 1e-5);
        Assert.Equal(Normal.PDFLn(0.3, 0.5, -0.9), values[1], 1e-5);
    }

    [Fact]
    public void RoundedSamplesHaveTheProbabilitiesOfTheirLevels()
    {
        const int Count = 50_000;
        var normal = new DiagonalNormal(-0.99f, 2 * MathF.Log(0.02f));
        var sampled = PixelScale.Symmetric.Observed(normal.Sample(Tensor.RandomNormal([Count], stream: 0)));
        double[] expected = [.. LogProbabilities(PixelScale.Symmetric, -0.99, 0.02).Select(Math.Exp)];
        double[] found = new double[256];
        foreach (float value in Evaluated.Of(sampled)[0])
        {
            found[(int)Math.Round((value + 1) * 127.5)] += 1.0 / Count;
        }

        for (int k = 0; k < 256; k++)
        {
            Assert.Equal(expected[k], found[k], (4.5 * Math.Sqrt(expected[k] / Count)) + 1e-4);
        }
    }

    /// <summary>The likelihood of the vanilla VAE itself: of each pixel, whatever the latent vector, the levels sum to 1.</summary>
    [Fact]
    public void TheVanillaVaeGivesProbabilitiesOfLevels()
    {
        var options = new VanillaVaeOptions { Channels = [2, 3], Latent = 3 };
        using var model = new VanillaVae(options, GoldenRows.Space(), seed: 3);
        const int Pixels = GoldenRows.Side * GoldenRows.Side;
        float[] levels = [.. Enumerable.Range(0, 256).SelectMany(k => Enumerable.Repeat((k / 127.5f) - 1, Pixels))];
        var z = Tensor.Constant([3], 0.5f, -1, 2).BroadcastTo([256, 3]);
        float[] found = Evaluated.Of(model.LogLikelihood(Tensor.Constant([256, Pixels], levels), z))[0];
        for (int i = 0; i < Pixels; i++)
        {
            double sum = Enumerable.Range(0, 256).Sum(k => Math.Exp(found[(k * Pixels) + i]) * 2 / 255);
            Assert.Equal(1, sum, 1e-4);
        }

        Assert.Contains("256 levels", model.DensityKind);
        Assert.Contains("samples leave out", model.DensityKind);
    }

    private static double[] LogProbabilities(PixelScale scale, double mean, double deviation)
    {
        float width = (float)scale.LevelWidth();
        float first = scale == PixelScale.Symmetric ? -1 : 0;
        float[] levels = [.. Enumerable.Range(0, 256).Select(k => first + (k * width))];
        var normal = new DiagonalNormal((float)mean, 2 * MathF.Log((float)deviation));
        float[] found = Evaluated.Of(scale.LogDensity(Tensor.Constant([1, 256], levels), normal))[0];
        return [.. found.Select(value => value + Math.Log(scale.LevelWidth()))];
    }
}
