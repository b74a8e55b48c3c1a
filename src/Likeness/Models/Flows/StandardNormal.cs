using Likeness.Compute.Graph;

namespace Likeness.Models.Flows;

/// <summary>The density N(0, I).</summary>
internal static class StandardNormal
{
    private const double HalfLog2Pi = 0.91893853320467274178;

    /// <summary>log N(z; 0, I) of each row.</summary>
    /// <param name="z">[batch, d].</param>
    /// <returns>[batch].</returns>
    public static Tensor LogDensity(Tensor z) => (z.Square().Sum([1]) * -0.5f) - (float)(HalfLog2Pi * z.Shape[1]);
}
