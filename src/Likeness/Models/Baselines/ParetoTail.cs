namespace Likeness.Models.Baselines;

/// <summary>
/// The generalised Pareto distribution of excesses over a threshold, P(excess > y) = (1 + ξ y / β)^(−1/ξ) (Pickands 1975, Annals of Statistics 3),
/// by probability-weighted moments (Hosking and Wallis 1987, Technometrics 29, equation 7 with p = (j − 0.35)/n).
/// </summary>
/// <param name="Shape">ξ, between ¼ and ¾.</param>
/// <param name="Scale">β, above zero; the mean excess is β / (1 − ξ).</param>
internal readonly record struct ParetoTail(double Shape, double Scale)
{
    // Few values lie in a tail, and too light a shape is costly for a distant value; the mean is infinite at 1.
    private const double Lightest = 0.25;
    private const double Heaviest = 0.75;
    private const double PlottingOffset = 0.35;

    /// <summary>Fits.</summary>
    /// <param name="excesses">The excesses over the threshold, ascending; may be empty.</param>
    /// <param name="minScale">What β is at least.</param>
    public static ParetoTail Fit(ReadOnlySpan<double> excesses, double minScale)
    {
        double mean = 0,
            weighted = 0;
        for (int i = 0; i < excesses.Length; i++)
        {
            mean += excesses[i] / excesses.Length;
            weighted += (1 - ((i + 1 - PlottingOffset) / excesses.Length)) * excesses[i] / excesses.Length;
        }

        double spread = mean - (2 * weighted);
        double shape = spread > 0 ? Math.Clamp(2 - (mean / spread), Lightest, Heaviest) : Lightest;
        return new ParetoTail(shape, Math.Max(mean * (1 - shape), minScale));
    }
}
