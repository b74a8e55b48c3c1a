namespace Likeness.Models.Diffusion;

/// <summary>
/// Descending noise levels: σᵢ = (σ_max^(1/ρ) + i/n (σ_min^(1/ρ) − σ_max^(1/ρ)))^ρ. Karras et al. 2022, arXiv:2206.00364, eq. 5.
/// </summary>
internal static class NoiseLevels
{
    /// <summary>n levels, both ends among them; for one step σ_max alone.</summary>
    /// <param name="count">n.</param>
    /// <param name="max">σ_max.</param>
    /// <param name="min">σ_min.</param>
    /// <param name="rho">ρ.</param>
    public static double[] Create(int count, double max, double min, double rho) =>
        count == 1 ? [max] : Spread(count - 1, max, min, rho);

    /// <summary>The levels at the ends of n steps.</summary>
    /// <param name="steps">n.</param>
    /// <param name="max">σ_max.</param>
    /// <param name="min">σ_min.</param>
    /// <param name="rho">ρ; more makes steps smaller at low noise.</param>
    /// <returns>n + 1 levels, both ends among them.</returns>
    public static double[] Spread(int steps, double max, double min, double rho)
    {
        var (from, to) = (Math.Pow(max, 1 / rho), Math.Pow(min, 1 / rho));
        return [.. Enumerable.Range(0, steps + 1).Select(i => Math.Pow(from + ((to - from) * i / steps), rho))];
    }
}
