using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// Samples missing values of rows with a denoiser that was trained on complete rows. Lugmayr et al. 2022, arXiv:2201.09865, algorithm 1 (RePaint): at each
/// noise level the observed values are inserted with this noise, a step goes to the next level, and each step is undone by new noise and repeated, so that
/// observed and missing values become consistent. Instead of the paper's random step, whose samples vary too little with so few levels, x′ = D + σ′/σ (x − D)
/// with the D of the same step to √(σσ′): Lu et al. 2022, arXiv:2211.01095, algorithm 1 (DPM-Solver++(2S), r = ½). Between x and D, it cannot overshoot;
/// Heun's step does where σ > 3σ′.
/// </summary>
internal static class Inpainting
{
    /// <summary>D of rows at a level of noise.</summary>
    /// <param name="noisy">Rows and σ times normal noise: [batch, d].</param>
    /// <param name="level">σ: [1, 1].</param>
    /// <param name="at">The inputs of the network at σ: [1, 1] each.</param>
    public delegate Tensor Denoiser(Tensor noisy, Tensor level, Tensor[] at);

    /// <summary>Samples the values that are not observed.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="given">[batch, d]: 1 where a value is observed, else 0.</param>
    /// <param name="levels">σ, descending.</param>
    /// <param name="times">How often each step is repeated.</param>
    /// <param name="at">From σ to the inputs of the denoiser.</param>
    /// <param name="denoiser">D.</param>
    /// <returns>[batch, d].</returns>
    public static Tensor Sample(
        Tensor rows,
        Tensor given,
        IReadOnlyList<double> levels,
        int times,
        Func<double, double[]> at,
        Denoiser denoiser
    )
    {
        var numbers = new List<double[]>();
        for (int i = 0; i < levels.Count; i++)
        {
            double from = levels[i];
            double to = i + 1 < levels.Count ? levels[i + 1] : 0;
            double middle = to == 0 ? from : Math.Sqrt(from * to);
            for (int time = 1; time <= times; time++)
            {
                double undone = time < times ? Math.Sqrt((from * from) - (to * to)) : 0;
                numbers.Add([from, middle, middle / from, to / from, undone, .. at(from), .. at(middle)]);
            }
        }

        int width = at(levels[0]).Length;
        var shape = rows.Shape;
        var missing = TimeLoop.Run(
            numbers,
            [Tensor.RandomNormal(shape, stream: 0) * (float)levels[0]],
            (row, state) =>
            {
                var known = rows + (row[0] * Tensor.RandomNormal(shape, stream: 1));
                var x = given.Where(known, state[0]);
                var first = denoiser(x, row[0], row[5..(5 + width)]);
                var halfway = first + (row[2] * (x - first));
                var second = denoiser(halfway, row[1], row[(5 + width)..]);
                var next = second + (row[3] * (x - second));
                return [next + (row[4] * Tensor.RandomNormal(shape, stream: 2))];
            }
        )[0];
        return given.Where(rows, missing);
    }
}
