using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// Algorithm 2 of Karras et al. 2022, arXiv:2206.00364: Heun's method for dx/dσ between noise levels t₀ … t_(N − 1) and t_N = 0. Where S_tmin ≤ tᵢ ≤
/// S_tmax, a step first raises the noise level to t̂ᵢ = (1 + γ) tᵢ with γ = min(S_churn/N, √2 − 1). The last step is Euler's.
/// </summary>
internal static class EdmSteps
{
    private const ulong NoiseStream = 1;
    private const ulong LastStream = 2;

    /// <summary>The S parameters: S_churn, S_tmin, S_tmax and S_noise.</summary>
    public sealed record Churn(double Total, double Min, double Max, double Deviation);

    /// <summary>Samples rows.</summary>
    /// <param name="levels">t₀ … t_(N − 1), descending.</param>
    /// <param name="churn">The noise that is added; null for none.</param>
    /// <param name="at">From a level to the inputs of the slope.</param>
    /// <param name="noise">x₀/t₀: [count, d].</param>
    /// <param name="slope">dx/dσ.</param>
    public static Tensor Sample(
        double[] levels,
        Churn? churn,
        Func<double, double[]> at,
        Tensor noise,
        Func<Tensor, Tensor[], Tensor> slope
    )
    {
        int width = at(levels[0]).Length;
        bool isRandom = churn is { Total: > 0 };
        Tensor Raised(Tensor x, Tensor added, ulong stream) =>
            isRandom ? x + (added * Tensor.RandomNormal(x.Shape, stream)) : x;

        // t_(i + 1) − t̂ᵢ, the standard deviation of the added noise, and the inputs at t̂ᵢ and, unless it is 0, t_(i + 1).
        double[] Numbers(double level, double next)
        {
            double gamma =
                churn is not null && level >= churn.Min && level <= churn.Max
                    ? Math.Min(churn.Total / levels.Length, Math.Sqrt(2) - 1)
                    : 0;
            double raised = level * (1 + gamma);
            double added = (churn?.Deviation ?? 0) * Math.Sqrt((raised * raised) - (level * level));
            return [next - raised, added, .. at(raised), .. next > 0 ? at(next) : []];
        }

        var x = noise * (float)levels[0];
        if (levels.Length > 1)
        {
            x = TimeLoop.Run(
                [.. levels.Zip(levels.Skip(1), Numbers)],
                [x],
                (row, state) =>
                {
                    var raised = Raised(state[0], row[1], NoiseStream);
                    var begin = slope(raised, row[2..(2 + width)]);
                    var end = slope(raised + (row[0] * begin), row[(2 + width)..]);
                    return [raised + (row[0] * 0.5f * (begin + end))];
                }
            )[0];
        }

        Tensor[] last = Array.ConvertAll(Numbers(levels[^1], 0), value => Tensor.Constant([1, 1], (float)value));
        x = Raised(x, last[1], LastStream);
        return x + (last[0] * slope(x, last[2..]));
    }
}
