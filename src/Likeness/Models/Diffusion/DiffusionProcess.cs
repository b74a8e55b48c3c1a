using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// The noise process of denoising diffusion, x_t = √ᾱ_t x₀ + √(1 − ᾱ_t) ε at steps t of 1 … T (Ho et al. 2020, arXiv:2006.11239, eq. 4), and what a network
/// that was trained on it predicts.
/// </summary>
/// <param name="kind">The noise schedule.</param>
/// <param name="steps">T.</param>
/// <param name="target">What the network predicts.</param>
internal sealed class DiffusionProcess(NoiseScheduleKind kind, int steps, DiffusionTarget target)
{
    private readonly Tensor kept = Tensor.Constant(
        [steps],
        [.. new NoiseSchedule(kind, steps).Kept.Select(fraction => (float)fraction)]
    ); // ᾱ

    /// <summary>ᾱ of each step.</summary>
    public NoiseSchedule Schedule { get; } = new(kind, steps);

    /// <summary>t − 1, uniform on 0 … T − 1: [batch, 1].</summary>
    public Tensor RandomSteps(int batch, ulong stream) => (TimeSamples.Uniform(batch, stream) * steps).Floor();

    /// <summary>The mean squared error of the network, summed over the values of a row (ibid., eq. 14).</summary>
    /// <param name="network">From x_t and t/T.</param>
    /// <param name="rows">x₀: [batch, d].</param>
    /// <param name="noise">ε: [batch, d].</param>
    /// <param name="step">t − 1, whole numbers from 0: [batch, 1].</param>
    public Tensor Loss(Func<Tensor, Tensor, Tensor> network, Tensor rows, Tensor noise, Tensor step)
    {
        var fraction = kept.Gather(step); // ᾱ: [batch, 1]
        var (signal, level) = (fraction.Sqrt(), (1 - fraction).Sqrt());
        var wanted = target switch
        {
            DiffusionTarget.Noise => noise,
            DiffusionTarget.Row => rows,
            _ => (signal * noise) - (level * rows),
        };
        var output = network((signal * rows) + (level * noise), (step + 1) * (1f / steps));
        return (output - wanted).Square().Sum([1]).Mean();
    }

    /// <summary>t from T down to 1 in even strides, and 0 at the end, where ᾱ = 1.</summary>
    /// <param name="wanted">The number of strides; at most T.</param>
    public IReadOnlyList<NoisePoint> Path(int wanted)
    {
        int count = Math.Min(wanted, steps);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    int t = (int)Math.Round((double)(count - i) * steps / count);
                    double fraction = Schedule.Kept[t - 1];
                    return new NoisePoint(fraction, 1 - fraction, At(fraction, t));
                }),
            NoisePoint.End(width: 3),
        ];
    }

    /// <summary>The way back: from the noise of t = 1 to that of T.</summary>
    /// <param name="wanted">The number of strides; at most T − 1.</param>
    public IReadOnlyList<NoisePoint> PathToNoise(int wanted)
    {
        int count = Math.Min(wanted, steps - 1);
        return
        [
            .. Enumerable
                .Range(0, count + 1)
                .Select(i =>
                {
                    int t = 1 + (int)Math.Round((double)i * (steps - 1) / count);
                    double fraction = Schedule.Kept[t - 1];
                    return new NoisePoint(fraction, 1 - fraction, At(fraction, t));
                }),
        ];
    }

    /// <summary>√ᾱ, √(1 − ᾱ) and the time input of the network.</summary>
    public double[] At(double fraction, double step) => [Math.Sqrt(fraction), Math.Sqrt(1 - fraction), step / steps];

    /// <summary>x̂₀ and ε̂ of x from the output of the network.</summary>
    /// <param name="network">From x_t and t/T.</param>
    /// <param name="x">[batch, d].</param>
    /// <param name="at">The numbers of <see cref="At"/>: [1, 1] each.</param>
    public (Tensor Row, Tensor Noise) Split(Func<Tensor, Tensor, Tensor> network, Tensor x, Tensor[] at)
    {
        var (signal, level) = (at[0], at[1]);
        var output = network(x, at[2]);
        return target switch
        {
            DiffusionTarget.Noise => ((x - (level * output)) / signal, output),
            DiffusionTarget.Row => (output, (x - (signal * output)) / level),
            _ => ((signal * x) - (level * output), (level * x) + (signal * output)),
        };
    }
}
