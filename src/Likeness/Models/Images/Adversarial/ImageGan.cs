using Likeness.Compute.Graph;
using Likeness.Models.Adversarial;
using Likeness.Nn;

namespace Likeness.Models.Images.Adversarial;

/// <summary>An adversarial model of square images, whose networks are convolutional; conditional where its space has classes.</summary>
public abstract class ImageGan : AdversarialModel, IImputer
{
    private readonly ImageGanOptions options;
    private readonly ConvolutionalGenerator generator;
    private readonly ConvolutionalDiscriminator discriminator;

    /// <summary>Makes the layers.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <param name="adversarialLoss">The losses.</param>
    /// <exception cref="LikenessException">The space is of no images, or their side is no power of 2 from 8 on.</exception>
    private protected ImageGan(
        string name,
        ImageGanOptions options,
        ModelSpace space,
        ulong? seed,
        AdversarialLoss adversarialLoss
    )
        : base(options, space, seed, adversarialLoss)
    {
        this.options = options;
        space.Shape();
        space.Require(name, levels: false);
        LatentDimensions = options.Latent;
        var scope = Scope.WithNormal(ConvolutionalGenerator.WeightDeviation);
        generator = new ConvolutionalGenerator(scope.At("generator"), options, space);
        discriminator = new ConvolutionalDiscriminator(
            scope.At("critic"),
            new(options.Width, options.DiscriminatorBatchNorm, options.SpectralNorm, options.MinibatchFeatures),
            space,
            Packs.Size,
            adversarialLoss.HasZero
        );
    }

    /// <summary>Dimensions of the noise.</summary>
    public int LatentDimensions { get; }

    /// <inheritdoc/>
    public string ImputationKind =>
        $"approximate: latent search of {options.ImputationSteps} steps from {options.ImputationRestarts} starts, Poisson blending (Yeh et al. 2017, arXiv:1607.07539)";

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known) =>
        new LatentSearch(
            options,
            Space,
            (latents, classes) => Make(latents, classes, ForwardPass.Inference),
            LogRejection
        ).Impute(rows, known);

    internal override Tensor Generate(Tensor latents, Tensor like, ForwardPass pass) =>
        Make(latents, Space.Classes > 0 ? Space.ClassesOf(like) : null, pass);

    internal override Func<Tensor, Tensor> DiscriminatorIn(ForwardPass pass, Tensor? reference) =>
        discriminator.In(pass, reference);

    /// <summary>Images from latents and, where classes are learned, classes: [batch, Dimensions].</summary>
    private protected Tensor Make(Tensor latents, Tensor? classes, ForwardPass pass) =>
        Space.Rows(generator.Apply(latents, classes, pass), classes);
}
