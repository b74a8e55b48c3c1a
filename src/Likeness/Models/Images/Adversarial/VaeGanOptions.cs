using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Images.Adversarial;

/// <summary>Options of <see cref="VaeGan"/>: Larsen et al. 2016, arXiv:1512.09300.</summary>
public sealed record VaeGanOptions : ImageVaeOptions
{
    /// <summary>Adam at 0.0002 with β₁ = 0.5 in batches of 64, as other adversarial models of images. The paper has RMSProp at 0.0003.</summary>
    public VaeGanOptions()
    {
        Epochs = 25;
        BatchSize = 64;
        Beta1 = 0.5;
        KlWeight = 1e-3;
    }

    /// <summary>A quarter of the width and one downsampling less, for a quick trial.</summary>
    public static VaeGanOptions Small { get; } =
        new()
        {
            Channels = [8, 16, 32, 64],
            Latent = 16,
            DiscriminatorWidth = 8,
            Epochs = 10,
            LearningRate = 1e-3,
        };

    /// <summary>
    /// The adversarial VAE of GenerativeZoo: mean squared error of a pixel + 10⁻⁴ KL divergence + 0.002 cross-entropy of reconstructions. There the
    /// cross-entropy also trains the encoder, and reconstructions have half of the weight in the discriminator's loss.
    /// </summary>
    public static VaeGanOptions GenerativeZoo { get; } =
        new()
        {
            PixelWeight = 1,
            FeatureWeight = 0,
            AdversarialWeight = 0.002,
            PriorWeight = 0,
            KlWeight = 1e-4,
        };

    /// <summary>The weight of the mean squared error of a pixel in the reconstruction loss; 0 in the paper.</summary>
    [Description("weight of the mean squared error per pixel in the reconstruction loss")]
    [Range(0, 1000)]
    public double PixelWeight { get; init; }

    /// <summary>
    /// The weight of the mean squared difference of the discriminator's features in the reconstruction loss. The paper's sum over n features, halved, beside a
    /// KL divergence of weight 1 is this with weights of 1 and 2/n (eq. 7).
    /// </summary>
    [Description("weight of the mean squared difference of the discriminator's features in the reconstruction loss")]
    [Range(0, 1000)]
    public double FeatureWeight { get; init; } = 1;

    /// <summary>γ, the weight of the reconstruction loss in the decoder's loss: algorithm 1.</summary>
    [Description("weight of the reconstruction loss in the loss of the decoder, beside the adversarial loss")]
    [Range(0, 1e6)]
    public double Gamma { get; init; } = 1;

    /// <summary>The weight of the adversarial loss in the decoder's loss; 1 in the paper, where γ is small instead.</summary>
    [Description("weight of the adversarial loss in the loss of the decoder")]
    [Range(0, 1000)]
    public double AdversarialWeight { get; init; } = 0.1;

    /// <summary>The weight of samples from the prior beside reconstructions in the adversarial loss; 1 in the paper.</summary>
    [Description("weight of samples from the prior in the adversarial loss; reconstructions have 1")]
    [Range(0, 1000)]
    public double PriorWeight { get; init; } = 1;

    /// <summary>Channels of the discriminator next to the image; each downsampling doubles them.</summary>
    [Description("channels of the discriminator next to the image; each downsampling doubles them")]
    [Range(1, 4096)]
    public int DiscriminatorWidth { get; init; } = 32;

    /// <summary>Whether there is a discriminator.</summary>
    internal bool IsAdversarial => FeatureWeight > 0 || AdversarialWeight > 0;
}
