using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model through whose bottleneck a row can be sent and come back; how far off it comes is a measure of how unusual it is.</summary>
public interface IReconstructor
{
    /// <summary>What comes back of a row, without noise.</summary>
    /// <param name="rows">[batch, Dimensions].</param>
    /// <returns>[batch, Dimensions].</returns>
    Tensor Reconstruct(Tensor rows);
}
