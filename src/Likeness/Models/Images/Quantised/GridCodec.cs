using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Models.Images.Translation;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// Images as grids of codebook indices: the autoencoder of Esser et al. 2021, arXiv:2012.09841, §3.1, in two parts of a training. In the first, encoder
/// and decoder minimise ‖x − x̂‖² + β ‖z − sg(e)‖². In the second the indices stay: the decoder minimises ‖x − x̂‖² + perceptual loss − λ w D(x̂), the discriminator D of
/// patches the hinge loss ½ max(0, 1 − D(x)) + ½ max(0, 1 + D(x̂)). The paper begins with the adversarial
/// loss late, too, but moves the encoder with it. λ = ‖∇ of the first two terms‖ / (‖∇ D(x̂)‖ + 10⁻⁶), gradients of the decoder's last weight (eq. 7), at most 10⁴.
/// The codebook follows moving averages instead of a loss. The perceptual loss is the squared distance of the discriminator's features (Larsen et al.
/// 2016, arXiv:1512.09300, eq. 7) instead of LPIPS, which needs a network trained on ImageNet; the classifier of the evaluation is not used, since it measures the
/// samples.
/// </summary>
internal sealed class GridCodec : IImageCodec
{
    private const float MaxWeight = 1e4f;
    private const float MinSlope = 1e-6f;

    // Adversarial training needs a lower rate.
    private const double AdversarialRate = 0.5;

    private readonly CodeModelOptions options;
    private readonly ModelSpace space;
    private readonly QuantisedAutoencoder autoencoder;
    private readonly PatchDiscriminator discriminator;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">The sizes of an image.</param>
    /// <exception cref="LikenessException">Images cannot be downsampled so often.</exception>
    public GridCodec(ParameterScope scope, CodeModelOptions options, ModelSpace space)
    {
        (this.options, this.space) = (options, space);
        autoencoder = new QuantisedAutoencoder(scope, space, options);
        discriminator = new PatchDiscriminator(scope.At("critic"), options.DiscriminatorWidth, space.Shape().Channels);
    }

    /// <inheritdoc/>
    public int Positions => autoencoder.Positions;

    /// <inheritdoc/>
    public int Size => options.CodebookSize;

    /// <summary>The vectors of the codebook: [codes, features].</summary>
    public Parameter Codes => autoencoder.Codes;

    /// <inheritdoc/>
    public IEnumerable<Objective> Objectives(Func<Tensor, Tensor> values, ParameterSet parameters) =>
        [
            new(
                "mean squared error + commitment",
                (rows, pass) => Loss(values(rows), pass),
                [.. parameters.TrainedOf("encoder."), .. parameters.TrainedOf("decoder.")],
                Until: options.EncoderFraction
            ),
            .. options.AdversarialWeight > 0 ? Sharpening(values, parameters) : [],
        ];

    /// <inheritdoc/>
    public Tensor Numbers(Tensor values) => autoencoder.Numbers(space.Pixels(values));

    /// <inheritdoc/>
    public Tensor Decode(Tensor numbers) => autoencoder.Decode(numbers);

    /// <summary>The mean loss of the encoder and the decoder, in the first part of the training.</summary>
    internal Tensor Loss(Tensor values, ForwardPass pass)
    {
        var images = space.Pixels(values);
        var (decoded, commitment) = autoencoder.Quantise(images, pass);
        return (decoded - ImageSpace.Rows(images)).Square().Mean() + (commitment * (float)options.Commitment);
    }

    /// <summary>The mean loss of the decoder, in the second part.</summary>
    internal Tensor DecoderLoss(Tensor values)
    {
        var images = space.Pixels(values);
        var decoded = autoencoder.Decode(autoencoder.Numbers(images));
        var loss = (decoded - ImageSpace.Rows(images)).Square().Mean();
        var generated = discriminator.Features(space.Pixels(decoded));
        if (options.PerceptualWeight > 0)
        {
            var real = discriminator.Features(images);
            var distances = generated.Zip(real, (a, b) => (a - b.Detached()).Square().Mean()).SkipLast(1);
            loss += distances.Aggregate((a, b) => a + b) * (float)options.PerceptualWeight;
        }

        var adversarial = -generated[^1].Mean();
        var weight = (Slope(loss) / (Slope(adversarial) + MinSlope)).Minimum(MaxWeight).Detached();
        return loss + (weight * (float)options.AdversarialWeight * adversarial).Sum();
    }

    /// <summary>The mean loss of the discriminator.</summary>
    internal Tensor DiscriminatorLoss(Tensor values)
    {
        var images = space.Pixels(values);
        var decoded = autoencoder.Decode(autoencoder.Numbers(images)).Detached();
        var real = discriminator.Apply(images);
        var generated = discriminator.Apply(space.Pixels(decoded));
        return ((1 - real).Relu().Mean() + (1 + generated).Relu().Mean()) * 0.5f;
    }

    private IEnumerable<Objective> Sharpening(Func<Tensor, Tensor> values, ParameterSet parameters) =>
        [
            new(
                "squared error, perceptual and adversarial losses of reconstructions",
                (rows, _) => DecoderLoss(values(rows)),
                parameters.TrainedOf("decoder."),
                Rate: AdversarialRate,
                From: options.EncoderFraction
            ),
            new(
                "hinge loss of patches",
                (rows, _) => DiscriminatorLoss(values(rows)),
                parameters.TrainedOf("critic."),
                Rate: AdversarialRate,
                From: options.EncoderFraction
            ),
        ];

    private Tensor Slope(Tensor loss) =>
        Gradient.Compute(loss, [autoencoder.LastWeight.Tensor])[0].Square().Sum().Sqrt();
}
