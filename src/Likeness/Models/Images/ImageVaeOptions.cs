using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Models.Autoencoders;

namespace Likeness.Models.Images;

/// <summary>Options of variational autoencoders of images with one latent vector.</summary>
public abstract record ImageVaeOptions : VariationalOptions
{
    /// <summary>100 epochs in batches of 128 with Adam at 0.0002, as the original of <see cref="VanillaVae"/>.</summary>
    protected ImageVaeOptions()
    {
        Epochs = 100;
        BatchSize = 128;
        LearningRate = 2e-4;
        Latent = 128;
        Reconstruction = Reconstruction.Fixed;
        ScoreSamples = 1;
        SampleNoise = false;
    }

    /// <summary>Channels of the encoder's convolutions, each of which downsamples the image by 2; reversed in the decoder.</summary>
    [Description("channels of the encoder's convolutions, each of which downsamples the image by 2")]
    [Range(1, 65_536)]
    public int[] Channels { get; init; } = [32, 64, 128, 256, 512];

    /// <summary>The weight of the KL divergence, in nats per image, beside the mean squared error per pixel.</summary>
    [Description("weight of the KL divergence beside the mean squared error per pixel")]
    [Range(0, 1000)]
    public double KlWeight { get; init; } = 1e-4;

    internal ConvolutionalSizes Sizes => new(Channels, Latent, Pixels);

    /// <inheritdoc/>
    public override bool IsUsed(PropertyInfo option) =>
        option.Name
            is not (
                nameof(Reconstruction)
                or nameof(Deviation)
                or nameof(Beta)
                or nameof(FreeBits)
                or nameof(KlWarmUp)
            );
}
