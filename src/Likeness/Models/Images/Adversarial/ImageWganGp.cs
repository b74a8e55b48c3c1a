using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Adversarial;
using Likeness.Nn;

namespace Likeness.Models.Images.Adversarial;

/// <summary>Options of <see cref="ImageWganGp"/>; the defaults are the paper's (algorithm 1).</summary>
public sealed record ImageWganGpOptions : ImageGanOptions
{
    /// <summary>Five critic steps per generator step, Adam with α = 10⁻⁴ and β = (0, 0.9), batches of 64.</summary>
    public ImageWganGpOptions()
    {
        DiscriminatorSteps = 5;
        BatchSize = 64;
        LearningRate = 1e-4;
        Beta1 = 0;
        Beta2 = 0.9;
        DiscriminatorBatchNorm = false;
    }

    /// <summary>A quarter of the width, for a quick trial.</summary>
    public static ImageWganGpOptions Small { get; } =
        new()
        {
            Width = 16,
            Latent = 32,
            ImputationSteps = 60,
            ImputationRestarts = 2,
            Epochs = 10,
            LearningRate = 1e-3,
            DiscriminatorSteps = 3,
            Averaging = 0.99,
        };

    /// <summary>λ, the weight of the gradient penalty.</summary>
    [Description("weight of the penalty that keeps the norm of the critic's gradient near 1")]
    [Range(0, 10_000)]
    public double GradientPenalty { get; init; } = 10;

    /// <summary>The penalty is on the gradient of each image, which batch norm and minibatch discrimination would mix: Gulrajani et al. 2017, §4. Its critic gives no density ratio.</summary>
    public override bool IsUsed(PropertyInfo option) =>
        option.Name is not (nameof(DiscriminatorBatchNorm) or nameof(MinibatchFeatures) or nameof(Chain));
}

/// <summary>
/// Wasserstein GAN with gradient penalty, on images. Gulrajani et al. 2017, arXiv:1704.00028: the critic minimises
/// E D(G(z)) − E D(x) + λ E(‖∇D(x̂)‖ − 1)² with x̂ = ε x + (1 − ε) G(z) (eq. 3), the generator −E D(G(z)). The networks are those of
/// <see cref="DcGan"/>, the critic's without batch norm (§4).
/// </summary>
[Model(
    "wgan-gp",
    Learns = typeof(ImageSet),
    Title = "WGAN-GP",
    Paper = "Gulrajani et al. 2017, arXiv:1704.00028",
    Summary = "a convolutional generator that minimises an estimate of the Wasserstein distance"
)]
public sealed class ImageWganGp : ImageGan, IDecoder
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and the penalty.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they do not come of 4 × 4 by doubling.</exception>
    public ImageWganGp(ImageWganGpOptions options, ModelSpace space, ulong? seed = 0)
        : base("wgan-gp", options, space, seed, new WassersteinLoss(options.GradientPenalty)) { }

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Sample(count, Decode);

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => Make(latents, classes: null, ForwardPass.Inference);
}
