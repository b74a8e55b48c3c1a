using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// The samplers of <see cref="DenoisingSampler"/>, for every model that splits x = a · row + b · noise into both parts. A step goes from (a, b) to
/// (a′, b′), where λ = ln(a/b) grows; the last one ends at a row without noise.
/// </summary>
internal static class DenoisingSteps
{
    private const ulong NoiseStream = 1;
    private const ulong CorrectorStream = 2;
    private const double MaxHeunLevel = 100;

    /// <summary>The predicted row and noise of x.</summary>
    /// <param name="x">[batch, d].</param>
    /// <param name="at">The inputs of the network: [1, 1] each.</param>
    public delegate (Tensor Row, Tensor Noise) Split(Tensor x, Tensor[] at);

    /// <summary>Samples rows.</summary>
    /// <param name="sampler">Not <see cref="DenoisingSampler.Default"/>.</param>
    /// <param name="path">From noise to the end; at least two points.</param>
    /// <param name="start">x at the first point: [batch, d].</param>
    /// <param name="split">The model.</param>
    /// <param name="ratio">r of the Langevin steps.</param>
    public static Tensor Sample(
        DenoisingSampler sampler,
        IReadOnlyList<NoisePoint> path,
        Tensor start,
        Split split,
        double ratio
    ) =>
        sampler switch
        {
            DenoisingSampler.Ddim => Ancestral(path, start, split, eta: 0),
            DenoisingSampler.Ancestral => Ancestral(path, start, split, eta: 1),
            DenoisingSampler.Heun => Heun(path, start, split),
            DenoisingSampler.DpmSolver => DpmSolver(path, start, split),
            DenoisingSampler.Langevin => Langevin(path, start, split, ratio),
            _ => throw new ArgumentOutOfRangeException(nameof(sampler)),
        };

    /// <summary>x′ = a′ row + √(b′² − σ²) noise + σ z with σ² = η² b′²/b² (b² − a² b′²/a′²): Song et al. 2021, arXiv:2010.02502, eqs. 12 and 16.</summary>
    /// <param name="path">From noise to the end; with η = 0 also from a row to its noise.</param>
    /// <param name="start">x at the first point.</param>
    /// <param name="split">The model.</param>
    /// <param name="eta">η: 0 adds no noise, 1 as much as the noise process.</param>
    public static Tensor Ancestral(IReadOnlyList<NoisePoint> path, Tensor start, Split split, double eta)
    {
        double[][] numbers = Steps(path, (from, to) => [.. Renoise(from, to, eta), .. from.At]);
        return TimeLoop.Run(numbers, [start], (row, state) => [Step(row, state[0], split, eta > 0)])[0];
    }

    /// <summary>dx̄/dσ = noise in x̄ = x/a and σ = b/a. Steps from σ above 100 and the last one are Euler's.</summary>
    private static Tensor Heun(IReadOnlyList<NoisePoint> path, Tensor start, Split split)
    {
        int width = path[0].At.Length;
        double[][] numbers = Steps(
            [.. path.SkipLast(1)],
            (from, to) =>
            {
                double level = from.Deviation / from.Scale;
                double slope = level > MaxHeunLevel ? 0 : (to.Deviation - (to.Scale * level)) / 2;
                return [to.Scale, to.Deviation, slope, .. from.At, .. to.At];
            }
        );
        var x =
            numbers.Length == 0
                ? start
                : TimeLoop.Run(
                    numbers,
                    [start],
                    (row, state) =>
                    {
                        var (clean, noise) = split(state[0], row[3..(3 + width)]);
                        var euler = (row[0] * clean) + (row[1] * noise);
                        var (_, after) = split(euler, row[(3 + width)..]);
                        return [euler + (row[2] * (after - noise))];
                    }
                )[0];
        return split(x, Constants(path[^2].At)).Row;
    }

    /// <summary>
    /// x′ = b′/b x + (a′ − a b′/b) D with D = (1 + 1/2r) row − 1/2r (the row of the step before), r = h_before/h and h = λ′ − λ. The first and the last step
    /// have D = row.
    /// </summary>
    private static Tensor DpmSolver(IReadOnlyList<NoisePoint> path, Tensor start, Split split)
    {
        double[][] numbers = Steps(
            path,
            (from, to) =>
            {
                double kept = to.Deviation / from.Deviation;
                return [kept, to.Scale - (from.Scale * kept), 0, .. from.At];
            }
        );
        double[] lambda = [.. path.Select(point => Math.Log(point.Scale / point.Deviation))];
        for (int i = 1; i < numbers.Length - 1; i++)
        {
            numbers[i][2] = (lambda[i + 1] - lambda[i]) / (lambda[i] - lambda[i - 1]) / 2;
        }

        return TimeLoop.Run(
            numbers,
            [start, Tensor.Constant(start.Shape, 0)],
            (row, state) =>
            {
                var (clean, _) = split(state[0], row[3..]);
                var ahead = clean + (row[2] * (clean - state[1]));
                return [(row[0] * state[0]) + (row[1] * ahead), clean];
            }
        )[0];
    }

    /// <summary>
    /// After each ancestral step x ← x + ε s + √(2ε) z with the score s = −noise/b and ε = 2 (r ‖z‖/‖s‖)², where ‖z‖/‖noise‖ is replaced by its limit in
    /// many dimensions, 1. The last step has no such correction.
    /// </summary>
    private static Tensor Langevin(IReadOnlyList<NoisePoint> path, Tensor start, Split split, double ratio)
    {
        int width = path[0].At.Length;
        double[][] numbers = Steps(
            [.. path.SkipLast(1)],
            (from, to) =>
                [
                    .. Renoise(from, to, eta: 1),
                    -2 * ratio * ratio * to.Deviation,
                    2 * ratio * to.Deviation,
                    .. from.At,
                    .. to.At,
                ]
        );
        var x =
            numbers.Length == 0
                ? start
                : TimeLoop.Run(
                    numbers,
                    [start],
                    (row, state) =>
                    {
                        var after = Step([.. row[..3], .. row[5..(5 + width)]], state[0], split, isRandom: true);
                        var (_, noise) = split(after, row[(5 + width)..]);
                        return
                        [
                            after + (row[3] * noise) + (row[4] * Tensor.RandomNormal(after.Shape, CorrectorStream)),
                        ];
                    }
                )[0];
        return split(x, Constants(path[^2].At)).Row;
    }

    private static double[] Renoise(NoisePoint from, NoisePoint to, double eta)
    {
        double carried = from.Signal * to.Noise / to.Signal;
        double variance = eta == 0 ? 0 : Math.Pow(eta, 2) * to.Noise / from.Noise * (from.Noise - carried);
        return [to.Scale, Math.Sqrt(Math.Max(0, to.Noise - variance)), Math.Sqrt(Math.Max(0, variance))];
    }

    // The numbers are a′, the deviation of the kept noise and that of the new noise, and the network's inputs.
    private static Tensor Step(Tensor[] row, Tensor x, Split split, bool isRandom)
    {
        var (clean, noise) = split(x, row[3..]);
        var next = (row[0] * clean) + (row[1] * noise);
        return isRandom ? next + (row[2] * Tensor.RandomNormal(x.Shape, NoiseStream)) : next;
    }

    private static double[][] Steps(IReadOnlyList<NoisePoint> path, Func<NoisePoint, NoisePoint, double[]> numbers) =>
        [.. path.Zip(path.Skip(1), numbers)];

    private static Tensor[] Constants(double[] at) =>
        Array.ConvertAll(at, value => Tensor.Constant([1, 1], (float)value));
}
