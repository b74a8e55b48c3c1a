using Likeness.Models.Images;
using Likeness.Sampling.Latents;

namespace Likeness.Tests.Models.Images;

/// <summary>Flow matching and diffusion in the latent space of an autoencoder. Golden values of its parts are in <see cref="ImageVaeTests"/> and DiffusionTests.</summary>
public sealed class LatentFlowMatchingTests
{
    private static ImageLatentOptions Options(string name)
    {
        ImageLatentOptions small = name == "latent-ddpm" ? LatentDdpmOptions.Small : LatentFlowMatchingOptions.Small;
        return small with { Channels = [8, 16], Latent = 6, Hidden = 64, LearningRate = 3e-3 };
    }

    [Theory]
    [InlineData("latent-flow-matching")]
    [InlineData("latent-ddpm")]
    public void SamplesAreLikeTheImages(string name)
    {
        var images = TinyImages.Squares(256);
        using var trained = new TrainedImages(name, images, 200, options: Options(name));
        float[] sampled = trained.Rows(trained.Transform.Inverse(trained.Sample(64)));
        float[] real = trained.Rows(images);
        Assert.InRange(Mean(sampled), Mean(real) - 0.15, Mean(real) + 0.15);

        // A model whose latents stay noise has samples without contrast.
        Assert.InRange(Deviation(sampled), 0.75 * Deviation(real), 1.25 * Deviation(real));
    }

    [Fact]
    public void TheLatentsOfImagesAreDecodedToThem()
    {
        var images = TinyImages.Squares(256);
        using var trained = new TrainedImages(
            "latent-flow-matching",
            images,
            100,
            options: Options("latent-flow-matching")
        );
        float[] rows = trained.Rows(images.Take([.. Enumerable.Range(0, 32)]));
        var coder = new Coder(trained.Model, null, 32);
        float[] back = coder.Decode(coder.Encode(rows));
        double error = rows.Zip(back, (a, b) => (double)(a - b) * (a - b)).Average();
        Assert.True(error < 0.3 * Deviation(rows) * Deviation(rows), $"{error}");
    }

    /// <summary>After ten minutes, the network's velocity of one noise vector of a thousand was so large that the equation ended in NaN.</summary>
    [Fact]
    public void VelocitiesLeadToNoLatentFarBeyondTheData()
    {
        var options = Options("latent-flow-matching");
        Assert.InRange(options.ClipNorm, 1, 100);
        using var trained = new TrainedImages("latent-flow-matching", TinyImages.Squares(256), 50, options: options);
        foreach (
            ref float weight in trained
                .Model.Parameters.Single(parameter => parameter.Name == "network.first.weight")
                .Values
        )
        {
            weight *= 1e4f;
        }

        Assert.All(trained.Sample(64), value => Assert.True(float.IsFinite(value)));
    }

    private static double Mean(float[] values) => values.Average(value => (double)value);

    private static double Deviation(float[] values)
    {
        double mean = Mean(values);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
