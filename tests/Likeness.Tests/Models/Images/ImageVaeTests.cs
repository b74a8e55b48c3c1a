using System.Text.Json;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Images;
using Likeness.Models.Images.Hierarchical;
using Likeness.Sampling.Latents;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Images;

/// <summary>
/// The autoencoder, the conditional and the hierarchical VAE: losses, gradients and bounds compared with PyTorch's, latent vectors,
/// and training.
/// </summary>
public sealed class ImageVaeTests
{
    private const int Latent = 3;

    // The gradient of a norm's scale is a sum over all positions of all images that nearly cancels.
    private const double NormRelative = 5e-5;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/image_vaes.json"),
        JsonSerializerOptions.Web
    )!;

    [Fact]
    public void TheConditionalOneAgreesWithPyTorch()
    {
        var options = new CVaeOptions
        {
            Channels = [2, 3],
            Latent = Latent,
            KlWeight = 0.01,
        };
        using var model = new CVae(options, GoldenRows.Space(2));
        float[] rows = GoldenRows.Of(2);
        var noise = GoldenRows.Noise(GoldenRows.Count, Latent, 1001);
        NamedAgreement.Check(model, (x, pass) => model.Loss(x, noise, pass), rows, Expected.Conditional, NormRelative);
        var samples = GoldenRows.Noise(2 * GoldenRows.Count, Latent, 1002);
        NamedAgreement.CheckResult(model, x => model.LogDensity(x, samples), rows, Expected.Conditional.Density!);
    }

    [Fact]
    public void TheOneWithoutNoiseAgreesWithPyTorch()
    {
        using var model = new ImageAe(new ImageAeOptions { Channels = [2, 3], Latent = Latent }, GoldenRows.Space());
        NamedAgreement.Check(model, model.Loss, GoldenRows.Of(), Expected.Plain, NormRelative);
    }

    [Fact]
    public void ASharpenedOneAgreesWithPyTorch()
    {
        var options = new ImageAeOptions
        {
            Channels = [2, 3],
            Latent = Latent,
            AdversarialWeight = 0.25,
            DiscriminatorWidth = 2,
        };
        using var model = new ImageAe(options, GoldenRows.Space());
        NamedAgreement.Check(
            model,
            model.Autoencoder.DecoderLoss,
            GoldenRows.Of(),
            Expected.Sharpened["decoder"],
            NormRelative
        );
        NamedAgreement.Check(
            model,
            model.Autoencoder.DiscriminatorLoss,
            GoldenRows.Of(),
            Expected.Sharpened["discriminator"],
            NormRelative
        );
    }

    [Fact]
    public void TheEncoderStaysWhileItsDecoderIsSharpened()
    {
        var options = ImageAeOptions.Small with { AdversarialWeight = 0.01, EncoderFraction = 0.5 };
        using var model = new ImageAe(options, GoldenRows.Space());
        var objectives = model.Objectives;
        Assert.Equal(3, objectives.Count);
        Assert.Equal([(0, 0.5), (0.5, 1), (0.5, 1)], objectives.Select(one => (one.From, one.Until)));
        Assert.DoesNotContain(
            objectives.Skip(1).SelectMany(one => one.Parameters),
            parameter => parameter.Name.StartsWith("encoder.", StringComparison.Ordinal)
        );
        Assert.Empty(objectives[1].Parameters.Intersect(objectives[2].Parameters));
        Assert.False(model.LossMeasuresQuality);
    }

    [Fact]
    public void ImagesThatNoDiscriminatorHalvesAreRefused()
    {
        var options = new ImageAeOptions { Channels = [2], AdversarialWeight = 0.01 };
        var space = ModelSpace.Create(new ImageTransform(new(1, 4, 4), default, []), 100);
        var error = Assert.Throws<LikenessException>(() => new ImageAe(options, space));
        Assert.Equal(
            "images of 4×4 pixels cannot be halved to 4×4 or more for a discriminator (give Size 8)",
            error.Message
        );
    }

    [Fact]
    public void SamplesOfALatentMixtureAreCloserToTheData()
    {
        using var trained = new TrainedImages("ae", TinyImages.Squares(256), 120);
        var sampled = trained.Transform.Inverse(trained.Sample(64));
        double light = sampled.Pixels.ToArray().Average(value => (double)value);
        double real = TinyImages.Squares(256).Pixels.ToArray().Average(value => (double)value);
        Assert.InRange(light, 0.8 * real, 1.25 * real);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 64)]
    public void WithoutTemperatureOnlyMeansOfComponentsAreDecoded(double temperature, int distinct)
    {
        var options = ImageAeOptions.Small with { Components = 3, Temperature = temperature };
        using var trained = new TrainedImages("ae", TinyImages.Squares(256), 10, options: options);
        var images = trained.Sample(64).Chunk(trained.Transform.Width).Select(one => string.Join(' ', one));
        Assert.Equal(distinct, images.Distinct().Count());
    }

    [Fact]
    public void TheHierarchicalOneAgreesWithPyTorch()
    {
        var options = new HVaeOptions
        {
            Channels = [2, 3],
            LatentChannels = 1,
            KlWarmUp = 0,
        };
        using var model = new HVae(options, GoldenRows.Space());
        Assert.Equal(80, model.LatentDimensions);
        float[] rows = GoldenRows.Of();
        var noise = GoldenRows.Noise(GoldenRows.Count, 80, 1001);
        NamedAgreement.Check(model, (x, pass) => model.Loss(x, noise, pass), rows, Expected.Hierarchical);
        var samples = GoldenRows.Noise(2 * GoldenRows.Count, 80, 1002);
        NamedAgreement.CheckResult(model, x => model.LogDensity(x, samples), rows, Expected.Hierarchical.Density!);
    }

    [Theory]
    [InlineData("ae", 0.6)]
    [InlineData("cvae", 0.6)]
    [InlineData("hvae", 0.75)]
    public void ItLearns(string name, double fraction)
    {
        var images = TinyImages.Squares(256);
        using var trained = new TrainedImages(name, images, 6, TinyImages.Squares(64, seed: 2));
        Assert.True(trained.State.History[^1].Validation < fraction * trained.State.History[0].Validation);
    }

    [Fact]
    public void AHierarchicalCodeComesBackAsItsImage()
    {
        var images = TinyImages.Squares(256, side: 8);
        using var trained = new TrainedImages(
            "hvae",
            images,
            40,
            options: HVaeOptions.Small with
            {
                Channels = [12, 24],
            }
        );
        float[] rows = trained.Rows(images.Take([.. Enumerable.Range(0, 16)]));
        var coder = new Coder(trained.Model, null, 16);
        float[] back = coder.Decode(coder.Encode(rows));
        double error = rows.Zip(back, (a, b) => (a - b) * (a - b)).Average();
        double spread = rows.Select(a => (a - rows.Average()) * (a - rows.Average())).Average();
        Assert.True(error < 0.7 * spread, $"{error} of {spread}");
    }

    [Fact]
    public void ARequestedClassIsSampled()
    {
        using var trained = new TrainedImages("cvae", TinyImages.Squares(256), 12);
        Assert.True(ImageGanTests.RightFraction(trained, 1) > 0.75);
        Assert.True(ImageGanTests.RightFraction(trained, 0) < 0.25);
    }

    [Fact]
    public void ImagesThatCannotBeHalvedAreRefused()
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, 28, 28), default, []), 100);
        var error = Assert.Throws<LikenessException>(() => new HVae(new HVaeOptions(), space));
        Assert.Equal(
            "images of 28×28 pixels cannot be downsampled 4 times by 2 (give Size 16, or fewer Channels)",
            error.Message
        );
    }

    private sealed record Golden(
        NamedStep Plain,
        IReadOnlyDictionary<string, NamedStep> Sharpened,
        NamedStep Conditional,
        NamedStep Hierarchical
    );
}
