using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;

namespace Likeness.Models.Baselines;

/// <summary>Options of <see cref="Copula"/>.</summary>
public sealed record CopulaOptions : FittedOptions
{
    /// <summary>Bins of equal probability per column at most; one for every four rows where rows are few.</summary>
    [Description("bins of equal probability per column at most")]
    [Range(1, 4096)]
    [FormerName("most-bins")]
    public int MaxBins { get; init; } = 64;
}

/// <summary>
/// Gaussian copula (Nelsen 2006, §2.3; as in SDV, Patki et al. 2016): the empirical distribution of each column, and the
/// correlations of the normal scores z = Φ⁻¹(F(x)): log p(x) = log N(z; 0, R) + Σ log dz/dx. Beyond a column's outermost quantiles F has the
/// generalised Pareto tail of the values there (Pickands 1975), so that −log p grows logarithmically with the distance. Density and conditionals are exact. The latent vector is
/// L⁻¹ z with L Lᵀ = R, which is N(0, I).
/// </summary>
[Model(
    "copula",
    Title = "Gaussian copula",
    Paper = "Nelsen 2006, §2.3",
    Summary = "baseline: empirical margins with a Gaussian copula"
)]
public sealed class Copula : GenerativeModel, IFitted, IDensityModel, IImputer, ILatentModel
{
    // Off-diagonal correlations are shrunk by this, so that the matrix is positive definite.
    private const double Floor = 1e-6;

    private readonly NormalScores scores;
    private readonly GaussianMixture gaussian;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Bins.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">Null leaves the buffers zero, to be filled.</param>
    public Copula(CopulaOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        scores = new NormalScores(Scope, space, options.MaxBins);
        gaussian = new GaussianMixture(Scope.At("copula"), space.Width, components: 1);
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
    public void Fit(FitRows fit)
    {
        int rows = fit.Train.Length / Dimensions;
        scores.Fit(new DoubleColumns(fit.Train.Span, Dimensions));
        float[] found = new float[fit.Train.Length];
        using var function = new Compute.Compilation.BatchFunction(
            "rows",
            Dimensions,
            batch => scores.Forward(batch).Scores,
            new Compute.Compilation.CompiledGraphOptions(fit.Workers)
        );
        const int Chunk = 1024;
        for (int first = 0; first < rows; first += Chunk)
        {
            fit.CancellationToken.ThrowIfCancellationRequested();
            int start = first * Dimensions;
            int length = Math.Min(Chunk, rows - first) * Dimensions;
            function.EvaluateEach(fit.Train.Span.Slice(start, length), found.AsSpan(start, length));
            fit.Progress(first / (double)rows);
        }

        gaussian.Set(
            new MixtureEstimate([1], new double[Dimensions], Correlations(new DoubleColumns(found, Dimensions)))
        );
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        var (z, logDerivative) = scores.Forward(rows);
        return gaussian.LogDensity(z) + logDerivative;
    }

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Decode(Tensor.RandomNormal([count, Dimensions], stream: 0));

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows) => gaussian.Whiten(scores.Forward(rows).Scores);

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => scores.Inverse(gaussian.Colour(latents));

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known)
    {
        var z = scores.Forward(known.Where(rows, 0)).Scores;
        return known.Where(rows, scores.Inverse(gaussian.Impute(z, known, stream: 1)));
    }

    private double[] Correlations(DoubleColumns z)
    {
        var centred = new double[Dimensions][];
        for (int j = 0; j < Dimensions; j++)
        {
            double mean = z.Mean[j];
            centred[j] = Array.ConvertAll(z.Column(j).ToArray(), value => value - mean);
        }

        var correlations = new double[Dimensions * Dimensions];
        for (int i = 0; i < correlations.Length; i++)
        {
            var (a, b) = (i / Dimensions, i % Dimensions);
            double product = DoubleColumns.Dot(centred[a], centred[b]) / z.Rows;
            correlations[i] = a == b ? 1 : (1 - Floor) * product / Math.Sqrt(z.Variance[a] * z.Variance[b]);
        }

        return correlations;
    }
}
