using Likeness.Compute.Graph;
using Likeness.Models.Adversarial;
using Likeness.Models.Images.Adversarial;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>
/// A convolutional autoencoder in two parts of a training. In the first, encoder E and decoder G minimise ‖x − G(E(x))‖² per pixel. In the second E stays as it
/// is, and G minimises ‖x − G(E(x))‖² − λ log σ(D(G(E(x)))), where the discriminator D separates images from reconstructions: the losses of VQ-GAN (Esser et al. 2021,
/// arXiv:2012.09841, eq. 4 to 6) in the non-saturating form, with a fixed λ and without its perceptual loss.
/// </summary>
internal sealed class ImageAutoencoder
{
    private static readonly string[] DecoderParts = ["start.", "decoder.", "last."];

    private readonly ImageAutoencoderSizes sizes;
    private readonly Func<Tensor, Tensor> quantise;
    private readonly ModelSpace space;
    private readonly ConvolutionalEncoder encoder;
    private readonly ConvolutionalDecoder decoder;
    private readonly AdversarialLoss adversarialLoss = new CrossEntropyLoss();
    private readonly ConvolutionalDiscriminator? discriminator;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go; those of the discriminator are named <c>discriminator.</c> there.</param>
    /// <param name="sizes">Sizes and weights.</param>
    /// <param name="space">The sizes of an image.</param>
    /// <param name="quantise">What latents become, with a gradient; null if they stay.</param>
    /// <exception cref="LikenessException">Images cannot be downsampled so often, or not be halved for the discriminator.</exception>
    public ImageAutoencoder(
        ParameterScope scope,
        ImageAutoencoderSizes sizes,
        ModelSpace space,
        Func<Tensor, Tensor>? quantise = null
    )
    {
        this.sizes = sizes;
        this.quantise = quantise ?? (latents => latents);
        this.space = space with { Classes = 0 };
        encoder = new ConvolutionalEncoder(scope, sizes.Convolutions, space, hasVariance: false);
        decoder = new ConvolutionalDecoder(scope, sizes.Convolutions, this.space);
        discriminator = IsSharpened
            ? new ConvolutionalDiscriminator(
                scope.WithNormal(ConvolutionalGenerator.WeightDeviation).At("discriminator"),
                new(sizes.DiscriminatorWidth),
                this.space,
                pack: 1,
                adversarialLoss.HasZero
            )
            : null;
    }

    /// <summary>Whether the second part of the training sharpens the decoder.</summary>
    public bool IsSharpened => sizes.AdversarialWeight > 0;

    /// <summary>E(x): [batch, latent].</summary>
    /// <param name="values">Images without classes: [batch, pixels].</param>
    /// <param name="pass">Whether this is training.</param>
    public Tensor Encode(Tensor values, ForwardPass pass) => quantise(encoder.Mean(space.Pixels(values), pass));

    /// <summary>G(z): [batch, pixels].</summary>
    /// <param name="latents">[batch, latent].</param>
    /// <param name="pass">Whether this is training.</param>
    public Tensor Decode(Tensor latents, ForwardPass pass) => ImageSpace.Rows(decoder.Apply(latents, of: null, pass));

    /// <summary>What is minimised, part by part.</summary>
    /// <param name="loss">That of the first part: the mean squared error per pixel.</param>
    /// <param name="values">From rows to images without classes.</param>
    /// <param name="parameters">Those of the model.</param>
    /// <param name="prefix">Of the names of this autoencoder's parameters.</param>
    /// <param name="isFollowed">Whether the model has a further objective after the encoder is trained.</param>
    public IEnumerable<Objective> Objectives(
        Func<Tensor, ForwardPass, Tensor> loss,
        Func<Tensor, Tensor> values,
        ParameterSet parameters,
        string prefix,
        bool isFollowed
    )
    {
        var ofDiscriminator = parameters.TrainedOf(prefix + "discriminator.");
        double end = IsSharpened || isFollowed ? sizes.EncoderFraction : 1;
        yield return new(
            "mean squared error of images",
            loss,
            [.. parameters.TrainedOf(prefix).Except(ofDiscriminator)],
            Until: end
        );
        if (IsSharpened)
        {
            yield return new(
                "squared error and adversarial loss of reconstructions",
                (rows, pass) => DecoderLoss(values(rows), pass),
                [.. DecoderParts.SelectMany(part => parameters.TrainedOf(prefix + part))],
                From: end
            );
            yield return new(
                "discriminator loss",
                (rows, pass) => DiscriminatorLoss(values(rows), pass),
                ofDiscriminator,
                From: end
            );
        }
    }

    /// <summary>The loss of the decoder in the second part.</summary>
    /// <param name="values">[batch, pixels].</param>
    /// <param name="pass">Whether this is training.</param>
    internal Tensor DecoderLoss(Tensor values, ForwardPass pass)
    {
        var decoded = Reconstruct(values, pass);
        var scores = discriminator!.In(pass, reference: null)(decoded);
        return (decoded - values).Square().Mean()
            + (adversarialLoss.Generator(scores) * (float)sizes.AdversarialWeight);
    }

    /// <summary>The loss of the discriminator.</summary>
    /// <inheritdoc cref="DecoderLoss"/>
    internal Tensor DiscriminatorLoss(Tensor values, ForwardPass pass)
    {
        var scored = discriminator!.In(pass, reference: null);
        return adversarialLoss.Discriminator(scored(values), scored(Reconstruct(values, pass)));
    }

    // The encoder does not move, so that it is applied as it will be.
    private Tensor Reconstruct(Tensor values, ForwardPass pass) =>
        Decode(Encode(values, ForwardPass.Inference).Detached(), pass);
}
