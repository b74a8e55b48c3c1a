using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Diffusion;

/// <summary>Options of <see cref="FlowMatching"/>.</summary>
public record FlowMatchingOptions : DiffusionOptions
{
    /// <summary>
    /// The defaults. On the dataset pi (held-out log-density in nats per row, seed 0, 200 epochs in batches of 256) p = 1, 2 and 3 for
    /// <see cref="TimePower"/> gave 13.2, 14.4 and 14.6, four <see cref="DiffusionOptions.Frequencies"/> 13.4 instead of 13.2. On the points of π the
    /// defaults gave 7.41 (a Gaussian mixture 7.32) and a C2ST accuracy of 0.48, 0.47 and 0.52 (k-nearest neighbours, logistic regression, random forest);
    /// with standardised columns 7.39, 0.49, 0.48 and 0.53.
    /// </summary>
    public FlowMatchingOptions()
    {
        Epochs = 400;
        BatchSize = 128;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
    }

    /// <summary>The ODE solver of sampling.</summary>
    [Description("ODE solver of sampling: euler, midpoint, heun or rk4")]
    [Sampling(ModelUses.Sampling | ModelUses.Decoding)]
    public OdeSolver Solver { get; init; } = OdeSolver.Midpoint;

    /// <summary>How noise and rows are paired; pairs of optimal transport are Tong et al. 2024, arXiv:2302.00482, §3.2.3.</summary>
    [Description("pairs of noise and example: random, or optimal-transport within a batch, whose paths are straighter")]
    public NoisePairs Pairs { get; init; } = NoisePairs.Random;

    /// <summary>
    /// p of the training times t = 1 − (1 − u)ᵖ with u uniform; 1 is uniform, as in the paper, and more puts more of
    /// them near the rows, where fine structure is learned.
    /// </summary>
    [Description("p of the training times t = 1 − (1 − u)^p: 1 is uniform, more puts more of them near the data")]
    [Range(0.1, 10)]
    public double TimePower { get; init; } = 3;

    /// <summary>p of the times of the solver, t = 1 − (1 − s)ᵖ with s evenly spaced; more makes steps smaller near the rows.</summary>
    [Description("p of the solver's times t = 1 − (1 − s)^p: 1 is even, more makes steps smaller near the data")]
    [Range(0.1, 10)]
    [Sampling(ModelUses.Sampling | ModelUses.Decoding)]
    public double StepPower { get; init; } = 2;
}

/// <summary>
/// Flow matching along the straight paths of conditional optimal transport. Lipman et al. 2023, arXiv:2210.02747: between noise x₀ and
/// a row x₁ lies x_t = (1 − t) x₀ + t x₁ (eq. 22 with σ_min = 0); the network minimises ‖v(x_t, t) − (x₁ − x₀)‖² (eq. 23), and its field
/// carries N(0, I) at t = 0 to the rows at t = 1. The time input of the network is ¼ logit(t), which resolves times near the rows.
/// </summary>
[Model(
    "flow-matching",
    Title = "Flow matching",
    Paper = "Lipman et al. 2023, arXiv:2210.02747",
    Summary = "a velocity that carries noise to data along straight paths, with a density"
)]
public class FlowMatching : ProbabilityFlow
{
    // Keeps the time input at t = 0 and 1 finite.
    private const float Margin = 1e-3f;
    private const double MinTime = 0.005;

    private readonly FlowMatchingOptions options;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public FlowMatching(FlowMatchingOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed)
    {
        this.options = options;
    }

