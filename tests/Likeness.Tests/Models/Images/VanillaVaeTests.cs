using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Images;

namespace Likeness.Tests.Models.Images;

/// <summary>The vanilla VAE: its original sizes, rejected options, and training.</summary>
public sealed class VanillaVaeTests
{
    [Fact]
    public void TheDefaultsAreTheOriginals()
    {
        var options = new VanillaVaeOptions();
        Assert.Equal([32, 64, 128, 256, 512], options.Channels);
        Assert.Equal(
            (128, 100, 128, 2e-4, 1e-4),
            (options.Latent, options.Epochs, options.BatchSize, options.LearningRate, options.KlWeight)
        );
        var space = ModelSpace.Create(new ImageTransform(new(1, 32, 32), options.Pixels, []), 100);
        using var model = new VanillaVae(options, space);

        // As counted by PyTorch in bench/baselines/vae.py.
        Assert.Equal(3_345_121, model.Parameters.Elements);
    }

    [Fact]
    public void ImagesThatCannotBeHalvedAreRefused()
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, 28, 28), default, []), 100);
        var error = Assert.Throws<LikenessException>(() => new VanillaVae(new VanillaVaeOptions(), space));
        Assert.Equal(
            "images of 28×28 pixels cannot be downsampled 5 times by 2 (give Size 32, or fewer Channels)",
            error.Message
        );
    }

    [Fact]
    public void ItLearns()
    {
        var images = TinyImages.Squares(256);
        using var trained = new TrainedImages("vanilla-vae", images, 6, TinyImages.Squares(64, seed: 2));
        Assert.True(trained.State.History[^1].Validation < 0.6 * trained.State.History[0].Validation);
    }
}
