using Likeness.Compute.Graph;

namespace Likeness.Models.Flows.Maps;

/// <summary>An increasing function of one variable, with parameters per value from a network.</summary>
internal abstract class ElementMap
{
    /// <summary>How many parameters the function has.</summary>
    public abstract int Parameters { get; }

    /// <summary>y = f(x).</summary>
    /// <param name="x">[batch, dimensions].</param>
    /// <param name="parameters">[batch or 1, dimensions, Parameters]; 0 makes f close to the identity.</param>
    /// <returns>y and log ∂y/∂x, both of the shape of x (the second may be broadcast to it).</returns>
    public abstract (Tensor Y, Tensor LogSlope) Forward(Tensor x, Tensor parameters);

    /// <summary>x = f⁻¹(y), and log ∂x/∂y.</summary>
    public abstract (Tensor X, Tensor LogSlope) Inverse(Tensor y, Tensor parameters);

    /// <summary>One of the parameters: [batch or 1, dimensions].</summary>
    protected static Tensor One(Tensor parameters, int index) =>
        parameters.Slice(2, index, 1).Reshape([parameters.Shape[0], parameters.Shape[1]]);
}
