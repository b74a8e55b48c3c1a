using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Diffusion;
using Likeness.Models.Images;
using Likeness.Nn;
using Likeness.Testing;
using Likeness.Tests.House;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Images;

/// <summary>The diffusion autoencoder: its U-Net compared with PyTorch's (tests/golden/diffusion_ae.py), and reconstructions.</summary>
public sealed class DiffusionAeTests
{
    private const int Rows = 8;
    private const int Width = 2 * 8 * 8;
    private const int Latent = 3;

    [Fact]
    public void TheUNetUnderALatentVectorAgreesWithPyTorch()
    {
        using var document = JsonDocument.Parse(Repository.Read("tests/golden/diffusion_ae.json"));
        float[] expected = Deterministic.Unpack(document.RootElement.GetProperty("output").GetString()!);
        using var parameters = new ParameterSet();
        var space = ModelSpace.Create(new ImageTransform(new(2, 8, 8), PixelScale.Symmetric, []), 100);
        var options = new ImageDdpmOptions { Channels = [4, 6] };
        var network = new DenoisingUNet(new ParameterScope(parameters, 0), space, options, Latent);
        Deterministic.Fill(parameters);
        var x = Tensor.Constant([Rows, Width], Deterministic.Numbers(Rows * Width, 1000, 1));
        var z = Tensor.Constant([Rows, Latent], Deterministic.Numbers(Rows * Latent, 1001, 1));
        var time = Tensor.Constant([Rows, 1], [.. Enumerable.Range(1, Rows).Select(i => i / 10f)]);
        float[] found = Evaluated.Of(network.Apply(x, time, null, z))[0];
        double largest = expected.Max(Math.Abs);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * largest));
    }

    [Fact]
    public void StepsToTheNoiseOfARowAndBackReturnToIt()
    {
        // The optimal prediction of rows of N(0, σ² I) is linear in x, so that the differential equation has no stiff directions.
        const float Variance = 0.3f;
        var process = new DiffusionProcess(NoiseScheduleKind.Cosine, 1000, DiffusionTarget.Velocity);
        (Tensor, Tensor) Split(Tensor x, Tensor[] at)
        {
            var total = (at[0].Square() * Variance) + at[1].Square();
            return (x * at[0] * Variance / total, x * at[1] / total);
        }

        var rows = Tensor.Constant([4, 2], 0.3f, -0.9f, 0.1f, 1, 0, 0.5f, -0.2f, 0.7f);
        var noise = DenoisingSteps.Ancestral(process.PathToNoise(250), rows, Split, eta: 0);
        var back = DenoisingSteps.Ancestral(process.Path(250), noise, Split, eta: 0);
        float[][] found = Evaluated.Of(rows, noise, back);
        // The equation carries N(0, σ² I) to N(0, I), a scaling by 1/σ.
        Assert.All(found[0].Zip(found[1]), pair => Assert.Equal(pair.First / Math.Sqrt(Variance), pair.Second, 0.05));
        Assert.All(found[0].Zip(found[2]), pair => Assert.Equal(pair.First, pair.Second, 0.02));
    }

    [SkippableFact]
    public void TheNoiseOfAnImageBringsItBackWithItsDetails()
    {
        LongTest.Require();
        var images = TinyImages.Squares(128, side: 8);
        var options = DiffusionAeOptions.Small with
        {
            Channels = [8, 8],
            EncoderChannels = [8, 16],
            Latent = 4,
            LatentHidden = 32,
            DensitySteps = 50,
            LearningRate = 3e-3,
        };
        using var trained = new TrainedImages("diffusion-ae", images, 60, options: options);
        var model = (DiffusionAe)trained.Model;
        float[] rows = trained.Rows(images.Take([.. Enumerable.Range(0, 16)]));
        int width = trained.Transform.Width;
        var input = Tensor.Constant([16, width], rows);
        var latents = model.Encode(input);
        var other = Tensor.Concatenate(1, latents.Slice(1, 0, 4), Tensor.RandomNormal([16, width], 9));
        float[][] found = Evaluated.Of(model.Decode(latents), model.Decode(other));
        double Error(float[] back) => rows.Zip(back, (a, b) => (double)(a - b) * (a - b)).Average();
        double variance = rows.Select(a => (double)a * a).Average() - Math.Pow(rows.Average(a => (double)a), 2);
        Assert.True(Error(found[0]) < 0.02 * variance, $"{Error(found[0])} of {variance}");
        Assert.True(Error(found[0]) < 0.5 * Error(found[1]), $"{Error(found[0])}, {Error(found[1])} with other noise");
    }
}
