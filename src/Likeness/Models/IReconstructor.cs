using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that reconstructs rows through a bottleneck. The reconstruction error is an anomaly score.</summary>
public interface IReconstructor
{
    /// <summary>The reconstruction of a row, without noise.</summary>
    /// <param name="rows">[batch, Dimensions].</param>
    /// <returns>[batch, Dimensions].</returns>
    Tensor Reconstruct(Tensor rows);
}
