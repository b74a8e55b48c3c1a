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

    /// <summary>Steps of the solver.</summary>
    [Sampling]
    [Description("steps of the solver (midpoint) from noise to a latent vector")]
    [Range(1, 10_000)]
    public int Steps { get; init; } = 30;
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
public sealed class LatentFlowMatching : GenerativeModel, ILatentModel, IReconstructor, IScorer
{
    private readonly LatentFlowMatchingOptions options;
    private readonly ConvolutionalEncoder encoder;
    private readonly ConvolutionalDecoder decoder;
    private readonly DenoisingNet network;
    private readonly LatentMoments moments;

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
        decoder = new ConvolutionalDecoder(part, sizes, space);
        network = new DenoisingNet(Scope.At("network"), options.Latent, options.Hidden, options.Blocks);
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

    /// <inheritdoc/>
    public int LatentDimensions => options.Latent;

    /// <inheritdoc/>
    public string ScoreKind => "minus the squared reconstruction error";

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows) => encoder.Mean(Space.Pixels(rows), ForwardPass.Inference);

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => Decode(latents, ForwardPass.Inference);

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Decode(Encode(rows));

    /// <inheritdoc/>
    public Tensor Score(Tensor rows) => -(Reconstruct(rows) - rows).Square().Sum([1]);

    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        // Evenly spaced times; each step of the midpoint rule has its length and the time inputs of its begin and middle.
        double step = 1.0 / options.Steps;
        double[][] numbers =
        [
            .. Enumerable
                .Range(0, options.Steps)
                .Select(i =>
                    (double[])[step, FlowMatching.TimeInput(i * step), FlowMatching.TimeInput((i + 0.5) * step)]
                ),
        ];
        var z = TimeLoop.Run(
            numbers,
            [Tensor.RandomNormal([count, options.Latent], stream: 0)],
            (at, state) =>
            {
                var middle = state[0] + (at[0] * 0.5f * network.Apply(state[0], at[1]));
                return [state[0] + (at[0] * network.Apply(middle, at[2]))];
            }
        )[0];
        return Decode(moments.Restore(z));
    }

    /// <summary>The mean squared error per pixel for given noise.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="noise">Of the order of 1: [batch, latent].</param>
    /// <param name="pass">Receives the moments of the latents.</param>
    internal Tensor AutoencoderLoss(Tensor rows, Tensor noise, ForwardPass pass)
    {
        var codes = encoder.Mean(Space.Pixels(rows), pass);
        moments.Note(codes, pass);
        var decoded = Decode(codes + (noise * moments.Deviation * (float)options.LatentNoise), pass);
        return (decoded - rows).Square().Mean();
    }

    private Tensor AutoencoderLoss(Tensor rows, ForwardPass pass) =>
        AutoencoderLoss(rows, Tensor.RandomNormal([rows.Shape[0], options.Latent], stream: 2), pass);

    private Tensor VelocityLoss(Tensor rows, ForwardPass pass)
    {
        int batch = rows.Shape[0];
        var codes = moments.Standardise(Encode(rows)).Detached();
        var noise = Tensor.RandomNormal([batch, options.Latent], stream: 0);
        return FlowMatching.Loss(network.Apply, codes, noise, TimeSamples.Uniform(batch, stream: 1));
    }

    private Tensor Decode(Tensor latents, ForwardPass pass) => ImageSpace.Rows(decoder.Apply(latents, of: null, pass));
}
