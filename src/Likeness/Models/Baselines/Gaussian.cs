using Likeness.Compute.Graph;

namespace Likeness.Models.Baselines;

/// <summary>Options of <see cref="Gaussian"/>.</summary>
public sealed record GaussianOptions : FittedOptions;

/// <summary>
/// One Gaussian with the mean and the covariance of the rows, the maximum-likelihood estimate (Bishop 2006, §2.3.4). Density and conditionals are exact. The latent vector is
/// ε = L⁻¹ (x − μ) with L Lᵀ = Σ, which is N(0, I).
/// </summary>
[Model(
    "gaussian",
    Title = "Gaussian",
    Paper = "Bishop 2006, §2.3",
    Summary = "baseline: one Gaussian with the covariance of the rows"
)]
public sealed class Gaussian : GenerativeModel, IFitted, IDensityModel, IImputer, ILatentModel
{
    // Added to each variance, as a fraction of it, so that the covariance has full rank.
    private const double Floor = 1e-6;

    private readonly GaussianMixture mixture;

    /// <summary>Makes the model.</summary>
    /// <param name="options">None of its own.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">Null leaves the buffers zero, to be filled.</param>
    public Gaussian(GaussianOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        mixture = new GaussianMixture(Scope, space.Width, components: 1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives => [];

    /// <inheritdoc/>
    public string DensityKind => "exact";

    /// <inheritdoc/>
    public string ImputationKind => "exact";

    /// <inheritdoc/>
    public int LatentDimensions => Dimensions;

    /// <inheritdoc/>
    public void Fit(FitRows fit) => mixture.Fit(fit, new MixtureSearch(1, IsMax: false, Floor: Floor));

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows) => mixture.LogDensity(rows);

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Decode(Tensor.RandomNormal([count, Dimensions], stream: 0));

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows) => mixture.Whiten(rows);

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => mixture.Colour(latents);

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known) => mixture.Impute(rows, known, stream: 1);
}
