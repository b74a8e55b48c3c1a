using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Images.Quantised;

/// <summary>Options of models with the autoencoder of VQ-GAN: <see cref="VqGan"/> and <see cref="MaskGit"/>.</summary>
public abstract record CodeModelOptions : QuantisedOptions
{
    /// <summary>
    /// A codebook of 512 vectors, one for 8 × 8 pixels; Adam with β₁ 0.5 as in adversarial training. On MNIST few indices are learned sooner: after 140 s of
    /// the small preset, 16 of 512 for an image had a Fréchet distance of 1.65, 64 of 64 at a quarter of the rate 3.4. The indices are found early: the
    /// sharpening of the decoder and the prior take the rest.
    /// </summary>
    protected CodeModelOptions()
    {
        Epochs = 30;
        BatchSize = 32;
        LearningRate = 2e-3;
        Beta1 = 0.5;
        Beta2 = 0.99;
        Schedule = LearningRateSchedule.Cooldown;
        CodebookSize = 512;
        Downsamplings = 3;
        EncoderFraction = 0.3;
    }

    /// <summary>Narrow networks without dropout, for a quick trial.</summary>
    /// <param name="epochs">Passes over the data.</param>
    private protected CodeModelOptions(int epochs)
        : this()
    {
        Epochs = epochs;
        Width = 32;
        Blocks = 1;
        CodebookWidth = 8;
        AdversarialWeight = 0.1;
        DiscriminatorWidth = 8;
        PriorWidth = 64;
        PriorLayers = 2;
        PriorHidden = 128;
        Dropout = 0;
    }

    /// <summary>The weight of the adversarial loss beside λ; 0.8 in the paper's program. 0 trains no discriminator, and leaves the decoder as the squared error made it.</summary>
    [Description("weight of the adversarial loss; 0 leaves the decoder as the squared error made it")]
    [Range(0, 1000)]
    public double AdversarialWeight { get; init; } = 0.8;

    /// <summary>The weight of the distance between features of the discriminator.</summary>
    [Description("weight of the distance between the discriminator's features of an image and of its reconstruction")]
    [Range(0, 1000)]
    public double PerceptualWeight { get; init; } = 0.1;

    /// <summary>Channels of the discriminator's first layer.</summary>
    [Description("channels of the discriminator's first layer")]
    [Range(1, 4096)]
    public int DiscriminatorWidth { get; init; } = 32;

    /// <summary>Whether images are conditioned on their class, which is learned with them.</summary>
    [Description("condition on the class, with uniform classes; needs images with classes")]
    public bool Conditional { get; init; }

    /// <summary>The probability that a class is dropped in training; Ho and Salimans 2022, arXiv:2207.12598, §4, use 0.1 and 0.2.</summary>
    [Description("probability that the class of an image is dropped in training, so that samples can be guided")]
    [Range(0, 1)]
    public double ClassDropout { get; init; } = 0.1;

    /// <summary>s of classifier-free guidance of the logits; 0 ignores the class, 1 does not guide.</summary>
    [Description(
        "guidance towards the class: 0 ignores it, 1 is the model's distribution, more gives clearer but less varied images"
    )]
    [Range(0, 100)]
    [Sampling(ModelUses.Sampling | ModelUses.Imputation)]
    public double Guidance { get; init; } = 1.5;

    /// <summary>How many of the likeliest indices are kept; 0 for all. Fan et al. 2018, arXiv:1805.04833, §5.4.</summary>
    [Sampling(ModelUses.Sampling | ModelUses.Imputation)]
    [Description("how many of the likeliest codebook indices are kept in sampling; 0 for all")]
    [Range(0, 65_536)]
    public int TopK { get; init; }

    internal override bool LearnsClass => Conditional;
}
