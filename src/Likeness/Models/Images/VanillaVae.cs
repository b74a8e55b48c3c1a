using System.ComponentModel;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Autoencoders;
using Likeness.Models.ReferenceWeights;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="VanillaVae"/>; the defaults are those of its original description.</summary>
[Spelt(nameof(Epochs), "n_epochs")]
[Spelt(nameof(BatchSize), "batch_size")]
[Spelt(nameof(LearningRate), "lr")]
[Spelt(nameof(Latent), "latent_dim")]
[Spelt(nameof(Channels), "hidden_dims")]
public sealed record VanillaVaeOptions : ImageVaeOptions
{
    /// <summary>A quarter of the width and one downsampling less, for a quick trial.</summary>
    public static VanillaVaeOptions Small { get; } =
        new()
        {
            Channels = [8, 16, 32, 64],
            Latent = 16,
            Epochs = 10,
            LearningRate = 2e-3,
        };

    /// <summary>The reconstruction loss in training.</summary>
    [Description("reconstruction loss in training: mse, or ms-ssim (1 - multiscale structural similarity)")]
    public PixelLoss Loss { get; init; }

    internal override WeightLayout ReferenceLayout => VanillaVaeLayout.Instance;
}

/// <summary>A reconstruction loss of images.</summary>
public enum PixelLoss
{
    /// <summary>The mean squared error per pixel.</summary>
    Mse,

    /// <summary>1 − MS-SSIM, Wang, Simoncelli and Bovik 2003.</summary>
    MsSsim,
}

/// <summary>
/// Convolutional variational autoencoder (Kingma and Welling 2014, arXiv:1312.6114) as commonly called vanilla: 3 × 3 convolutions of
/// stride 2 with batch norm and LeakyReLU, and transposed ones in the decoder. It minimises the mean squared error per pixel + KL divergence × weight,
/// which is the negative bound on the likelihood of N(decoded, σ²) with 2σ² = weight × pixels, less constants and divided by that. The density
/// is given under this σ, whatever the loss, and of the 256 levels of a pixel where pixels are not dequantised (<see cref="PixelLikelihood"/>).
/// Samples are the decoder's means, unless <see cref="VariationalOptions.SampleNoise"/> is set.
/// </summary>
[Model(
    "vanilla-vae",
    Learns = typeof(ImageSet),
    Title = "Vanilla VAE",
    Paper = "Kingma and Welling 2014, arXiv:1312.6114",
    Summary = "a convolutional variational autoencoder, with a bound on the density"
)]
public sealed class VanillaVae : ImageVae
{
    private readonly VanillaVaeOptions options;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public VanillaVae(VanillaVaeOptions options, ModelSpace space, ulong? seed = 0)
        : base("vanilla-vae", options, space, seed) => this.options = options;

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                options.Loss == PixelLoss.Mse
                    ? "mean squared error + weighted KL divergence"
                    : "1 - MS-SSIM + weighted KL divergence",
                OriginalLoss,
                Parameters.Trained
            ),
        ];

    private Tensor OriginalLoss(Tensor rows, ForwardPass pass)
    {
        if (options.Loss == PixelLoss.Mse)
        {
            return WeightedLoss(rows, Tensor.RandomNormal([rows.Shape[0], options.Latent], stream: 0), pass);
        }

        var (back, divergence) = Pass(rows, Tensor.RandomNormal([rows.Shape[0], options.Latent], stream: 0), pass);
        float range = options.Pixels == PixelScale.Symmetric ? 2 : 1;
        var similarity = StructuralSimilarity.Multiscale(Space.Pixels(back), Space.Pixels(rows), range);
        return 1 - similarity.Mean() + (divergence * (float)options.KlWeight);
    }
}
