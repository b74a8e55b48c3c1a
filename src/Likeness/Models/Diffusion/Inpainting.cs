using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// Draws what is missing of rows with a denoiser that was trained on whole ones. Lugmayr et al. 2022, arXiv:2201.09865, algorithm 1
/// (RePaint): at each level of noise what is given is put in with this noise, a step goes to the next level, and each step is undone by
/// new noise and taken again some times, so that what is given and what is missing come to fit. The step is one of Heun's rule for
/// dx/dσ = (x − D)/σ in place of the paper's random one, which with so few levels spreads too little.
/// </summary>
internal static class Inpainting
{
    /// <summary>D of rows at a level of noise.</summary>
    /// <param name="noisy">Rows and σ times normal noise: [batch, d].</param>
    /// <param name="level">σ: [1, 1].</param>
    /// <param name="at">What the network needs to know of it: [1, 1] each.</param>
    public delegate Tensor Denoiser(Tensor noisy, Tensor level, Tensor[] at);

    /// <summary>Draws the values that are not given.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="given">[batch, d]: 1 where a value is given, else 0.</param>
    /// <param name="levels">σ, from much to little.</param>
    /// <param name="times">How often each step is taken.</param>
    /// <param name="at">From σ to what the denoiser needs to know of it.</param>
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
            bool isLast = to == 0;
            double end = isLast ? from : to;
            for (int time = 1; time <= times; time++)
            {
                double undone = time < times ? Math.Sqrt((from * from) - (to * to)) : 0;
                numbers.Add([from, end, to - from, isLast ? 0 : 0.5, undone, .. at(from), .. at(end)]);
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
                var begin = (x - denoiser(x, row[0], row[5..(5 + width)])) / row[0];
                var ahead = x + (row[2] * begin);
                var end = (ahead - denoiser(ahead, row[1], row[(5 + width)..])) / row[1];
                var next = x + (row[2] * (begin + (row[3] * (end - begin))));
                return [next + (row[4] * Tensor.RandomNormal(shape, stream: 2))];
            }
        )[0];
        return given.Where(rows, missing);
    }
}
