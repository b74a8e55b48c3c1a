using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// Sines and cosines of a time: cos(ω τ) and sin(ω τ) for frequencies ω that grow
/// geometrically from 1 to 100. Vaswani et al. 2017, arXiv:1706.03762, §3.5, for positions; Ho et al. 2020,
/// arXiv:2006.11239, appendix B, for times. Times here are of the order of 1, not whole numbers to 1000.
/// </summary>
internal static class TimeFeatures
{
    private const int Frequencies = 16;
    private const double Highest = 100;

    /// <summary>Features of a time.</summary>
    public const int Width = 2 * Frequencies;

    private static readonly Tensor Omega = Tensor.Constant(
        [1, Frequencies],
        [.. Enumerable.Range(0, Frequencies).Select(k => (float)Math.Pow(Highest, k / (Frequencies - 1.0)))]
    );

    /// <summary>The features.</summary>
    /// <param name="time">τ: [batch, 1], or [1, 1] for all rows.</param>
    /// <returns>[batch, Width].</returns>
    public static Tensor Compute(Tensor time)
    {
        var phase = time * Omega; // [batch, Frequencies]
        return Tensor.Concatenate(1, phase.Cos(), phase.Sin());
    }
}
