using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// The noise process x_t = √ᾱ_t x₀ + √(1 − ᾱ_t) ε of Ho et al. 2020, arXiv:2006.11239, eq. 4, with the loss of a network that predicts a
/// <see cref="DiffusionTarget"/>, for every model that denoises rows, images or latents so.
/// </summary>
internal sealed class DiffusionProcess
{
    private readonly int steps;
    private readonly DiffusionTarget target;
    private readonly Tensor kept; // ᾱ: [T]

    /// <summary>Computes the schedule.</summary>
    /// <param name="noise">The kind of schedule.</param>
    /// <param name="steps">T.</param>
    /// <param name="target">What the network predicts.</param>
    public DiffusionProcess(NoiseScheduleKind noise, int steps, DiffusionTarget target)
    {
        (this.steps, this.target) = (steps, target);
        Schedule = new NoiseSchedule(noise, steps);
        kept = Tensor.Constant([steps], [.. Schedule.Kept.Select(fraction => (float)fraction)]);
    }

    /// <summary>The schedule.</summary>
    public NoiseSchedule Schedule { get; }

    /// <summary>t − 1 for each row, uniform on 0 … T − 1: [batch, 1].</summary>
    public Tensor RandomSteps(int batch, ulong stream) => (TimeSamples.Uniform(batch, stream) * steps).Floor();

    /// <summary>The mean loss of rows for given noise and steps.</summary>
    /// <param name="network">The network.</param>
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

    /// <summary>From noise to rows: t from T down to 1 in even strides, and 0 at the end, where ᾱ = 1.</summary>
    /// <param name="wanted">How many steps; at most T are made.</param>
    public IReadOnlyList<NoisePoint> Path(int wanted)
    {
        int count = Math.Min(wanted, steps);
        return [.. Points(count), NoisePoint.End(width: 3)];
    }

    /// <summary>From rows to noise: the path of the same steps backwards, where the row is taken for x₁.</summary>
    /// <param name="wanted">How many steps; at most T are made.</param>
    public IReadOnlyList<NoisePoint> PathToNoise(int wanted)
    {
        int count = Math.Min(wanted, steps);
        return [new(1, 0, Conditions(1, 1)), .. Points(count).Reverse()];
    }

    /// <summary>√ᾱ, √(1 − ᾱ) and the time input of the network.</summary>
    /// <param name="fraction">ᾱ.</param>
    /// <param name="step">t.</param>
    public double[] Conditions(double fraction, double step) =>
        [Math.Sqrt(fraction), Math.Sqrt(1 - fraction), step / steps];

    /// <summary>x̂₀ and ε̂ of x from the output of the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">[batch, d].</param>
    /// <param name="at"><see cref="Conditions"/>: [1, 1] each.</param>
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

    private IEnumerable<NoisePoint> Points(int count) =>
        Enumerable
            .Range(0, count)
            .Select(i =>
            {
                int t = (int)Math.Round((double)(count - i) * steps / count);
                double fraction = Schedule.Kept[t - 1];
                return new NoisePoint(fraction, 1 - fraction, Conditions(fraction, t));
            });
}
