using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>The divergence Σ ∂vᵢ/∂xᵢ of a field, row by row.</summary>
internal static class Divergence
{
    /// <summary>Up to so many dimensions it is exact, by one backward pass per dimension.</summary>
    public const int MaxExact = 16;

    /// <summary>The exact divergence.</summary>
    /// <param name="velocity">v: [batch, d], each row of which depends on the same row of x alone.</param>
    /// <param name="x">[batch, d].</param>
    /// <returns>[batch, 1].</returns>
    public static Tensor Exact(Tensor velocity, Tensor x)
    {
        Tensor? sum = null;
        for (int i = 0; i < x.Shape[1]; i++)
        {
            var slope = Gradient.Compute(velocity.Slice(1, i, 1).Sum(), x)[0].Slice(1, i, 1);
            sum = sum is null ? slope : sum + slope;
        }

        return sum!;
    }

    /// <summary>Hutchinson's estimate, the mean of eᵀ (∂v/∂x) e over directions e of mean 0 and covariance I.</summary>
    /// <param name="velocity">v: [batch, d], each row of which depends on the same row of x alone.</param>
    /// <param name="x">[batch, d].</param>
    /// <param name="directions">e: [batch, probes · d], one after another.</param>
    /// <returns>[batch, 1].</returns>
    public static Tensor Estimate(Tensor velocity, Tensor x, Tensor directions)
    {
        int dimensions = x.Shape[1];
        int probes = directions.Shape[1] / dimensions;
        Tensor? sum = null;
        for (int i = 0; i < probes; i++)
        {
            var e = directions.Slice(1, i * dimensions, dimensions);
            var part = (Gradient.Compute((velocity * e).Sum(), x)[0] * e).Sum([1], keepDimensions: true);
            sum = sum is null ? part : sum + part;
        }

        return sum! * (1f / probes);
    }
}
