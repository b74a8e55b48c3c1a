using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Diffusion;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="LatentFlowMatching"/>.</summary>
public sealed record LatentFlowMatchingOptions : ModelOptions
{
    /// <summary>The networks of <see cref="VanillaVae"/> at half the width, with 24 latent dimensions.</summary>
    public LatentFlowMatchingOptions()
    {
        Epochs = 100;
        BatchSize = 64;
        LearningRate = 1e-3;
        Schedule = LearningRateSchedule.Cooldown;
    }

    /// <summary>A narrow network with one downsampling less, for a quick trial.</summary>
    public static LatentFlowMatchingOptions Small { get; } =
        new()
        {
            Channels = [8, 16, 32, 64],
            Latent = 12,
            Hidden = 128,
            Epochs = 20,
        };

    /// <summary>Channels of the encoder's convolutions, each of which downsamples the image by 2; reversed in the decoder.</summary>
    [Description("channels of the encoder's convolutions, each of which downsamples the image by 2")]
    [Range(1, 65_536)]
    public int[] Channels { get; init; } = [16, 32, 64, 128];

    /// <summary>Latent dimensions.</summary>
    [Description("latent dimensions")]
    [Range(1, 4096)]
    public int Latent { get; init; } = 24;

    /// <summary>Deviation of the noise on latents that are decoded in training, as a fraction of the latents' own.</summary>
    [Description("noise on latents that are decoded in training, as a fraction of their deviation")]
    [Range(0, 10)]
    public double LatentNoise { get; init; } = 0.05;

    /// <summary>Width of the network of the velocity.</summary>
    [Description("width of the network of the velocity")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>Residual blocks of the network of the velocity.</summary>
    [Description("residual blocks of the network of the velocity")]
    [Range(0, 64)]
    public int Blocks { get; init; } = 3;

    /// <summary>Whether images are conditioned on their class, which is learned with them.</summary>
    [Description("condition on the class, with uniform classes; needs images with classes")]
    public bool Conditional { get; init; }

    /// <summary>The probability that a class is dropped in training; Ho and Salimans 2022, arXiv:2207.12598, §4, use 0.1 and 0.2.</summary>
    [Description("probability that the class of an image is dropped in training, so that samples can be guided")]
    [Range(0, 1)]
    public double ClassDropout { get; init; } = 0.1;

    /// <summary>s of classifier-free guidance; the paper's w is s − 1. 0 ignores the class, 1 does not guide.</summary>
    [Description(
        "guidance towards the class: 0 ignores it, 1 is the model's distribution, more gives clearer but less varied images"
    )]
    [Range(0, 100)]
    [Sampling]
    public double Guidance { get; init; } = 1.5;

    /// <summary>Steps of the solver.</summary>
    [Sampling]
    [Description("steps of the solver (midpoint) from noise to a latent vector")]
    [Range(1, 10_000)]
    public int Steps { get; init; } = 30;

    internal override bool LearnsClass => Conditional;
}

/// <summary>
/// Flow matching in the latent space of an autoencoder: Dao et al. 2023, arXiv:2307.08698, with the loss of Lipman et al. 2023,
/// arXiv:2210.02747, eq. 23, on latents as in Rombach et al. 2022, arXiv:2112.10752, §3.2. The autoencoder of <see cref="ImageAe"/> minimises the squared error
/// per pixel, with noise on its latents; a velocity carries N(0, I) along straight paths to the standardised latents of the training images. Both are
/// trained in each step; the latents do not move for the velocity's loss.
/// </summary>
[Model(
    "latent-flow-matching",
    Learns = typeof(ImageSet),
    Title = "Latent flow matching",
    Paper = "Dao et al. 2023, arXiv:2307.08698",
    Summary = "flow matching in the latent space of a convolutional autoencoder"
)]
public sealed class LatentFlowMatching : GenerativeModel, ILatentModel, IReconstructor, IScorer, IClassConditional
{
    private readonly LatentFlowMatchingOptions options;
    private readonly ConvolutionalEncoder encoder;
    private readonly ConvolutionalDecoder decoder;
    private readonly LatentMoments moments;
    private readonly ClassGuidance condition;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public LatentFlowMatching(LatentFlowMatchingOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        space.Require("latent-flow-matching", levels: false);
        var sizes = new ConvolutionalSizes(options.Channels, options.Latent, options.Pixels);
        var part = Scope.At("autoencoder");
        encoder = new ConvolutionalEncoder(part, sizes, space, hasVariance: false);
        decoder = new ConvolutionalDecoder(part, sizes, space with { Classes = 0 });
        var network = new DenoisingNet(
            Scope.At("network"),
            options.Latent,
            options.Hidden,
            options.Blocks,
            classes: space.Classes
        );
        condition = new ClassGuidance(space, network.Apply, options.ClassDropout, options.Guidance);
        moments = new LatentMoments(Scope, options.Latent);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new("squared error of the velocity of latents", VelocityLoss, Parameters.TrainedOf("network.")),
            new("mean squared error of images", AutoencoderLoss, Parameters.TrainedOf("autoencoder.")),
        ];

