using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Images;

/// <summary>Options of models of an autoencoder's latents: the autoencoder, the network of the latents, and its condition on the class.</summary>
public abstract record ImageLatentOptions : ImageAutoencoderOptions
{
    /// <summary>The networks of <see cref="VanillaVae"/> at half the width, with 24 latent dimensions.</summary>
    protected ImageLatentOptions()
    {
        Epochs = 100;
        BatchSize = 64;
        LearningRate = 1e-3;
        Schedule = LearningRateSchedule.Cooldown;
        Channels = [16, 32, 64, 128];
        Latent = 24;
        EncoderFraction = 0.4;
        // A rare noise vector far out may have a velocity of hundreds: unclipped, Adam's second moments would then stop the training, and the vector stay as it is.
        ClipNorm = 10;
    }

    /// <summary>Deviation of the noise on latents that are decoded in training, as a fraction of the latents' own.</summary>
    [Description("noise on latents that are decoded in training, as a fraction of their deviation")]
    [Range(0, 10)]
    public double LatentNoise { get; init; } = 0.05;

    /// <summary>Width of the network of the latents.</summary>
    [Description("width of the network of the latents")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>Residual blocks of the network of the latents.</summary>
    [Description("residual blocks of the network of the latents")]
    [Range(0, 64)]
    public int Blocks { get; init; } = 3;

    /// <summary>Whether images are conditioned on their class, which is learned with them.</summary>
    [Description("condition on the class, which samples have as often as the data; needs images with classes")]
    public bool Conditional { get; init; }

    /// <summary>The probability that a class is dropped in training; Ho and Salimans 2022, arXiv:2207.12598, §4, use 0.1 and 0.2.</summary>
    [Description("probability that the class of an image is dropped in training, so that samples can be guided")]
    [Range(0, 1)]
    public double ClassDropout { get; init; } = 0.1;

    /// <summary>s of classifier-free guidance; the paper's w is s − 1. 0 ignores the class, 1 does not guide.</summary>
    [Description(
        "guidance towards the class: 0 ignores it, 1 is the model's distribution, more gives clearer but less varied images"
    )]
    [Range(0, 100)]
    [Sampling(ModelUses.Sampling)]
    public double Guidance { get; init; } = 1.5;

    internal override bool LearnsClass => Conditional;
}