    private protected FlowMatching(
        FlowMatchingOptions options,
        ModelSpace space,
        ulong? seed,
        Func<ParameterScope, ConditionedNetwork> network
    )
        : base(options, space, seed, network) => this.options = options;

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "squared error of the velocity",
                (rows, _) =>
                {
                    int batch = rows.Shape[0];
                    var network = Condition.Of(Condition.Dropped(rows));
                    return Loss(
                        network,
                        Condition.Values(rows),
                        Paired(Tensor.RandomNormal([batch, Width], stream: 0), rows),
                        TrainingTimes(batch, stream: 1)
                    );
                },
                Parameters.Trained
            ),
        ];

    private protected override OdeSolver Solver => options.Solver;

    /// <summary>The mean loss of pairs for given times.</summary>
    /// <param name="network">From x_t and the time input to v.</param>
    /// <param name="rows">x₁: [batch, d].</param>
    /// <param name="noise">x₀: [batch, d].</param>
    /// <param name="time">t: [batch, 1].</param>
    /// <returns>One element.</returns>
    internal static Tensor Loss(Func<Tensor, Tensor, Tensor> network, Tensor rows, Tensor noise, Tensor time)
    {
        var direction = rows - noise;
        return (network(noise + (time * direction), TimeInput(time)) - direction).Square().Sum([1]).Mean();
    }

    /// <summary>The times of a batch in training: [batch, 1].</summary>
    /// <param name="batch">How many.</param>
    /// <param name="stream">The stream of their random numbers.</param>
    internal Tensor TrainingTimes(int batch, ulong stream)
    {
        var left = 1 - TimeSamples.Uniform(batch, stream);
        return 1 - (left.Log() * (float)options.TimePower).Exp();
    }

    private protected override IReadOnlyList<double> Times(int steps) =>
        [.. Enumerable.Range(0, steps + 1).Select(i => 1 - Math.Pow(1 - ((double)i / steps), options.StepPower))];

    private protected override NoisePath ToNoise(int steps) => NoisePath.OfTimes(steps, Margin, At, Velocity);

    private protected override double[] At(double time) => [TimeInput(time)];

    /// <summary>What the network sees of a time, finite at t = 0 and 1, too.</summary>
    /// <param name="time">t in [0, 1].</param>
    private protected static Tensor TimeInput(Tensor time) => ((time + Margin) / (1 + Margin - time)).Log() * 0.25f;

    /// <summary>The inverse of <see cref="TimeInput(Tensor)"/>.</summary>
    private protected static Tensor TimeOf(Tensor input)
    {
        var odds = (input * 4).Exp();
        return ((odds * (1 + Margin)) - Margin) / (1 + odds);
    }

    /// <summary>What the network sees of a time, finite at t = 0 and 1, too.</summary>
    /// <param name="time">t in [0, 1].</param>
    internal static double TimeInput(double time) => Math.Log((time + Margin) / (1 + Margin - time)) / 4;

    /// <summary>The equation ends at t = 1, where there is no noise.</summary>
    private protected override double MinLevel => 0;

    private protected override (double Most, double Least) Levels => (1 / MinTime, MinTime);

    /// <summary>x_t/t = x₁ + σ x₀ with σ = (1 − t)/t.</summary>
    /// <param name="level">σ.</param>
    private protected override double TimeOf(double level) => 1 / (1 + level);

    private protected override Tensor Denoised(
        Func<Tensor, Tensor, Tensor> network,
        Tensor noisy,
        Tensor level,
        Tensor[] at
    )
    {
        var x = noisy / (level + 1);
        return x + (level / (level + 1) * network(x, at[0]));
    }

    private protected override Tensor Velocity(Func<Tensor, Tensor, Tensor> network, Tensor x, Tensor[] at) =>
        network(x, at[0]);

    private protected override IReadOnlyList<NoisePoint> Path(int steps) =>
        [.. Times(steps).Select(t => new NoisePoint(t * t, (1 - t) * (1 - t), [TimeInput(t), t]))];

    private protected override (Tensor Row, Tensor Noise) Split(
        Func<Tensor, Tensor, Tensor> network,
        Tensor x,
        Tensor[] at
    )
    {
        var velocity = network(x, at[0]);
        return (x + ((1 - at[1]) * velocity), x - (at[1] * velocity));
    }

    /// <summary>The noise of each row of a batch.</summary>
    private protected Tensor Paired(Tensor noise, Tensor rows) =>
        options.Pairs == NoisePairs.Random
            ? noise
            : TransportPairs.Reordered(noise, Condition.Values(rows), Condition.ClassesOf(rows));
}
