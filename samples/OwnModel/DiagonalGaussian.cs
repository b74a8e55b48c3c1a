using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Models;

namespace OwnModel;

/// <summary>Options of <see cref="DiagonalGaussian"/>: each property is an option of <c>likeness train diagonal</c>.</summary>
public sealed record DiagonalGaussianOptions : ModelOptions
{
    /// <summary>The factor of the standard deviations of samples.</summary>
    [Description("the factor of the standard deviations of samples")]
    [Range(0, 10)]
    [Sampling]
    public double Temperature { get; init; } = 1;
}

/// <summary>A Gaussian without correlations, trained by gradient descent: −log p(x) = Σ ½ ((x − μ) / σ)² + log σ + ½ log 2π.</summary>
[Model(
    "diagonal",
    Title = "Diagonal Gaussian",
    Paper = "Bishop 2006, §2.3",
    Summary = "a Gaussian without correlations"
)]
public sealed class DiagonalGaussian : GenerativeModel, IDensityModel
{
    private readonly DiagonalGaussianOptions options;
    private readonly Parameter mean; // [d]
    private readonly Parameter logDeviation; // [d]

    /// <summary>Creates the model.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the initial weights; null initialises to zeros, to be loaded later.</param>
    public DiagonalGaussian(DiagonalGaussianOptions options, ModelSpace space, ulong? seed)
        : base(space, seed)
    {
        this.options = options;
        mean = Scope.Normal("mean", [space.Width], deviation: 0.1);
        logDeviation = Scope.Constant("log_deviation", [space.Width], value: 0);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [new("negative log-likelihood", (rows, _) => -LogDensity(rows).Mean(), Parameters.Trained)];

    /// <inheritdoc/>
    public string DensityKind => "exact";

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        var standardised = (rows - mean) * (-logDeviation.Tensor).Exp(); // [batch, d]
        return -((standardised.Square() * 0.5f) + logDeviation + 0.918938533f).Sum([1]);
    }

    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        var noise = Tensor.RandomNormal([count, Dimensions], stream: 0) * (float)options.Temperature;
        return mean + (logDeviation.Tensor.Exp() * noise);
    }
}
