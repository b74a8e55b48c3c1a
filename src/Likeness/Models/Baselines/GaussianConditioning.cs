using Likeness.Compute.Graph;

namespace Likeness.Models.Baselines;

/// <summary>
/// Gaussians that are conditioned on one value after another, each row of a batch on its own values: conditioning on x_j adds
/// Σ_·j (x_j − μ_j) / Σ_jj to the mean, subtracts Σ_·j Σ_j· / Σ_jj from the covariance, and multiplies the weight by N(x_j; μ_j, Σ_jj). Bishop 2006, §2.3.1.
/// </summary>
/// <param name="Mean">[batch, k, d].</param>
/// <param name="Covariance">[batch, k, d, d].</param>
/// <param name="LogWeight">[batch, k]; not normalised.</param>
internal sealed record GaussianConditioning(Tensor Mean, Tensor Covariance, Tensor LogWeight)
{
    // Rounding may leave a variance of 0 or less where other values almost determine it.
    private const float MinVariance = 1e-12f;

    private int Batch => Mean.Shape[0];

    private int Components => Mean.Shape[1];

    private int Width => Mean.Shape[2];

    /// <summary>The Gaussians conditioned on a value, in the rows where it is observed.</summary>
    /// <param name="position">j.</param>
    /// <param name="value">x_j: [batch, 1].</param>
    /// <param name="known">1 where it is observed, else 0: [batch, 1].</param>
    public GaussianConditioning Given(int position, Tensor value, Tensor known)
    {
        var column = Covariance.Slice(3, position, 1).Reshape([Batch, Components, Width]); // Σ_·j
        var variance = column.Slice(2, position, 1).Maximum(MinVariance); // [batch, k, 1]
        var miss = value.Reshape([Batch, 1, 1]) - Mean.Slice(2, position, 1); // [batch, k, 1]
        var gain = column * (known.Reshape([Batch, 1, 1]) / variance); // [batch, k, d]
        var logDensity = (((miss.Square() / variance) + variance.Log()) * -0.5f).Reshape([Batch, Components]);
        return new(
            Mean + (gain * miss),
            Covariance - (gain.Reshape([Batch, Components, Width, 1]) * column.Reshape([Batch, Components, 1, Width])),
            LogWeight + (known * logDensity)
        );
    }

    /// <summary>A sample of one value from the only Gaussian.</summary>
    /// <param name="position">j.</param>
    /// <param name="noise">ε: [batch, 1].</param>
    public Tensor Value(int position, Tensor noise)
    {
        var variance = Covariance.Slice(2, position, 1).Slice(3, position, 1).Reshape([Batch, 1]);
        return Mean.Slice(2, position, 1).Reshape([Batch, 1]) + (variance.Maximum(MinVariance).Sqrt() * noise);
    }
}
