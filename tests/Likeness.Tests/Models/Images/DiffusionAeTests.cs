using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;
using Likeness.Models.Images;
using Likeness.Sampling.Latents;
using Likeness.Testing;
using Likeness.Tests.House;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Images;

/// <summary>The diffusion autoencoder. Golden values of its network and loss are those of <see cref="ImageDiffusionTests"/> and DiffusionAgreementTests.</summary>
public sealed class DiffusionAeTests
{
    private const int Images = 32;

    private static readonly DiffusionAeOptions Options = DiffusionAeOptions.Small with
    {
        Channels = [8, 16],
        EncoderChannels = [8, 16],
        Latent = 6,
        LatentHidden = 32,
        LatentBlocks = 1,
        DensitySteps = 40,
        Steps = 40,
        LearningRate = 3e-3,
    };

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/ddim_inversion.json"),
        JsonSerializerOptions.Web
    )!;

    [Fact]
    public void StepsToNoiseAndBackAgreeWithNumPy()
    {
        var process = new DiffusionProcess(NoiseScheduleKind.Cosine, 1000, DiffusionTarget.Noise);
        DenoisingSteps.Split split = (x, at) =>
            process.Split((noisy, time) => ((noisy * 0.8f) - (time * 0.3f)).Tanh(), x, at);
        var rows = Tensor.Constant([Expected.Rows.Length, 1], [.. Expected.Rows.Select(value => (float)value)]);
        var noise = DenoisingSteps.Ancestral(process.PathToNoise(20), rows, split, eta: 0);
        var back = DenoisingSteps.Ancestral(process.Path(20), noise, split, eta: 0);
        float[][] found = Evaluated.Of(noise, back);
        Assert.All(Expected.Noise.Zip(found[0]), pair => Assert.Equal(pair.First, pair.Second, 1e-5));

        // Of the order of 10³, because this network removes the noise that it predicts at ᾱ = 0.
        Assert.All(Expected.Back.Zip(found[1]), pair => Assert.Equal(pair.First, pair.Second, 1e-2));
    }

    [Trait("Category", "Long")]
    [SkippableFact]
    public void ACodeAndItsNoiseGiveTheImageBack()
    {
        LongTest.Require();
        var images = TinyImages.Squares(256);
        using var trained = new TrainedImages("diffusion-ae", images, 30, options: Options);
        float[] rows = trained.Rows(images.Take([.. Enumerable.Range(0, Images)]));
        var coder = new Coder(trained.Model, null, Images);
        float[] latents = coder.Encode(rows);
        double exact = Error(rows, coder.Decode(latents));
        Assert.True(exact < 0.02 * Error(rows, new float[rows.Length]), $"error {exact}");

        // Neither is enough.
        double code = Error(rows, coder.Decode(Mixed(latents, keepsCode: true)));
        double noise = Error(rows, coder.Decode(Mixed(latents, keepsCode: false)));
        Assert.True(10 * exact < Math.Min(code, noise), $"{exact}, {code}, {noise}");
    }

    [Trait("Category", "Long")]
    [SkippableFact]
    public void SamplesAreLikeTheImages()
    {
        LongTest.Require();
        var images = TinyImages.Squares(256);
        using var trained = new TrainedImages("diffusion-ae", images, 60, options: Options);
        float[] sampled = trained.Sample(64);
        float[] real = trained.Rows(images);
        Assert.InRange(sampled.Average(), real.Average() - 0.2, real.Average() + 0.2);
        double spread = Error(sampled, [.. sampled.Select(_ => sampled.Average())]);
        double expected = Error(real, [.. real.Select(_ => real.Average())]);
        Assert.InRange(spread, 0.6 * expected, 1.4 * expected);
    }

    // The code of an image with the noise of the next, or the other way around.
    private static float[] Mixed(float[] latents, bool keepsCode)
    {
        int width = latents.Length / Images;
        var mixed = new float[latents.Length];
        for (int i = 0; i < latents.Length; i++)
        {
            bool isCode = i % width < Options.Latent;
            mixed[i] = isCode == keepsCode ? latents[i] : latents[(i + width) % latents.Length];
        }

        return mixed;
    }

    private static double Error(float[] a, float[] b) =>
        a.Zip(b, (first, second) => Math.Pow(first - second, 2)).Average();

    private sealed record Golden(double[] Rows, double[] Noise, double[] Back);
}
