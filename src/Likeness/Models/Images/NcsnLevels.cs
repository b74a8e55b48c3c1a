using MathNet.Numerics.Distributions;

namespace Likeness.Models.Images;

/// <summary>
/// The noise levels and the step of annealed Langevin dynamics, by techniques 2 and 4 of Song and Ermon 2020, arXiv:2006.09011.
/// </summary>
internal static class NcsnLevels
{
    private const double Overlap = 0.5;

    /// <summary>How many levels lie between σ_max and σ_min in a ratio at which neighbours overlap.</summary>
    /// <param name="dimensions">D, the values of an image.</param>
    /// <param name="max">σ_max.</param>
    /// <param name="min">σ_min.</param>
    public static int Count(int dimensions, double max, double min)
    {
        double root = Math.Sqrt(2.0 * dimensions);
        // Φ(√2D (γ − 1) + 3γ) − Φ(√2D (γ − 1) − 3γ) falls from nearly 1 at γ = 1.
        double OverlapAt(double ratio) =>
            Normal.CDF(0, 1, (root * (ratio - 1)) + (3 * ratio)) - Normal.CDF(0, 1, (root * (ratio - 1)) - (3 * ratio));
        var (low, high) = (1.0, 1 + (100 / root));
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = OverlapAt(middle) > Overlap ? (middle, high) : (low, middle);
        }

        return 1 + Math.Max(1, (int)Math.Round(Math.Log(max / min) / Math.Log(low)));
    }

    /// <summary>ε/σ_min², for which the steps of a level best bring the variance of the level before to its own.</summary>
    /// <param name="ratio">γ, a level over the next.</param>
    /// <param name="steps">Steps of a level.</param>
    public static double Step(double ratio, int steps)
    {
        // (1 − e)^2n (γ² − 2/(2 − e)) + 2/(2 − e), the variance after a level over that of the level.
        double Variance(double e) => (Math.Pow(1 - e, 2 * steps) * ((ratio * ratio) - (2 / (2 - e)))) + (2 / (2 - e));
        return Enumerable.Range(1, 9999).Select(i => i / 10_000.0).MinBy(e => Math.Abs(Variance(e) - 1));
    }
}
