using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// The differential equation of a <see cref="ProbabilityFlow"/> from rows to noise, in a variable u in whose even steps it is easy to solve. Near the rows
/// the noise of a row that lies on fewer dimensions, or of a grey level, grows by a constant factor in each step: in steps of the noise level itself,
/// Runge–Kutta steps larger than the level would add up slopes of 1/σ instead of ln σ, and densities far too large.
/// </summary>
/// <param name="Times">The values of u at the ends of the steps.</param>
/// <param name="At">The inputs of <paramref name="Slope"/> at u, computed before the graph.</param>
/// <param name="Slope">dy/du of the state y = <paramref name="Begin"/> x at the rows x, from the network, y and the inputs: [1, 1] each.</param>
/// <param name="Begin">The factor of rows.</param>
/// <param name="End">The standard deviation of the state at the end.</param>
internal sealed record NoisePath(
    IReadOnlyList<double> Times,
    Func<double, double[]> At,
    Func<Func<Tensor, Tensor, Tensor>, Tensor, Tensor[], Tensor> Slope,
    double Begin,
    double End
)
{
    /// <summary>
    /// The path of dx/dσ = ẑ with x = x₀ + σ z, for y = x/√(1 + σ²) in u = −asinh(1/σ), which is ln σ near the rows and the angle between row and noise far from
    /// them: dy/du = σ (ẑ − y σ/√(1 + σ²)).
    /// </summary>
    /// <param name="steps">How many steps.</param>
    /// <param name="levels">σ at noise and at rows.</param>
    /// <param name="scale">The standard deviation of x at the first of <paramref name="levels"/>.</param>
    /// <param name="at">The inputs of <paramref name="velocity"/> at σ.</param>
    /// <param name="velocity">ẑ from the network, x and the inputs.</param>
    public static NoisePath OfLevels(
        int steps,
        (double Most, double Least) levels,
        double scale,
        Func<double, double[]> at,
        Func<Func<Tensor, Tensor, Tensor>, Tensor, Tensor[], Tensor> velocity
    )
    {
        const int Own = 3;
        return new(
            Even(steps, -Math.Asinh(1 / levels.Least), -Math.Asinh(1 / levels.Most)),
            u =>
            {
                double level = -1 / Math.Sinh(u);
                double both = double.Hypot(1, level);
                return [both, level, level / both, .. at(level)];
            },
            (network, y, inputs) => inputs[1] * (velocity(network, y * inputs[0], inputs[Own..]) - (inputs[2] * y)),
            1 / double.Hypot(1, levels.Least),
            scale / double.Hypot(1, levels.Most)
        );
    }

    /// <summary>The path of dx/dt = v from t = 1 at rows to 0 at noise, in u = ln(1 + m − t): dx/du = −(1 + m − t) v.</summary>
    /// <param name="steps">How many steps.</param>
    /// <param name="margin">m, the smallest difference of times that the network resolves.</param>
    /// <param name="at">The inputs of <paramref name="velocity"/> at t.</param>
    /// <param name="velocity">v from the network, x and the inputs.</param>
    public static NoisePath OfTimes(
        int steps,
        double margin,
        Func<double, double[]> at,
        Func<Func<Tensor, Tensor, Tensor>, Tensor, Tensor[], Tensor> velocity
    ) =>
        new(
            Even(steps, Math.Log(margin), Math.Log(1 + margin)),
            u => [-Math.Exp(u), .. at(Math.Clamp(1 + margin - Math.Exp(u), 0, 1))],
            (network, x, inputs) => inputs[0] * velocity(network, x, inputs[1..]),
            1,
            1
        );

    private static double[] Even(int steps, double from, double to) =>
        [.. Enumerable.Range(0, steps + 1).Select(i => from + ((to - from) * i / steps))];
}
