using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// One time per row, such that a batch's times are evenly spread: uᵢ = (u₀ + i/n) mod 1, each uniform on [0, 1). This lowers the
/// variance of the loss. Kingma et al. 2021, arXiv:2107.00630, appendix I.1.
/// </summary>
internal static class TimeSamples
{
    /// <summary>Samples times.</summary>
    /// <param name="rows">n.</param>
    /// <param name="stream">The stream of u₀.</param>
    /// <returns>[n, 1].</returns>
    public static Tensor Uniform(int rows, ulong stream)
    {
        var shifted =
            Tensor.RandomUniform([1, 1], stream)
            + Tensor.Constant([rows, 1], [.. Enumerable.Range(0, rows).Select(i => i / (float)rows)]);
        return shifted - shifted.Floor();
    }
}
