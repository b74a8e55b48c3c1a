using System.Reflection;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Adversarial;
using Likeness.Nn;

namespace Likeness.Models.Images.Adversarial;

/// <summary>Options of <see cref="CGan"/>.</summary>
public sealed record CGanOptions : ImageGanOptions
{
    /// <summary>A quarter of the width, for a first look.</summary>
    public static CGanOptions Small { get; } =
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

    internal override bool LearnsClass => true;

    /// <summary>The discriminator scores an image given its class, and a pack would have several.</summary>
    public override bool IsUsed(PropertyInfo option) => option.Name != nameof(Pack);
}

/// <summary>
/// Conditional GAN. Mirza and Osindero 2014, arXiv:1411.1784: generator and discriminator are conditioned on the class, min max E log σ(D(x|y)) +
/// E log(1 − σ(D(G(z|y)|y))) (eq. 2), here with the networks of <see cref="DcGan"/>. The class enters the generator beside the noise (§3.2) and the
/// discriminator as a projection: Miyato and Koyama 2018, arXiv:1802.05637, eq. 3. Classes are sampled as often as the data has them.
/// </summary>
[Model(
    "cgan",
    Learns = typeof(ImageSet),
    Title = "Conditional GAN",
    Paper = "Mirza and Osindero 2014, arXiv:1411.1784",
    Summary = "a convolutional generator and discriminator conditioned on the class"
)]
public sealed class CGan : ImageGan, IClassConditional
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">Of square images with classes.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they do not come of 4 × 4 by doubling.</exception>
    public CGan(CGanOptions options, ModelSpace space, ulong? seed = 0)
        : base("cgan", options, space, seed, new CrossEntropyLoss()) { }

    /// <inheritdoc/>
    public override Tensor Sample(int count) => SampleOf(Space.SampleClasses(count, stream: 1));

    /// <inheritdoc/>
    public Tensor SampleOf(Tensor classes) =>
        Sample(classes.Shape[0], latents => Make(latents, classes, ForwardPass.Inference));
}
