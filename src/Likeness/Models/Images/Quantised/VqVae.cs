using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Autoencoders;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// VQ-VAE: van den Oord et al. 2017, arXiv:1711.00937. An encoder gives a grid of vectors z, each of which is replaced by the nearest e of a codebook, and a
/// decoder reconstructs the image. It minimises, as eq. 3, the mean squared error per pixel + β ‖z − sg(e)‖² (its mean over features), with a
/// straight-through gradient from e to z (§3.2) and the codebook as a moving average (appendix A.1). The prior over the
/// grids (§3.3) is a transformer instead of the paper's PixelCNN, trained on the indices of the finished autoencoder.
/// As each image has one grid, log p(x) ≥ log p(x | e(x)) + log p(e(x)): the bound that is reported, with p(x | e) normal around the decoded image
/// with the moving average of the squared error as its variance.
/// </summary>
[Model(
    "vq-vae",
    Learns = typeof(ImageSet),
    Title = "VQ-VAE with a GPT prior",
    Paper = "van den Oord et al. 2017, arXiv:1711.00937",
    Summary = "images as grids of codebook indices, with a transformer prior"
)]
public sealed class VqVae : GenerativeModel, IDensityModel, IReconstructor, ILevelLikelihood
{
    private readonly VqVaeOptions options;
    private readonly QuantisedAutoencoder autoencoder;
    private readonly LatentPrior prior;
    private readonly int networkParameters;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, its pixels are levels, or they cannot be downsampled so often.</exception>
    public VqVae(VqVaeOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        space.Shape();
        space.Require("vq-vae", levels: false);
        autoencoder = new QuantisedAutoencoder(Scope, space, options);
        networkParameters = Parameters.Trained.Count;
        Variance = Scope.Buffer("variance", [1], 1);
        prior = new LatentPrior(Scope.At("prior"), options, options.CodebookSize, autoencoder.Positions);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "mean squared error + weighted commitment",
                Loss,
                [.. Parameters.Trained.Take(networkParameters)],
                Until: options.EncoderFraction
            ),
            new(
                "negative log-likelihood of the indices",
                PriorLoss,
                [.. Parameters.Trained.Skip(networkParameters)],
                From: options.EncoderFraction
            ),
        ];

    /// <summary>The losses of the autoencoder and of the prior, one after the other, cannot be compared.</summary>
    public override bool LossMeasuresQuality => false;

    /// <inheritdoc/>
    public string DensityKind =>
        $"lower bound by the image's own codebook indices{options.Pixels.Note()}, with the decoder's noise, which samples leave out";

    /// <summary>The vectors of the codebook: [codes, features].</summary>
    internal Parameter Codes => autoencoder.Codes;

    /// <summary>The moving average of the squared error per pixel: [1].</summary>
    internal Parameter Variance { get; }

    /// <summary>The prior over grids of indices.</summary>
    internal LatentPrior Prior => prior;

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        var numbers = Numbers(rows);
        var normal = new DiagonalNormal(autoencoder.Decode(numbers), Variance.Tensor.Log());
        return options.Pixels.LogDensity(rows, normal).Sum([1]) + prior.LogProbability(numbers, ForwardPass.Inference);
    }

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => autoencoder.Decode(Numbers(rows));

    /// <summary>Samples indices, and decodes them without the noise of p(x | e).</summary>
    public override Tensor Sample(int count) =>
        autoencoder.Decode(prior.Sample(count, new TokenSampling(options.Temperature, TopK: 0, TopP: 1)).Numbers);

    /// <summary>The codebook indices of images: [batch, positions].</summary>
    internal Tensor Numbers(Tensor rows) => autoencoder.Numbers(Space.Pixels(rows));

    internal Tensor Loss(Tensor rows, ForwardPass pass)
    {
        var (decoded, commitment) = autoencoder.Quantise(Space.Pixels(rows), pass);
        var error = (decoded - rows).Square().Mean();
        if (pass.IsTraining)
        {
            float keep = (float)options.Decay;
            pass.Note(Variance, before => (before * keep) + (error.Detached() * (1 - keep)));
        }

        return error + (commitment * (float)options.Commitment);
    }

    internal Tensor PriorLoss(Tensor rows, ForwardPass pass) => -prior.LogProbability(Numbers(rows), pass).Mean();
}
