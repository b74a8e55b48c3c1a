using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Diffusion;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="LatentDdpm"/>.</summary>
public sealed record LatentDdpmOptions : ImageLatentOptions
{
    /// <summary>A narrow network with one downsampling less, for a quick trial.</summary>
    public static LatentDdpmOptions Small { get; } =
        new()
        {
            Channels = [8, 16, 32, 64],
            Latent = 12,
            Hidden = 128,
            Epochs = 20,
        };

    /// <summary>T, the steps of the diffusion.</summary>
    [Description("steps of the diffusion in training")]
    [Range(2, 100_000)]
    public int NoiseSteps { get; init; } = 1000;

    /// <summary>The noise schedule.</summary>
    [Description("noise schedule: linear or cosine")]
    public NoiseScheduleKind Noise { get; init; } = NoiseScheduleKind.Cosine;

    /// <summary>What the network predicts.</summary>
    [Description("what the network predicts: noise (ε), row (x₀) or velocity (v)")]
    public DiffusionTarget Target { get; init; } = DiffusionTarget.Velocity;

    /// <summary>The sampler.</summary>
    [Sampling(ModelUses.Sampling)]
    [Description("sampler: default (heun), ddim, ancestral, heun, dpm-solver or langevin")]
    public DenoisingSampler Sampler { get; init; } = DenoisingSampler.Default;

    /// <summary>r of the sampler <see cref="DenoisingSampler.Langevin"/>; Song et al. 2021, arXiv:2011.13456, appendix G, use 0.16.</summary>
    [Sampling(ModelUses.Sampling)]
    [Description("ratio of signal to noise in the steps of the sampler langevin")]
    [Range(0, 10)]
    public double LangevinRatio { get; init; } = 0.16;

    /// <summary>Sampling steps.</summary>
    [Sampling(ModelUses.Sampling)]
    [Description("sampling steps from noise to a latent vector")]
    [Range(1, 10_000)]
    public int Steps { get; init; } = 50;
}

/// <summary>
/// Latent diffusion: Rombach et al. 2022, arXiv:2112.10752. The latents of <see cref="ImageLatentModel"/> are denoised by the process of
/// <see cref="Ddpm"/>, x_t = √ᾱ_t z + √(1 − ᾱ_t) ε, whose network minimises the squared error of its prediction (eq. 2). Images are the decoded latents of Heun's
/// method (Karras et al. 2022, arXiv:2206.00364, algorithm 1), which needs fewer steps than the paper's DDIM.
/// </summary>
[Model(
    "latent-ddpm",
    Learns = typeof(ImageSet),
    Title = "Latent diffusion",
    Paper = "Rombach et al. 2022, arXiv:2112.10752",
    Summary = "denoising diffusion in the latent space of a convolutional autoencoder"
)]
public sealed class LatentDdpm : ImageLatentModel
{
    private readonly LatentDdpmOptions options;
    private readonly DiffusionProcess process;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public LatentDdpm(LatentDdpmOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed, "latent-ddpm")
    {
        this.options = options;
        process = new DiffusionProcess(options.Noise, options.NoiseSteps, options.Target);
    }

    private protected override string LossName =>
        $"squared error of the {options.Target.ToString().ToLowerInvariant()} of latents";

    private protected override Tensor LatentLoss(Func<Tensor, Tensor, Tensor> network, Tensor codes, Tensor noise) =>
        process.Loss(network, codes, noise, process.RandomSteps(codes.Shape[0], stream: 1));

    private protected override Tensor SampleLatents(Func<Tensor, Tensor, Tensor> network, Tensor noise) =>
        DenoisingSteps.Sample(
            options.Sampler == DenoisingSampler.Default ? DenoisingSampler.Heun : options.Sampler,
            process.Path(options.Steps),
            noise,
            (x, at) => process.Split(network, x, at),
            options.LangevinRatio
        );
}
