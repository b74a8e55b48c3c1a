using Likeness.Compute.Graph;
using Likeness.Models.Autoencoders;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Autoencoders;

/// <summary>
/// Samples, imputed values and density of a VAE whose decoder is x₁ = z + ε₁, x₂ = −z + ε₂, ε ~ N(0, σ²): a Gaussian, whose moments and conditionals are
/// known.
/// </summary>
public sealed class DecoderNoiseTests
{
    private const int Count = 40_000;

    [Theory]
    [InlineData(Reconstruction.Mse, 0.5)]
    [InlineData(Reconstruction.Fixed, 0.09)]
    public void SamplesAndDensityAreOfOneGaussian(Reconstruction reconstruction, double variance)
    {
        using var model = Line(reconstruction, noise: true);
        float[][] found = Evaluated.Of(
            model.Sample(Count),
            model.LogDensity(Tensor.Constant([3, 2], 0, 0, 1, -0.5f, 2, 1))
        );
        var (first, cross) = Moments(found[0]);
        Assert.Equal(1 + variance, first, 0.05);
        Assert.Equal(-1, cross, 0.05);
        double[][] rows =
        [
            [0, 0],
            [1, -0.5],
            [2, 1],
        ];
        double determinant = ((1 + variance) * (1 + variance)) - 1;
        for (int i = 0; i < rows.Length; i++)
        {
            var (x, y) = (rows[i][0], rows[i][1]);
            double square = (((1 + variance) * ((x * x) + (y * y))) + (2 * x * y)) / determinant;
            double expected = -Math.Log(2 * Math.PI) - (0.5 * Math.Log(determinant)) - (0.5 * square);
            Assert.Equal(expected, found[1][i], 0.1);
        }
    }

    /// <summary>x₂ given x₁ = 1 has mean −1/(1 + σ²) and variance 1 + σ² − 1/(1 + σ²).</summary>
    [Theory]
    [InlineData(Reconstruction.Mse, 0.5)]
    [InlineData(Reconstruction.Fixed, 0.09)]
    public void ImputedValuesAreOfItsConditional(Reconstruction reconstruction, double variance)
    {
        using var model = Line(reconstruction, noise: true);
        float[] found = Impute(model);
        double mean = found.Average(value => (double)value);
        double spread = found.Average(value => (value - mean) * (value - mean));
        Assert.Equal(-1 / (1 + variance), mean, 0.03);
        Assert.Equal(1 + variance - (1 / (1 + variance)), spread, 0.03);
    }

    /// <summary>Without noise both are the decoder's means, whose chain is the same: −z with z given x₁ = 1. The kind of the density says so.</summary>
    [Fact]
    public void WithoutNoiseTheyAreMeans()
    {
        using var model = Line(Reconstruction.Mse, noise: false);
        var (first, cross) = Moments(Evaluated.Of(model.Sample(Count))[0]);
        Assert.Equal(1, first, 0.05);
        Assert.Equal(-1, cross, 0.05);
        float[] found = Impute(model);
        double mean = found.Average(value => (double)value);
        Assert.Equal(-1 / 1.5, mean, 0.03);
        Assert.Equal(1 - (1 / 1.5), found.Average(value => (value - mean) * (value - mean)), 0.03);
        Assert.Contains("samples leave out", model.DensityKind);
        using var noisy = Line(Reconstruction.Mse, noise: true);
        Assert.DoesNotContain("leave out", noisy.DensityKind);
    }

    private static float[] Impute(Vae model)
    {
        var rows = Tensor.Constant([2], 1, 99).BroadcastTo([Count, 2]);
        var known = Tensor.Constant([2], 1, 0).BroadcastTo([Count, 2]);
        return [.. Evaluated.Of(model.Impute(rows, known))[0].Where((_, i) => i % 2 == 1)];
    }

    private static (double Variance, double Covariance) Moments(float[] rows) =>
        (
            Enumerable.Range(0, Count).Average(i => (double)rows[2 * i] * rows[2 * i]),
            Enumerable.Range(0, Count).Average(i => (double)rows[2 * i] * rows[(2 * i) + 1])
        );

    // Perceptrons of ReLUs that are linear: relu(x) − relu(−x) = x, twice. The encoder gives N(0, e^0), a proposal that is accepted often enough.
    private static Vae Line(Reconstruction reconstruction, bool noise)
    {
        var options = new VaeOptions
        {
            Latent = 1,
            Hidden = 2,
            Reconstruction = reconstruction,
            Deviation = 0.3,
            ScoreSamples = 4096,
            ImputationSteps = 200,
            SampleNoise = noise,
        };
        var model = new Vae(options, 2);
        foreach (var parameter in model.Parameters)
        {
            parameter.Values.Clear();
        }

        new float[] { 1, -1 }.CopyTo(model.Parameters["decoder.net.0.weight"].Values);
        new float[] { 1, -1, -1, 1 }.CopyTo(model.Parameters["decoder.net.2.weight"].Values);
        new float[] { 1, -1, -1, 1 }.CopyTo(model.Parameters["decoder.net.4.weight"].Values);
        return model;
    }
}
