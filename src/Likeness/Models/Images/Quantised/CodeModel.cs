using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;
using Likeness.Models.Images.Translation;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// A model of images as grids of codebook indices with the autoencoder of Esser et al. 2021, arXiv:2012.09841, §3.1, in two parts of a training. In the first, encoder
/// and decoder minimise ‖x − x̂‖² + β ‖z − sg(e)‖². In the second the indices stay: the decoder minimises ‖x − x̂‖² + perceptual loss − λ w D(x̂), the discriminator D of
/// patches the hinge loss ½ max(0, 1 − D(x)) + ½ max(0, 1 + D(x̂)), and the prior of a derived class is trained on the indices (§3.2). The paper begins with the adversarial
/// loss late, too, but moves the encoder with it. λ = ‖∇ of the first two terms‖ / (‖∇ D(x̂)‖ + 10⁻⁶), gradients of the decoder's last weight (eq. 7), at most 10⁴.
/// The codebook follows moving averages instead of a loss. The perceptual loss is the squared distance of the discriminator's features (Larsen et al.
/// 2016, arXiv:1512.09300, eq. 7) instead of LPIPS, which needs a network trained on ImageNet; the classifier of the evaluation is not used, since it measures the
/// samples.
/// </summary>
public abstract class CodeModel : GenerativeModel, IReconstructor, IClassConditional
{
    private const float MaxWeight = 1e4f;
    private const float MinSlope = 1e-6f;

    // Adversarial training needs a lower rate, transformers bear a higher one.
    private const double AdversarialRate = 0.5;
    private const double PriorRate = 2;

    private readonly CodeModelOptions options;
    private readonly QuantisedAutoencoder autoencoder;
    private readonly PatchDiscriminator discriminator;

    private protected CodeModel(CodeModelOptions options, ModelSpace space, ulong? seed, string name)
        : base(space, seed)
    {
        this.options = options;
        var shape = space.Shape();
        space.Require(name, levels: false);
        autoencoder = new QuantisedAutoencoder(Scope, space, options);
        discriminator = new PatchDiscriminator(Scope.At("critic"), options.DiscriminatorWidth, shape.Channels);
        Condition = new ClassGuidance(
            space,
            (numbers, _, of) => Logits(numbers, of, ForwardPass.Inference),
            options.ClassDropout,
            options.Guidance
        );
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "mean squared error + commitment",
                AutoencoderLoss,
                [.. Parameters.TrainedOf("encoder."), .. Parameters.TrainedOf("decoder.")],
                Until: options.EncoderFraction
            ),
            .. options.AdversarialWeight > 0 ? Sharpening : [],
            new(
                "negative log-likelihood of the indices",
                (rows, pass) => PriorLoss(Numbers(rows), Condition.Dropped(rows), pass),
                Parameters.TrainedOf("prior."),
                Rate: PriorRate,
                From: options.EncoderFraction
            ),
        ];

    /// <summary>The loss of the autoencoder depends on the discriminator, which changes, and cannot be compared with the prior's.</summary>
    public override bool LossMeasuresQuality => false;

    /// <summary>The vectors of the codebook: [codes, features].</summary>
    internal Parameter Codes => autoencoder.Codes;

    /// <summary>Indices per image.</summary>
    private protected int Positions => autoencoder.Positions;

    /// <summary>How an index is sampled.</summary>
    private protected TokenSampling Sampling => new(options.Temperature, options.TopK, TopP: 1);

    /// <summary>The condition on classes, where they are learned.</summary>
    private protected ClassGuidance Condition { get; }

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) =>
        Condition.Rows(autoencoder.Decode(Numbers(rows)), Condition.ClassesOf(rows));

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Sample(count, Condition.Sample(count));

    /// <inheritdoc/>
    public Tensor SampleOf(Tensor classes) => Sample(classes.Shape[0], classes);

    /// <summary>The codebook indices of images: [batch, positions].</summary>
    internal Tensor Numbers(Tensor rows) => autoencoder.Numbers(Space.Pixels(rows));

    /// <summary>Images of indices: [batch, pixels].</summary>
    internal Tensor Decode(Tensor numbers) => autoencoder.Decode(numbers);

    /// <summary>The logits of indices: [batch, positions, codes].</summary>
    /// <param name="numbers">[batch, positions].</param>
    /// <param name="classes">[batch] or [1], where the number of classes stands for no class; null of images without classes.</param>
    /// <param name="pass">Whether this is training.</param>
    internal abstract Tensor Logits(Tensor numbers, Tensor? classes, ForwardPass pass);

    /// <summary>The mean loss of the prior.</summary>
    /// <param name="numbers">[batch, positions].</param>
    /// <param name="classes">[batch], where the number of classes stands for no class; null of images without classes.</param>
    /// <param name="pass">Whether this is training.</param>
    internal abstract Tensor PriorLoss(Tensor numbers, Tensor? classes, ForwardPass pass);

    /// <summary>Samples indices: [count, positions].</summary>
    /// <param name="count">How many images.</param>
    /// <param name="classes">[count]; null of images without classes.</param>
    internal abstract Tensor SampleNumbers(int count, Tensor? classes);

    /// <summary>The mean loss of the encoder and the decoder, in the first part of the training.</summary>
    internal Tensor AutoencoderLoss(Tensor rows, ForwardPass pass)
    {
        var images = Space.Pixels(rows);
        var (decoded, commitment) = autoencoder.Quantise(images, pass);
        return (decoded - ImageSpace.Rows(images)).Square().Mean() + (commitment * (float)options.Commitment);
    }

    /// <summary>The mean loss of the decoder, in the second part.</summary>
    internal Tensor DecoderLoss(Tensor rows)
    {
        var images = Space.Pixels(rows);
        var decoded = autoencoder.Decode(autoencoder.Numbers(images));
        var loss = (decoded - ImageSpace.Rows(images)).Square().Mean();
        var generated = discriminator.Features(Space.Pixels(decoded));
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
    internal Tensor DiscriminatorLoss(Tensor rows)
    {
        var images = Space.Pixels(rows);
        var decoded = autoencoder.Decode(autoencoder.Numbers(images)).Detached();
        var real = discriminator.Apply(images);
        var generated = discriminator.Apply(Space.Pixels(decoded));
        return ((1 - real).Relu().Mean() + (1 + generated).Relu().Mean()) * 0.5f;
    }

    private IEnumerable<Objective> Sharpening =>
        [
            new(
                "squared error, perceptual and adversarial losses of reconstructions",
                (rows, _) => DecoderLoss(rows),
                Parameters.TrainedOf("decoder."),
                Rate: AdversarialRate,
                From: options.EncoderFraction
            ),
            new(
                "hinge loss of patches",
                (rows, _) => DiscriminatorLoss(rows),
                Parameters.TrainedOf("critic."),
                Rate: AdversarialRate,
                From: options.EncoderFraction
            ),
        ];

    private Tensor Slope(Tensor loss) =>
        Gradient.Compute(loss, [autoencoder.LastWeight.Tensor])[0].Square().Sum().Sqrt();

    private Tensor Sample(int count, Tensor? classes) =>
        Condition.Rows(autoencoder.Decode(SampleNumbers(count, classes)), classes);
}
