using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// Denoising diffusion. Ho et al. 2020, arXiv:2006.11239: x_t = √ᾱ_t x₀ + √(1 − ᾱ_t) ε (eq. 4) at steps t uniform on 1 … T, and
/// the network minimises the squared error of ε (eq. 14), or of another <see cref="DiffusionTarget"/>. Rows are sampled by
/// x_s = √ᾱ_s x̂₀ + √(1 − ᾱ_s − σ²) ε̂ + σ z (Song et al. 2021, arXiv:2010.02502, eq. 12), σ² = η² (1 − ᾱ_s)/(1 − ᾱ_t) (1 − ᾱ_t/ᾱ_s)
/// (eq. 16); with η = 1 and s = t − 1 it is DDPM's own algorithm 2 with its variance β̃. Density and latents are those of the differential
/// equation dx̄/dσ = ε̂ (ibid., eq. 14) in x̄ = x/√ᾱ and σ = √((1 − ᾱ)/ᾱ), down to the noise of t = 1.
/// </summary>
[Model(
    "ddpm",
    Title = "DDPM",
    Paper = "Ho et al. 2020, arXiv:2006.11239",
    Summary = "a row is denoised in many small steps"
)]
public class Ddpm : ProbabilityFlow
{
    private const double Rho = 7;

    private readonly DdpmOptions options;
    private readonly NoiseSchedule schedule;
    private readonly Tensor kept; // ᾱ: [T]

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public Ddpm(DdpmOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed)
    {
        this.options = options;
        schedule = new NoiseSchedule(options.Noise, options.NoiseSteps);
        kept = Tensor.Constant([options.NoiseSteps], [.. schedule.Kept.Select(fraction => (float)fraction)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                $"squared error of the {options.Target.ToString().ToLowerInvariant()}",
                (rows, _) =>
                {
                    int batch = rows.Shape[0];
                    var network = Condition.Of(Condition.Dropped(rows));
                    var step = (TimeSamples.Uniform(batch, stream: 1) * options.NoiseSteps).Floor(); // t − 1
                    return Loss(network, Condition.Values(rows), Tensor.RandomNormal([batch, Width], stream: 0), step);
                },
                Parameters.Trained
            ),
        ];

    private protected override OdeSolver Solver => OdeSolver.Heun;

    private protected override double NoiseScale => 1 / Math.Sqrt(schedule.Kept[^1]);

    private protected override (double Most, double Least) Levels =>
        (schedule.Level(options.NoiseSteps), schedule.Level(1));

    /// <summary>The largest magnitude that a row's numbers can have, to which x̂₀ is clipped in sampling; null for none.</summary>
    private protected virtual float? Bounds => null;

    private protected override Tensor SampleByDefault(Tensor noise, Func<Tensor, Tensor, Tensor> network) =>
        DenoisingSteps.Ancestral(Path(options.Steps), noise, (x, at) => Split(network, x, at), options.Eta);

    // t from T down to 1 in even strides, and 0 at the end, where ᾱ = 1.
    private protected override IReadOnlyList<NoisePoint> Path(int wanted)
    {
        int steps = Math.Min(wanted, options.NoiseSteps);
        return
        [
            .. Enumerable
                .Range(0, steps)
                .Select(i =>
                {
                    int t = (int)Math.Round((double)(steps - i) * options.NoiseSteps / steps);
                    double fraction = schedule.Kept[t - 1];
                    return new NoisePoint(fraction, 1 - fraction, Conditions(fraction, t));
                }),
            NoisePoint.End(width: 3),
        ];
    }

    private protected override (Tensor Row, Tensor Noise) Split(
        Func<Tensor, Tensor, Tensor> network,
        Tensor x,
        Tensor[] at
    )
    {
        var (clean, noise) = Parts(network, x, at);
        if (Bounds is not float bound)
        {
            return (clean, noise);
        }

        clean = clean.Maximum(-bound).Minimum(bound);
        return (clean, (x - (at[0] * clean)) / at[1]);
    }

    /// <summary>The mean loss of rows for given noise and steps.</summary>
    internal Tensor Loss(Tensor rows, Tensor noise, Tensor step) => Loss(Network, rows, noise, step);

    /// <summary>The mean loss of rows for given noise and steps.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rows">x₀: [batch, d].</param>
    /// <param name="noise">ε: [batch, d].</param>
    /// <param name="step">t − 1, whole numbers from 0: [batch, 1].</param>
    private Tensor Loss(Func<Tensor, Tensor, Tensor> network, Tensor rows, Tensor noise, Tensor step)
    {
        var fraction = kept.Gather(step); // ᾱ: [batch, 1]
        var (signal, level) = (fraction.Sqrt(), (1 - fraction).Sqrt());
        var target = options.Target switch
        {
            DiffusionTarget.Noise => noise,
            DiffusionTarget.Row => rows,
            _ => (signal * noise) - (level * rows),
        };
        var output = network((signal * rows) + (level * noise), (step + 1) * (1f / options.NoiseSteps));
        return (output - target).Square().Sum([1]).Mean();
    }

    private protected override IReadOnlyList<double> Times(int steps) =>
        NoiseLevels.Spread(steps, Levels.Most, Levels.Least, Rho);

    private protected override double[] At(double time) => Conditions(1 / (1 + (time * time)), schedule.StepAt(time));

    private protected override Tensor Velocity(Func<Tensor, Tensor, Tensor> network, Tensor x, Tensor[] at) =>
        Parts(network, x * at[0], at).Noise;

    // √ᾱ, √(1 − ᾱ) and the time input of the network.
    private double[] Conditions(double fraction, double step) =>
        [Math.Sqrt(fraction), Math.Sqrt(1 - fraction), step / options.NoiseSteps];

    // x̂₀ and ε̂ of x from the output of the network.
    private (Tensor Row, Tensor Noise) Parts(Func<Tensor, Tensor, Tensor> network, Tensor x, Tensor[] at)
    {
        var (signal, level) = (at[0], at[1]);
        var output = network(x, at[2]);
        return options.Target switch
        {
            DiffusionTarget.Noise => ((x - (level * output)) / signal, output),
            DiffusionTarget.Row => (output, (x - (signal * output)) / level),
            _ => ((signal * x) - (level * output), (level * x) + (signal * output)),
        };
    }
}
