using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Adversarial;
using Likeness.Nn;

namespace Likeness.Models.Images.Adversarial;

/// <summary>Options of <see cref="DcGan"/>.</summary>
public sealed record DcGanOptions : ImageGanOptions
{
    /// <summary>A quarter of the width, for a quick trial.</summary>
    public static DcGanOptions Small { get; } =
        new()
        {
            Width = 16,
            Latent = 32,
            ImputationSteps = 60,
            ImputationRestarts = 2,
            Epochs = 10,
            BatchSize = 64,
            LearningRate = 5e-4,
        };
}

/// <summary>
/// Deep convolutional GAN. Radford et al. 2016, arXiv:1511.06434: transposed convolutions with batch norm and ReLU generate images
/// from noise, strided convolutions with batch norm and LeakyReLU discriminate; all weights start as N(0, 0.02²), Adam has β₁ = 0.5 (§4). The
/// generator minimises −E log σ(D(G(z))): Goodfellow et al. 2014, arXiv:1406.2661, §3.
/// </summary>
[Model(
    "dcgan",
    Learns = typeof(ImageSet),
    Title = "DCGAN",
    Paper = "Radford et al. 2016, arXiv:1511.06434",
    Summary = "a convolutional generator and discriminator trained against each other"
)]
public sealed class DcGan : ImageGan, IDecoder
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they do not come of 4 × 4 by doubling.</exception>
    public DcGan(DcGanOptions options, ModelSpace space, ulong? seed = 0)
        : base("dcgan", options, space, seed, new CrossEntropyLoss()) { }

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Sample(count, Decode);

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => Make(latents, classes: null, ForwardPass.Inference);
}
