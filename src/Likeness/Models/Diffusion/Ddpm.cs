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
                    var step = (TimeSamples.Uniform(batch, stream: 1) * options.NoiseSteps).Floor(); // t − 1
                    return Loss(rows, Tensor.RandomNormal([batch, Dimensions], stream: 0), step);
                },
                Parameters.Trained
            ),
        ];

    /// <inheritdoc/>
    protected override OdeSolver Solver => OdeSolver.Heun;

    /// <inheritdoc/>
    protected override double NoiseScale => 1 / Math.Sqrt(schedule.Kept[^1]);

    /// <inheritdoc/>
    protected override (double Most, double Least) Levels => (schedule.Level(options.NoiseSteps), schedule.Level(1));

    /// <summary>The largest magnitude that a row's numbers can have, to which x̂₀ is clipped in sampling; null for none.</summary>
    private protected virtual float? Bounds => null;

    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        int steps = Math.Min(options.Steps, options.NoiseSteps);
        var numbers = new double[steps][];
        for (int i = 0; i < steps; i++)
        {
            // t from T down to 1 in even strides, and 0 at the end, where ᾱ = 1.
            int t = Stride(steps - i, steps);
            double from = schedule.Kept[t - 1];
            double to = i == steps - 1 ? 1 : schedule.Kept[Stride(steps - i - 1, steps) - 1];
            double variance = Math.Pow(options.Eta, 2) * (1 - to) / (1 - from) * (1 - (from / to));
            numbers[i] =
            [
                Math.Sqrt(to),
                Math.Sqrt(Math.Max(0, 1 - to - variance)),
                Math.Sqrt(variance),
                .. Conditions(from, t),
            ];
        }

        return TimeLoop.Run(
            numbers,
            [Tensor.RandomNormal([count, Dimensions], stream: 0)],
            (row, state) =>
            {
                var (clean, noise) = Parts(state[0], row[3], row[4], row[5]);
                if (Bounds is float bound)
                {
                    clean = clean.Maximum(-bound).Minimum(bound);
                    noise = (state[0] - (row[3] * clean)) / row[4];
                }

                var x = (row[0] * clean) + (row[1] * noise);
                return [options.Eta > 0 ? x + (row[2] * Tensor.RandomNormal([count, Dimensions], stream: 1)) : x];
            }
        )[0];
    }

    /// <summary>The mean loss of rows for given noise and steps.</summary>
    /// <param name="rows">x₀: [batch, d].</param>
    /// <param name="noise">ε: [batch, d].</param>
    /// <param name="step">t − 1, whole numbers from 0: [batch, 1].</param>
    internal Tensor Loss(Tensor rows, Tensor noise, Tensor step)
    {
        var fraction = kept.Gather(step); // ᾱ: [batch, 1]
        var (signal, level) = (fraction.Sqrt(), (1 - fraction).Sqrt());
        var target = options.Target switch
        {
            DiffusionTarget.Noise => noise,
            DiffusionTarget.Row => rows,
            _ => (signal * noise) - (level * rows),
        };
        var output = Network((signal * rows) + (level * noise), (step + 1) * (1f / options.NoiseSteps));
        return (output - target).Square().Sum([1]).Mean();
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<double> Times(int steps) =>
        NoiseLevels.Spread(steps, Levels.Most, Levels.Least, Rho);

    /// <inheritdoc/>
    protected override double[] At(double time) => Conditions(1 / (1 + (time * time)), schedule.StepAt(time));

    /// <inheritdoc/>
    protected override Tensor Velocity(Tensor x, Tensor[] at) => Parts(x * at[0], at[0], at[1], at[2]).Noise;

    // √ᾱ, √(1 − ᾱ) and the time input of the network.
    private double[] Conditions(double fraction, double step) =>
        [Math.Sqrt(fraction), Math.Sqrt(1 - fraction), step / options.NoiseSteps];

    // x̂₀ and ε̂ of x from the output of the network.
    private (Tensor Row, Tensor Noise) Parts(Tensor x, Tensor signal, Tensor level, Tensor time)
    {
        var output = Network(x, time);
        return options.Target switch
        {
            DiffusionTarget.Noise => ((x - (level * output)) / signal, output),
            DiffusionTarget.Row => (output, (x - (signal * output)) / level),
            _ => ((signal * x) - (level * output), (level * x) + (signal * output)),
        };
    }

    // The i-th of so many steps evenly spaced in 1 … T.
    private int Stride(int i, int steps) => (int)Math.Round((double)i * options.NoiseSteps / steps);
}
