using Likeness.Compute.Graph;

namespace Likeness.Models.Flows;

/// <summary>Log-scales that a network gives.</summary>
internal static class LogScale
{
    /// <summary>a·tanh(h/a), so that neither direction of a map runs away; h itself where a is 0.</summary>
    /// <param name="free">h.</param>
    /// <param name="bound">a.</param>
    public static Tensor Bounded(Tensor free, double bound) =>
        bound > 0 ? (free * (1 / (float)bound)).Tanh() * (float)bound : free;
}
