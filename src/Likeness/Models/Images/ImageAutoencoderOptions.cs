using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Images;

/// <summary>Options of a convolutional autoencoder whose decoder may be sharpened by an adversarial loss: <see cref="ImageAutoencoder"/>.</summary>
public abstract record ImageAutoencoderOptions : ModelOptions
{
    /// <summary>Channels of the encoder's convolutions, each of which downsamples the image by 2; reversed in the decoder.</summary>
    [Description("channels of the encoder's convolutions, each of which downsamples the image by 2")]
    [Range(1, 65_536)]
    public int[] Channels { get; init; } = [32, 64, 128, 256, 512];

    /// <summary>Latent dimensions.</summary>
    [Description("latent dimensions")]
    [Range(1, 4096)]
    public int Latent { get; init; } = 16;

    /// <summary>
    /// The weight of the adversarial loss of reconstructions beside the mean squared error per pixel, after <see cref="EncoderFraction"/> of the training; 0 for
    /// none. Images of the most probable pixels are blurred; the discriminator recognises them by that (Esser et al. 2021, arXiv:2012.09841, §3.1).
    /// </summary>
    [Description("weight of the adversarial loss that sharpens the decoder when the encoder is trained; 0 for none")]
    [Range(0, 1000)]
    public double AdversarialWeight { get; init; }

    /// <summary>The fraction of the training in which the encoder is trained, if something follows.</summary>
    [Description("fraction of the training in which the encoder is trained, if something follows")]
    [Range(0.01, 0.99)]
    public double EncoderFraction { get; init; } = 0.6;

    /// <summary>Channels of the discriminator next to the image; each downsampling doubles them.</summary>
    [Description("channels of the discriminator next to the image; each downsampling doubles them")]
    [Range(1, 4096)]
    public int DiscriminatorWidth { get; init; } = 16;

    /// <summary>Those of <see cref="ImageAutoencoder"/>.</summary>
    internal ImageAutoencoderSizes Sizes =>
        new(new(Channels, Latent, Pixels), AdversarialWeight, EncoderFraction, DiscriminatorWidth);

    /// <inheritdoc/>
    public override ModelOptions Sized(int size) =>
        this with
        {
            Size = size,
            Channels = ConvolutionalSizes.Fitting(Channels, size),
        };
}
