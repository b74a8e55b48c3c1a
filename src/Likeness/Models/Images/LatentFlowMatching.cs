using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Diffusion;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="LatentFlowMatching"/>.</summary>
public sealed record LatentFlowMatchingOptions : ImageLatentOptions
{
    /// <summary>A narrow network with one downsampling less, for a quick trial.</summary>
    public static LatentFlowMatchingOptions Small { get; } =
        new()
        {
            Channels = [8, 16, 32, 64],
            Latent = 12,
            Hidden = 128,
            Epochs = 20,
        };

    /// <summary>Classes with guidance and a decoder sharpened by an adversarial loss, for ten minutes and more of images with classes.</summary>
    public static LatentFlowMatchingOptions Guided { get; } =
        new()
        {
            Conditional = true,
            AdversarialWeight = 4e-3,
            EncoderFraction = 0.5,
            Latent = 16,
            BatchSize = 32,
            LearningRate = 2e-3,
            Averaging = 0.998,
        };

    /// <summary>Steps of the solver.</summary>
    [Sampling(ModelUses.Sampling)]
    [Description("steps of the solver (midpoint) from noise to a latent vector")]
    [Range(1, 10_000)]
    public int Steps { get; init; } = 30;
}

/// <summary>
/// Flow matching in the latent space of an autoencoder: Dao et al. 2023, arXiv:2307.08698, with the loss of Lipman et al. 2023,
/// arXiv:2210.02747, eq. 23, on latents as in Rombach et al. 2022, arXiv:2112.10752, §3.2. A velocity carries N(0, I) along straight paths to
/// the standardised latents of <see cref="ImageLatentModel"/>.
/// </summary>
[Model(
    "latent-flow-matching",
    Learns = typeof(ImageSet),
    Title = "Latent flow matching",
    Paper = "Dao et al. 2023, arXiv:2307.08698",
    Summary = "flow matching in the latent space of a convolutional autoencoder"
)]
public sealed class LatentFlowMatching : ImageLatentModel
{
    // Of standardised latents; those of images stay below 6.
    private const float Furthest = 10;

    private readonly LatentFlowMatchingOptions options;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public LatentFlowMatching(LatentFlowMatchingOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed, "latent-flow-matching") => this.options = options;

    private protected override string LossName => "squared error of the velocity of latents";

    private protected override Tensor LatentLoss(Func<Tensor, Tensor, Tensor> network, Tensor codes, Tensor noise) =>
        FlowMatching.Loss(network, codes, noise, TimeSamples.Uniform(codes.Shape[0], stream: 1));

    private protected override Tensor SampleLatents(Func<Tensor, Tensor, Tensor> network, Tensor noise) =>
        OdeSteps.Solve(
            OdeSolver.Midpoint,
            [.. Enumerable.Range(0, options.Steps + 1).Select(i => (double)i / options.Steps)],
            time => [FlowMatching.TimeInput(time), 1 - time],
            [noise],
            (state, at) => [Bounded(network(state[0], at[0]), state[0], at[1])]
        )[0];

    // The velocity that leads to no latent further than any of the data, as the code of Ho et al. 2020 clips x₀: one of a thousand noise vectors is so rare that the network has not learned where it goes.
    private static Tensor Bounded(Tensor velocity, Tensor state, Tensor left) =>
        velocity.Clamp((-Furthest - state) / left, (Furthest - state) / left);
}
