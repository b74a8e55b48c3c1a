using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;

namespace Likeness.Models.Baselines;

/// <summary>Options of <see cref="Gmm"/>.</summary>
public sealed record GmmOptions : FittedOptions
{
    /// <summary>Components at most, or exactly so many without BIC.</summary>
    [Description("components at most")]
    [Range(1, 1000)]
    public int Components { get; init; } = 40;

    /// <summary>
    /// Whether fewer components may be chosen: by the likelihood of the validation rows, or without these by the Bayesian information criterion
    /// (Schwarz 1978).
    /// </summary>
    [Description("whether fewer components may be chosen, by the likelihood of validation rows")]
    [FormerName("bic")]
    public bool SelectComponents { get; init; } = true;

    /// <summary>Initialisations for each number of components.</summary>
    [Description("initialisations for each number of components")]
    [Range(1, 100)]
    public int Restarts { get; init; } = 3;

    /// <summary>Added to each variance, as a fraction of the column's variance, so that no component collapses onto a row.</summary>
    [Description(
        "added to each variance, as a fraction of the column's variance, so that no component collapses onto a row"
    )]
    [Range(1e-9, 1)]
    [FormerName("floor")]
    public double CovarianceRegularisation { get; init; } = 1e-4;
}

/// <summary>
/// Gaussian mixture with full covariances, fitted by expectation maximisation (Dempster, Laird and Rubin 1977) from k-means++ centres
/// (Arthur and Vassilvitskii 2007). The number of components is chosen by the likelihood of the validation rows. Density, samples and
/// conditionals are exact.
/// </summary>
[Model(
    "gmm",
    Title = "Gaussian mixture",
    Paper = "Dempster, Laird and Rubin 1977",
    Summary = "baseline: a Gaussian mixture, its size chosen by validation rows"
)]
public sealed class Gmm : GenerativeModel, IFitted, IDensityModel, IImputer
{
    private readonly GmmOptions options;
    private readonly GaussianMixture mixture;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Components and regularisation.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">Null leaves the buffers zero, to be filled.</param>
    public Gmm(GmmOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        mixture = new GaussianMixture(Scope, space.Width, options.Components);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives => [];

    /// <inheritdoc/>
    public string DensityKind => "exact";

    /// <inheritdoc/>
    public string ImputationKind => "exact";

    /// <inheritdoc/>
    public void Fit(FitRows fit) =>
        mixture.Fit(
            fit,
            new MixtureSearch(
                options.Components,
                options.SelectComponents,
                options.Restarts,
                options.CovarianceRegularisation
            )
        );

    /// <summary>Copies a mixture of no more components.</summary>
    internal void Take(MixtureEstimate estimate) => mixture.Set(estimate);

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows) => mixture.LogDensity(rows);

    /// <inheritdoc/>
    public override Tensor Sample(int count) => mixture.Sample(count, stream: 0);

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known) => mixture.Impute(rows, known, stream: 2);
}
