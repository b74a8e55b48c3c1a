using Likeness.Compute.Graph;

namespace Likeness.Models.Flows;

/// <summary>An invertible map between rows and noise of a known density. p(x) = p(z) · |det ∂z/∂x| (Rezende and Mohamed 2015, arXiv:1505.05770).</summary>
public interface IFlow : IDensityModel
{
    /// <summary>From rows to noise.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <returns>z: [batch, d], and log |det ∂z/∂x|: [batch].</returns>
    (Tensor Noise, Tensor LogDeterminant) Forward(Tensor rows);

    /// <summary>From noise to rows.</summary>
    /// <param name="noise">z: [batch, d].</param>
    /// <returns>x: [batch, d].</returns>
    Tensor Inverse(Tensor noise);
}
