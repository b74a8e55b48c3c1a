using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// A model of images as whole numbers, in two parts of a training, as Esser et al. 2021, arXiv:2012.09841: an autoencoder finds the numbers, and the prior of a derived
/// class is trained on them (§3.2) while the decoder is sharpened. The numbers are scalars of the whole image by default (<see cref="ScalarCodec"/>),
/// or a grid of codebook indices as in the paper (<see cref="GridCodec"/>).
/// </summary>
public abstract class CodeModel : GenerativeModel, IReconstructor, IClassConditional
{
    // Transformers bear a higher rate.
    private const double PriorRate = 2;

    private readonly CodeModelOptions options;

    private protected CodeModel(CodeModelOptions options, ModelSpace space, ulong? seed, string name)
        : base(space, seed)
    {
        this.options = options;
        space.Shape();
        space.Require(name, levels: false);
        Codec = options.Scalars > 0 ? new ScalarCodec(Scope, options, space) : new GridCodec(Scope, options, space);
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
            .. Codec.Objectives(Condition.Values, Parameters),
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

    /// <summary>From images to numbers and back.</summary>
    internal IImageCodec Codec { get; }

    /// <summary>How an index is sampled.</summary>
    private protected TokenSampling Sampling => new(options.Temperature, options.TopK, TopP: 1);

    /// <summary>The condition on classes, where they are learned.</summary>
    private protected ClassGuidance Condition { get; }

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Condition.Rows(Codec.Decode(Numbers(rows)), Condition.ClassesOf(rows));

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Sample(count, Condition.Sample(count));

    /// <inheritdoc/>
    public Tensor SampleOf(Tensor classes) => Sample(classes.Shape[0], classes);

    /// <summary>The numbers of images: [batch, positions].</summary>
    internal Tensor Numbers(Tensor rows) => Codec.Numbers(Condition.Values(rows));

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

    private Tensor Sample(int count, Tensor? classes) =>
        Condition.Rows(Codec.Decode(SampleNumbers(count, classes)), classes);
}