    /// <summary>The loss of the velocity depends on the autoencoder, which changes.</summary>
    public override bool LossMeasuresQuality => false;

    /// <summary>The latent dimensions, and one more for a class: its number is ⌊K Φ(z)⌋.</summary>
    public int LatentDimensions => options.Latent + (Space.Classes > 0 ? 1 : 0);

    /// <inheritdoc/>
    public string ScoreKind => "minus the squared reconstruction error";

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows) => condition.WithClass(Codes(rows), condition.ClassesOf(rows));

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents)
    {
        var (codes, classes) = condition.WithoutClass(latents);
        return condition.Rows(Decode(codes, ForwardPass.Inference), classes);
    }

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Decode(Encode(rows));

    /// <inheritdoc/>
    public Tensor Score(Tensor rows) =>
        -(Decode(Codes(rows), ForwardPass.Inference) - condition.Values(rows)).Square().Sum([1]);

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Sample(count, condition.Sample(count));

    /// <inheritdoc/>
    public Tensor SampleOf(Tensor classes) => Sample(classes.Shape[0], classes);

    /// <summary>The mean squared error per pixel for given noise.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="noise">Of the order of 1: [batch, latent].</param>
    /// <param name="pass">Receives the moments of the latents.</param>
    internal Tensor AutoencoderLoss(Tensor rows, Tensor noise, ForwardPass pass)
    {
        var codes = encoder.Mean(Space.Pixels(rows), pass);
        moments.Note(codes, pass);
        var decoded = Decode(codes + (noise * moments.Deviation * (float)options.LatentNoise), pass);
        return (decoded - condition.Values(rows)).Square().Mean();
    }

    private Tensor AutoencoderLoss(Tensor rows, ForwardPass pass) =>
        AutoencoderLoss(rows, Tensor.RandomNormal([rows.Shape[0], options.Latent], stream: 2), pass);

    private Tensor VelocityLoss(Tensor rows, ForwardPass pass)
    {
        int batch = rows.Shape[0];
        var codes = moments.Standardise(Codes(rows)).Detached();
        var noise = Tensor.RandomNormal([batch, options.Latent], stream: 0);
        var network = condition.Of(condition.Dropped(rows));
        return FlowMatching.Loss(network, codes, noise, TimeSamples.Uniform(batch, stream: 1));
    }

    private Tensor Sample(int count, Tensor? classes)
    {
        var network = condition.Guided(classes);
        var z = OdeSteps.Solve(
            OdeSolver.Midpoint,
            [.. Enumerable.Range(0, options.Steps + 1).Select(i => (double)i / options.Steps)],
            time => [FlowMatching.TimeInput(time)],
            [Tensor.RandomNormal([count, options.Latent], stream: 0)],
            (state, at) => [network(state[0], at[0])]
        )[0];
        return condition.Rows(Decode(moments.Restore(z), ForwardPass.Inference), classes);
    }

    private Tensor Codes(Tensor rows) => encoder.Mean(Space.Pixels(rows), ForwardPass.Inference);

    private Tensor Decode(Tensor latents, ForwardPass pass) => ImageSpace.Rows(decoder.Apply(latents, of: null, pass));
}
