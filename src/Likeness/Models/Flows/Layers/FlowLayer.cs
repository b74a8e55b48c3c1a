using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>One invertible layer of a flow, from rows to noise.</summary>
internal abstract class FlowLayer
{
    /// <summary>Towards the noise.</summary>
    /// <param name="x">[batch, d], or images [batch, channels, height, width].</param>
    /// <param name="pass">Whether this is training, for networks that drop some of their numbers.</param>
    /// <returns>y of as many numbers, and log |det ∂y/∂x|: [batch], or [1] where it is the same for each row.</returns>
    public abstract (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass);

    /// <summary>Towards the rows.</summary>
    /// <param name="y">As <see cref="Forward"/> gives it.</param>
    /// <returns>x.</returns>
    public abstract Tensor Inverse(Tensor y);
}
