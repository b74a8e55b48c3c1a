using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Adversarial;
using Likeness.Nn;

namespace Likeness.Models.Images.Adversarial;

/// <summary>
/// VAE-GAN, an adversarial variational autoencoder. Larsen et al. 2016, arXiv:1512.09300: similarity is measured in the features D_l of a discriminator, whose
/// last convolution is meant here. With x̂ = Dec(z), z ~ q(z|x), x_p = Dec(z_p), z_p ~ N(0, I) and L = ‖D_l(x) − D_l(x̂)‖² (eq. 7),
/// <list type="bullet">
/// <item>the encoder minimises KL(q(z|x) ‖ N(0, I)) + L,</item>
/// <item>the decoder γ L − log D(x̂) − log D(x_p), the non-saturating form,</item>
/// <item>the discriminator −log D(x) − log(1 − D(x̂)) − log(1 − D(x_p))</item>
/// </list>
/// (algorithm 1), each with its weights. The networks take their steps one after another, where the paper updates all three from one pass. Without features and
/// adversarial loss, this is <see cref="VanillaVae"/>.
/// </summary>
[Model(
    "vae-gan",
    Learns = typeof(ImageSet),
    Title = "VAE-GAN",
    Paper = "Larsen et al. 2016, arXiv:1512.09300",
    Summary = "a convolutional variational autoencoder whose reconstructions are compared in the features of a discriminator"
)]
public sealed class VaeGan : ImageVae
{
    private const ulong PriorStream = 1;

    private static readonly string[] EncoderParts = ["encoder.", "mean.", "log_variance."];
    private static readonly string[] DecoderParts = ["start.", "decoder.", "last."];

    private readonly VaeGanOptions options;
    private readonly AdversarialLoss adversarialLoss = new CrossEntropyLoss();
    private readonly ConvolutionalDiscriminator? discriminator;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often, or do not come of 4 × 4 by doubling.</exception>
    public VaeGan(VaeGanOptions options, ModelSpace space, ulong? seed = 0)
        : base("vae-gan", options, space, seed)
    {
        this.options = options;
        discriminator = options.IsAdversarial
            ? new ConvolutionalDiscriminator(
                Scope.WithNormal(ConvolutionalGenerator.WeightDeviation).At("critic"),
                new(options.DiscriminatorWidth),
                space,
                pack: 1,
                adversarialLoss.HasZero
            )
            : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        discriminator is null
            ?
            [
                new(
                    "weighted squared error + weighted KL divergence",
                    (rows, pass) => EncoderLoss(rows, Latents(rows), pass),
                    Parameters.Trained
                ),
            ]
            :
            [
                new(
                    "reconstruction loss + weighted KL divergence",
                    (rows, pass) => EncoderLoss(rows, Latents(rows), pass),
                    TrainedOf(EncoderParts)
                ),
                new(
                    "decoder loss",
                    (rows, pass) => DecoderLoss(rows, Latents(rows), Latents(rows, PriorStream), pass),
                    TrainedOf(DecoderParts)
                ),
                new(
                    "discriminator loss",
                    (rows, pass) => DiscriminatorLoss(rows, Latents(rows), Latents(rows, PriorStream), pass),
                    Parameters.TrainedOf("critic.")
                ),
            ];

    /// <summary>Features that change give losses that cannot be compared.</summary>
    public override bool LossMeasuresQuality => discriminator is null;

    /// <summary>The loss of the encoder for given noise.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="noise">That of z: [batch, latent].</param>
    /// <param name="pass">Whether this is training.</param>
    internal Tensor EncoderLoss(Tensor rows, Tensor noise, ForwardPass pass)
    {
        var (back, divergence) = Pass(rows, noise, pass);
        return ReconstructionLoss(rows, back, Discriminator(pass)) + (divergence * (float)options.KlWeight);
    }

    /// <summary>The loss of the decoder for given noise.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="noise">That of z: [batch, latent].</param>
    /// <param name="prior">z_p: [batch, latent].</param>
    /// <param name="pass">Whether this is training.</param>
    internal Tensor DecoderLoss(Tensor rows, Tensor noise, Tensor prior, ForwardPass pass)
    {
        var scored = Discriminator(pass);
        var back = Pass(rows, noise, pass).Back;
        var loss =
            adversarialLoss.Generator(scored!(back).Scores)
            + (adversarialLoss.Generator(scored(Decoded(prior, pass).Mean).Scores) * (float)options.PriorWeight);
        return (ReconstructionLoss(rows, back, scored) * (float)options.Gamma)
            + (loss * (float)options.AdversarialWeight);
    }

    /// <summary>The loss of the discriminator for given noise.</summary>
    /// <inheritdoc cref="DecoderLoss"/>
    internal Tensor DiscriminatorLoss(Tensor rows, Tensor noise, Tensor prior, ForwardPass pass)
    {
        var scored = Discriminator(pass);
        var back = Pass(rows, noise, pass).Back;
        var samples = scored!(Decoded(prior, pass).Mean).Scores;
        return adversarialLoss.Discriminator(scored(rows).Scores, scored(back).Scores)
            + (samples.Softplus().Mean() * (float)options.PriorWeight);
    }

    private Tensor ReconstructionLoss(Tensor rows, Tensor back, Func<Tensor, (Tensor Features, Tensor Scores)>? scored)
    {
        var loss = (back - rows).Square().Mean() * (float)options.PixelWeight;
        return options.FeatureWeight > 0
            ? loss + ((scored!(back).Features - scored(rows).Features).Square().Mean() * (float)options.FeatureWeight)
            : loss;
    }

    private Func<Tensor, (Tensor Features, Tensor Scores)>? Discriminator(ForwardPass pass) =>
        discriminator?.WithFeatures(pass);

    private Tensor Latents(Tensor rows, ulong stream = 0) =>
        Tensor.RandomNormal([rows.Shape[0], options.Latent], stream);

    private List<Parameter> TrainedOf(string[] parts) =>
        [
            .. Parameters.Trained.Where(parameter =>
                Array.Exists(parts, part => parameter.Name.StartsWith(part, StringComparison.Ordinal))
            ),
        ];
}
