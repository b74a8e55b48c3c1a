using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Images.Quantised;

/// <summary>Options of models with the autoencoder of VQ-GAN: <see cref="VqGan"/> and <see cref="MaskGit"/>.</summary>
public abstract record CodeModelOptions : QuantisedOptions
{
    /// <summary>
    /// 16 scalars of 16 levels, and averaged weights, since a decoder that plays against a discriminator moves around its best weights. Measured in docs/images.md.
    /// </summary>
    protected CodeModelOptions()
    {
        Epochs = 30;
        BatchSize = 32;
        LearningRate = 2e-3;
        Beta2 = 0.99;
        Averaging = 0.998;
        Schedule = LearningRateSchedule.Cooldown;
        EncoderFraction = 0.4;
    }

    /// <summary>A narrow prior without dropout, for a quick trial.</summary>
    /// <param name="epochs">Passes over the data.</param>
    private protected CodeModelOptions(int epochs)
        : this()
    {
        Epochs = epochs;
        PriorWidth = 64;
        PriorLayers = 2;
        PriorHidden = 128;
        Dropout = 0;
    }

    /// <summary>
    /// Makes these options those of a grid: a codebook of 512 vectors, one for 8 × 8 pixels, found early; Adam with β₁ 0.5 as in adversarial training. On MNIST few
    /// indices are learned sooner: after 140 s, 16 of 512 for an image had a Fréchet distance of 1.65, 64 of 64 at a quarter of the rate 3.4.
    /// </summary>
    private protected CodeModelOptions OfGrid() =>
        this with
        {
            Scalars = 0,
            Beta1 = 0.5,
            Averaging = 0,
            CodebookSize = 512,
            Downsamplings = 3,
            EncoderFraction = 0.3,
            Width = 32,
            Blocks = 1,
            CodebookWidth = 8,
            AdversarialWeight = 0.1,
            DiscriminatorWidth = 8,
        };

    /// <summary>The latents that stand for an image, each quantised to <see cref="Levels"/>; 0 for a grid of codebook indices as in the papers.</summary>
    [Description(
        "quantised latents that stand for an image; 0 for a grid of codebook indices, as --preset grid has it"
    )]
    [Range(0, 4096)]
    public int Scalars { get; init; } = 16;

    /// <summary>L, the levels of a scalar.</summary>
    [Description("levels of a quantised latent")]
    [Range(2, 65_536)]
    public int Levels { get; init; } = 16;

    /// <summary>Channels of the convolutions of scalars, each of which downsamples the image by 2; reversed in the decoder. Not of a grid.</summary>
    [Description("channels of the encoder's convolutions, each of which downsamples the image by 2; not of a grid")]
    [Range(1, 65_536)]
    public int[] Channels { get; init; } = [16, 32, 64, 128];

    /// <summary>
    /// The weight of the adversarial loss beside the mean squared error per pixel; of a grid beside λ, 0.8 in the paper's program. 0 trains no discriminator, and
    /// leaves the decoder as the squared error made it.
    /// </summary>
    [Description("weight of the adversarial loss; 0 leaves the decoder as the squared error made it")]
    [Range(0, 1000)]
    public double AdversarialWeight { get; init; } = 4e-3;

    /// <summary>The weight of the distance between features of the discriminator, of a grid.</summary>
    [Description(
        "weight of the distance between the discriminator's features of an image and of its reconstruction, of a grid"
    )]
    [Range(0, 1000)]
    public double PerceptualWeight { get; init; } = 0.1;

    /// <summary>Channels of the discriminator's first layer.</summary>
    [Description("channels of the discriminator's first layer")]
    [Range(1, 4096)]
    public int DiscriminatorWidth { get; init; } = 16;

    /// <summary>Whether images are conditioned on their class, which is learned with them.</summary>
    [Description("condition on the class, which samples have as often as the data; needs images with classes")]
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

    /// <inheritdoc/>
    public override ModelOptions Sized(int size) =>
        this with
        {
            Size = size,
            Channels = ConvolutionalSizes.Fitting(Channels, size),
        };

    internal override bool LearnsClass => Conditional;

    /// <summary>Up to format 5 all were grids.</summary>
    internal override ModelOptions FromFormat(int format) => format < 6 ? this with { Scalars = 0 } : this;
}
