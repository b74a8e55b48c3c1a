using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that gives the density of a row.</summary>
public interface IDensityModel
{
    /// <summary>How the density is computed: <c>exact</c>, or what kind of bound or approximation.</summary>
    string DensityKind { get; }

    /// <summary>log p of each row.</summary>
    /// <param name="rows">Rows in model space: [batch, Dimensions].</param>
    /// <returns>[batch], in nats.</returns>
    Tensor LogDensity(Tensor rows);
}
