using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Autoencoders;
using Likeness.Models.Baselines;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="ImageAe"/>.</summary>
public sealed record ImageAeOptions : ImageAutoencoderOptions
{
    /// <summary>The networks of <see cref="VanillaVae"/> with 16 latent dimensions, 20 epochs in batches of 128.</summary>
    public ImageAeOptions()
    {
        Epochs = 20;
        BatchSize = 128;
        Schedule = LearningRateSchedule.Cosine;
    }

    /// <summary>A quarter of the width and one downsampling less, for a quick trial.</summary>
    public static ImageAeOptions Small { get; } =
        new()
        {
            Channels = [8, 16, 32, 64],
            Latent = 8,
            Epochs = 10,
            LearningRate = 2e-3,
        };

    /// <summary>Components of the Gaussian mixture that latents are sampled from.</summary>
    [Description("components of the Gaussian mixture that latents are sampled from")]
    [Range(1, 1000)]
    public int Components { get; init; } = 10;

    /// <summary>The factor on the noise of a component in sampling: less than 1 gives clearer but less varied images.</summary>
    [Sampling(ModelUses.Sampling)]
    [Description(
        "factor on the noise of latents: 1 samples from the mixture, less gives clearer but less varied images"
    )]
    [Range(0, 10)]
    public double Temperature { get; init; } = 1;
}

/// <summary>
/// Convolutional autoencoder: the networks of <see cref="VanillaVae"/> without noise, under the mean squared error per pixel. After
/// training, a Gaussian mixture is fitted to the latents of the training images, and samples are decoded from it (Ghosh et al.
/// 2020, arXiv:1903.12436, §4 and table 1, "AE"). The latents are not N(0, I). An adversarial loss may sharpen the decoder (<see cref="ImageAutoencoder"/>).
/// </summary>
[Model(
    "ae",
    Learns = typeof(ImageSet),
    Title = "Autoencoder",
    Paper = "Hinton and Salakhutdinov 2006; Ghosh et al. 2020, arXiv:1903.12436",
    Summary = "a convolutional autoencoder; samples are decoded from a Gaussian mixture of its latents"
)]
public sealed class ImageAe : GenerativeModel, IFitted, ILatentModel, IReconstructor, IScorer
{
    private readonly ImageAeOptions options;
    private readonly GaussianMixture codes;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public ImageAe(ImageAeOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        space.Require("ae", levels: false);
        Autoencoder = new ImageAutoencoder(Scope, options.Sizes, space);
        codes = new GaussianMixture(Scope.At("codes"), options.Latent, options.Components);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [.. Autoencoder.Objectives(Loss, rows => rows, Parameters, prefix: "", isFollowed: false)];

    /// <summary>Sharper images have a larger squared error.</summary>
    public override bool LossMeasuresQuality => !Autoencoder.IsSharpened;

    /// <inheritdoc/>
    public int LatentDimensions => options.Latent;

    /// <inheritdoc/>
    public string ScoreKind => "minus the squared reconstruction error";

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows) => Autoencoder.Encode(rows, ForwardPass.Inference);

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => Autoencoder.Decode(latents, ForwardPass.Inference);

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Decode(Encode(rows));

    /// <inheritdoc/>
    public Tensor Score(Tensor rows) => -(Reconstruct(rows) - rows).Square().Sum([1]);

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Decode(codes.Sample(count, stream: 0, options.Temperature));

    /// <inheritdoc/>
    public void Fit(FitRows fit) => codes.FitCodes(fit, this, options.Components, chooses: false);

    /// <inheritdoc/>
    public int MaxFittedRows => LatentMixture.MaxRows;

    /// <inheritdoc/>
    public int TimedRows => LatentMixture.TimedRows;

    /// <summary>Encoder and decoder.</summary>
    internal ImageAutoencoder Autoencoder { get; }

    /// <summary>The mean squared error per pixel.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="pass">Whether this is training.</param>
    internal Tensor Loss(Tensor rows, ForwardPass pass) =>
        (Autoencoder.Decode(Autoencoder.Encode(rows, pass), pass) - rows).Square().Mean();
}
