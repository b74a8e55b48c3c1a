using System.Text.Json;
using Likeness.Models.Images;
using Likeness.Models.Images.Adversarial;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Images;

/// <summary>VAE-GAN: its three losses compared with PyTorch's, whom each one trains, and the Vanilla VAE without a discriminator.</summary>
public sealed class VaeGanTests
{
    private const int Latent = 3;

    // As in ImageVaeTests.
    private const double NormRelative = 5e-5;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/image_vaes.json"),
        JsonSerializerOptions.Web
    )!;

    [Fact]
    public void TheThreeLossesAgreeWithPyTorch()
    {
        using var model = new VaeGan(
            new()
            {
                Channels = [2, 3],
                Latent = Latent,
                KlWeight = 0.01,
                PixelWeight = 0.5,
                FeatureWeight = 2,
                Gamma = 0.4,
                AdversarialWeight = 0.25,
                PriorWeight = 0.7,
                DiscriminatorWidth = 2,
            },
            GoldenRows.Space()
        );
        float[] rows = GoldenRows.Of();
        var noise = GoldenRows.Noise(GoldenRows.Count, Latent, 1001);
        var prior = GoldenRows.Noise(GoldenRows.Count, Latent, 1002);
        var golden = Expected.Adversarial;
        NamedAgreement.Check(model, (x, pass) => model.EncoderLoss(x, noise, pass), rows, golden.Encoder, NormRelative);
        NamedAgreement.Check(
            model,
            (x, pass) => model.DecoderLoss(x, noise, prior, pass),
            rows,
            golden.Decoder,
            NormRelative
        );
        NamedAgreement.Check(
            model,
            (x, pass) => model.DiscriminatorLoss(x, noise, prior, pass),
            rows,
            golden.Discriminator,
            NormRelative
        );
    }

    [Fact]
    public void EachLossTrainsItsOwnNetwork()
    {
        using var model = new VaeGan(VaeGanOptions.Small, GoldenRows.Space());
        var names = model
            .Objectives.Select(objective => objective.Parameters.Select(parameter => parameter.Name).ToArray())
            .ToArray();
        Assert.Equal(3, names.Length);
        Assert.All(names[2], name => Assert.StartsWith("critic.", name));
        Assert.Contains("encoder.0.weight", names[0]);
        Assert.Contains("decoder.0.weight", names[1]);
        Assert.Equal(
            model.Parameters.Trained.Select(parameter => parameter.Name).Order(),
            names.SelectMany(name => name).Order()
        );
    }

    [Fact]
    public void WithoutADiscriminatorItIsTheVanillaVae()
    {
        var images = TinyImages.Squares(64);
        var vanilla = VanillaVaeOptions.Small with { Beta1 = 0.5 };
        using var plain = new TrainedImages("vanilla-vae", images, 2, options: vanilla);
        var options = VaeGanOptions.Small with
        {
            PixelWeight = 1,
            FeatureWeight = 0,
            AdversarialWeight = 0,
            KlWeight = vanilla.KlWeight,
            LearningRate = vanilla.LearningRate,
        };
        using var trained = new TrainedImages("vae-gan", images, 2, options: options);
        Assert.Equal(plain.Sample(8), trained.Sample(8));
        Assert.Equal(plain.State.History, trained.State.History);
    }

    private sealed record Golden(Losses Adversarial);

    private sealed record Losses(NamedStep Encoder, NamedStep Decoder, NamedStep Discriminator);
}
