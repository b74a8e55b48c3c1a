using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>Options of <see cref="VqGan"/>; narrower than the paper's.</summary>
public sealed record VqGanOptions : CodeModelOptions
{
    /// <summary>The defaults of <see cref="CodeModelOptions"/>.</summary>
    public VqGanOptions() { }

    private VqGanOptions(int epochs)
        : base(epochs) { }

    /// <summary>A narrow prior without dropout, for a quick trial.</summary>
    public static VqGanOptions Small { get; } = new(epochs: 10);

    /// <summary>Grids of codebook indices as in the paper, with narrow networks.</summary>
    public static VqGanOptions Grid { get; } = (VqGanOptions)Small.OfGrid();
}

/// <summary>
/// VQ-GAN with GPT: Esser et al. 2021, arXiv:2012.09841. The autoencoder is that of <see cref="CodeModel"/>. The prior over its grids of indices s is
/// autoregressive, p(s | y) = Π p(s_i | s_before i, y), by a transformer in the manner of GPT-2 with the class y before the first index (§3.2, eq. 8 and 9).
/// </summary>
[Model(
    "vq-gan",
    Learns = typeof(ImageSet),
    Title = "VQ-GAN with GPT",
    Paper = "Esser et al. 2021, arXiv:2012.09841",
    Summary = "images as grids of codebook indices of an adversarial autoencoder, predicted one after another"
)]
public sealed class VqGan : CodeModel
{
    private readonly VqGanOptions options;
    private readonly LatentPrior prior;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, its pixels are levels, or they cannot be downsampled so often.</exception>
    public VqGan(VqGanOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed, "vq-gan")
    {
        this.options = options;
        prior = new LatentPrior(Scope.At("prior"), options, Codec.Size, Codec.Positions, space.Classes);
    }

    internal override Tensor Logits(Tensor numbers, Tensor? classes, ForwardPass pass) =>
        prior.Logits(numbers, pass, classes);

    internal override Tensor PriorLoss(Tensor numbers, Tensor? classes, ForwardPass pass) =>
        -prior.LogProbability(numbers, pass, classes).Mean();

    internal override Tensor SampleNumbers(int count, Tensor? classes) =>
        prior.Sample(count, Sampling, classes, options.Guidance).Numbers;
}
