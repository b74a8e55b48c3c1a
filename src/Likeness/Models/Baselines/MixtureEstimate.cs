namespace Likeness.Models.Baselines;

/// <summary>Weights, means and covariances of a Gaussian mixture in double precision, with Cholesky factors and constants.</summary>
internal sealed class MixtureEstimate
{
    private const double HalfLog2Pi = 0.91893853320467274178;

    /// <summary>Takes a mixture and factors its covariances.</summary>
    /// <param name="weights">[components]; their sum is 1.</param>
    /// <param name="means">[components, width].</param>
    /// <param name="covariances">[components, width, width], each positive definite.</param>
    public MixtureEstimate(double[] weights, double[] means, double[] covariances)
    {
        (Weights, Means, Covariances) = (weights, means, covariances);
        Width = means.Length / weights.Length;
        int size = Width * Width;
        Factors = new double[covariances.Length];
        Whitening = new double[covariances.Length];
        WhitenedMeans = new double[means.Length];
        LogConstants = new double[weights.Length];
        for (int k = 0; k < weights.Length; k++)
        {
            double[] factor = LowerTriangle.Factor(covariances.AsSpan(k * size, size), Width);
            LowerTriangle.Inverse(factor, Width).CopyTo(Whitening, k * size);
            factor.CopyTo(Factors, k * size);
            double volume = 0;
            for (int j = 0; j < Width; j++)
            {
                volume += Math.Log(factor[(j * Width) + j]) + HalfLog2Pi;
                WhitenedMeans[(k * Width) + j] = DoubleColumns.Dot(
                    Whitening.AsSpan((k * size) + (j * Width), j + 1),
                    means.AsSpan(k * Width, j + 1)
                );
            }

            LogConstants[k] = Math.Log(weights[k]) - volume;
        }
    }

    /// <summary>Components.</summary>
    public int Components => Weights.Length;

    /// <summary>Dimensions of a row.</summary>
    public int Width { get; }

    /// <summary>π: [components].</summary>
    public double[] Weights { get; }

    /// <summary>μ: [components, width].</summary>
    public double[] Means { get; }

    /// <summary>Σ: [components, width, width].</summary>
    public double[] Covariances { get; }

    /// <summary>L with L Lᵀ = Σ: [components, width, width].</summary>
    public double[] Factors { get; }

    /// <summary>L⁻¹: [components, width, width].</summary>
    public double[] Whitening { get; }

    /// <summary>L⁻¹ μ: [components, width].</summary>
    public double[] WhitenedMeans { get; }

    /// <summary>log π − log |L| − (width / 2) log 2π: [components].</summary>
    public double[] LogConstants { get; }

    /// <summary>Free parameters: weights that sum to 1, means, and symmetric covariances.</summary>
    public int Freedom => Components - 1 + (Components * Width) + (Components * Width * (Width + 1) / 2);
}
