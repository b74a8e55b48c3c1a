using Likeness.Compute.Graph;

namespace Likeness.Models.Flows;

/// <summary>Bounded log-scales.</summary>
internal static class LogScale
{
    /// <summary>a·tanh(h/a), so that both directions of a map stay finite; h where a is 0.</summary>
    /// <param name="free">h.</param>
    /// <param name="bound">a.</param>
    public static Tensor Bounded(Tensor free, double bound) =>
        bound > 0 ? (free * (1 / (float)bound)).Tanh() * (float)bound : free;
}
