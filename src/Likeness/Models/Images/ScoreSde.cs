using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Diffusion;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>The stochastic differential equation that turns rows into noise. Song et al. 2021, arXiv:2011.13456, §3.4.</summary>
public enum NoiseProcess
{
    /// <summary>Noise is added: x + σ(t) z with σ = σ_min (σ_max/σ_min)ᵗ; eq. 9 and appendix C.</summary>
    VarianceExploding,

    /// <summary>Noise replaces the row: √ᾱ x + √(1 − ᾱ) z with −ln ᾱ = ∫ β and β = 0.1 + 19.9 t; eq. 11 and appendix C.</summary>
    VariancePreserving,
}

/// <summary>Options of <see cref="ScoreSde"/>.</summary>
public record ScoreSdeOptions : DiffusionOptions
{
    /// <summary>The defaults, with 100 steps of predictor and corrector where the paper has 1,000.</summary>
    public ScoreSdeOptions()
    {
        Pixels = PixelScale.DequantisedSymmetric;
        Epochs = 30;
        BatchSize = 64;
        Blocks = 1;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
        Steps = 100;
        DensitySteps = 50; // 20 leave 0.1 bits per dimension on MNIST
        Probes = 1;
        ImputationSteps = 20;
        ImputationRepeats = 3;
    }

    /// <summary>Two resolutions of few channels, and few steps, for a quick trial.</summary>
    public static ScoreSdeOptions Small { get; } =
        new()
        {
            Channels = [16, 24],
            Epochs = 10,
            Steps = 20,
            ImputationSteps = 8,
            ImputationRepeats = 2,
        };

    /// <summary>The noise process.</summary>
    [Description("noise process: variance-exploding or variance-preserving")]
    public NoiseProcess Process { get; init; } = NoiseProcess.VariancePreserving;

    /// <summary>σ_min of the process that explodes; 0.01 in the paper.</summary>
    [Description("lowest noise level of the process variance-exploding")]
    [Range(1e-6, 1)]
    public double MinNoise { get; init; } = 0.01;

    /// <summary>σ_max of the process that explodes: the largest distance between rows, 32 for MNIST with pixels from −1 to 1.</summary>
    [Description("highest noise level of the process variance-exploding: about the largest distance between images")]
    [Range(1, 10_000)]
    public double MaxNoise { get; init; } = 32;

    /// <summary>Up to format 4 the network's output was ẑ.</summary>
    internal override int FirstFormat => 5;
}

/// <summary>
/// Score-based model of a stochastic differential equation. Song et al. 2021, arXiv:2011.13456: the network learns the score s = −ẑ/b of x = a x₀ + b z at all times,
/// where a² + b² = 1 after scaling. Its output is v of ẑ = b x + a v (Salimans and Ho 2022, arXiv:2202.00512, appendix D), where the paper's is ẑ itself, and the loss
/// ‖v − (a z − b x₀)‖² is eq. 7 with λ = b²/a² instead of b²: at much noise the image a x − b v is then not an error times b/a, so that few steps are enough. Samples follow the reverse equation by predictor and corrector (algorithm 1): an
/// ancestral step, then a step of Langevin dynamics (<see cref="DenoisingSampler.Langevin"/>); fewer than ten steps solve the equation by Heun's method instead. Density and latents are those of the probability-flow ODE (eq. 13),
/// which in x/a and σ = b/a is dx/dσ = ẑ.
/// </summary>
[Model(
    "score-sde",
    Learns = typeof(ImageSet),
    Title = "Score SDE",
    Paper = "Song et al. 2021, arXiv:2011.13456",
    Summary = "the score of noisy images at all times, sampled by predictor and corrector"
)]
public class ScoreSde : ProbabilityFlow
{
    private const double MinBeta = 0.1;
    private const double MaxBeta = 20;

    // Below, more noise is added in a step than the next ones remove: on MNIST four steps had a Fréchet distance of 9.3 instead of 5.4, 20 of them 5.0 and 5.7.
    private const int FewSteps = 10;

    private readonly ScoreSdeOptions options;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and noise.</param>
    /// <param name="space">Of images of continuous pixels that can be downsampled once less than there are resolutions.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of other data.</exception>
    public ScoreSde(ScoreSdeOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed)
    {
        this.options = options;
        space.Require("score-sde", levels: false);
    }

    private protected ScoreSde(
        string name,
        ScoreSdeOptions options,
        ModelSpace space,
        ulong? seed,
        Func<ParameterScope, ConditionedNetwork> network
    )
        : base(options, space, seed, network)
    {
        this.options = options;
        space.Require(name, levels: false);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "squared error of the noise",
                (rows, _) =>
                {
                    int batch = rows.Shape[0];
                    var time = (TimeSamples.Uniform(batch, stream: 1) * (float)(1 - MinTime)) + (float)MinTime;
                    var noise = Tensor.RandomNormal([batch, Width], stream: 0);
                    return Loss(Condition.Of(Condition.Dropped(rows)), Condition.Values(rows), noise, time);
                },
                Parameters.Trained
            ),
        ];

    private bool Explodes => options.Process == NoiseProcess.VarianceExploding;

    // Where the equations end: appendix C and §4.3.
    private double MinTime => Explodes ? 1e-5 : 1e-3;

    private protected override OdeSolver Solver => OdeSolver.Heun;

    private protected override (double Most, double Least) Levels => (LevelAt(1), LevelAt(MinTime));

    private protected override double NoiseScale => LevelAt(1);

    /// <summary>The mean loss of rows for given noise and times.</summary>
    /// <param name="network">From a scaled x and the time input to v.</param>
    /// <param name="rows">x₀: [batch, d].</param>
    /// <param name="noise">z: [batch, d].</param>
    /// <param name="time">t: [batch, 1].</param>
    internal Tensor Loss(Func<Tensor, Tensor, Tensor> network, Tensor rows, Tensor noise, Tensor time)
    {
        Tensor signal,
            deviation,
            input;
        if (Explodes)
        {
            var logLevel =
                (time * (float)Math.Log(options.MaxNoise / options.MinNoise)) + (float)Math.Log(options.MinNoise);
            var level = logLevel.Exp();
            signal = (level.Square() + 1).Sqrt().Reciprocal();
            (deviation, input) = (level * signal, logLevel * 0.25f);
        }
        else
        {
            var integral = (time * (float)MinBeta) + (time.Square() * (float)((MaxBeta - MinBeta) / 2));
            (signal, deviation) = ((integral * -0.5f).Exp(), (-(-integral).Expm1()).Sqrt());
            input = time;
        }

        var x = (signal * rows) + (deviation * noise);
        var velocity = (signal * noise) - (deviation * rows);
        return (network(x, input) - velocity).Square().Sum([1]).Mean();
    }

    private protected override Tensor SampleByDefault(Tensor noise, Func<Tensor, Tensor, Tensor> network)
    {
        var path = Path(options.Steps);
        var start = noise * (float)Math.Max(1, path[0].Deviation);
        return DenoisingSteps.Sample(
            options.Steps < FewSteps ? DenoisingSampler.Heun : DenoisingSampler.Langevin,
            path,
            start,
            (x, at) => Split(network, x, at),
            options.LangevinRatio
        );
    }

    // In even steps of time, so that few of them are not spent at its ends: the rows hardly show at the first one of the process that preserves the variance.
    private protected override IReadOnlyList<NoisePoint> Path(int steps) =>
        [
            .. Enumerable
                .Range(0, steps)
                .Select(i => LevelAt(1 - ((Explodes ? i : i + 0.5) / steps)))
                .Select(level =>
                {
                    double signal = Explodes ? 1 : 1 / (1 + (level * level));
                    return new NoisePoint(signal, signal * level * level, At(level));
                }),
            NoisePoint.End(width: 4),
        ];

    private protected override (Tensor Row, Tensor Noise) Split(
        Func<Tensor, Tensor, Tensor> network,
        Tensor x,
        Tensor[] at
    )
    {
        var noise = Noise(network, x, at);
        return Clipped(((x - (at[1] * noise)) / at[0], noise), x, at[0], at[1]);
    }

    /// <summary>The factors a and b of row and noise, the scale of x before the network, and its time input.</summary>
    /// <param name="time">σ.</param>
    private protected override double[] At(double time)
    {
        double both = Math.Sqrt(1 + (time * time));
        if (Explodes)
        {
            return [1, time, 1 / both, Math.Log(time) / 4];
        }

        // ∫ β = ln(1 + σ²) = 0.1 t + 9.95 t².
        double slope = MaxBeta - MinBeta;
        double t = (Math.Sqrt((MinBeta * MinBeta) + (2 * slope * double.LogP1(time * time))) - MinBeta) / slope;
        return [1 / both, time / both, 1, t];
    }

    private protected override Tensor Velocity(Func<Tensor, Tensor, Tensor> network, Tensor x, Tensor[] at) =>
        Noise(network, x * at[0], at);

    /// <summary>ẑ = b x + a v, where a and b are those of the scaled x that the network sees.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">a · row + b · noise: [batch, d].</param>
    /// <param name="at"><see cref="At"/> of a time.</param>
    private protected virtual Tensor Noise(Func<Tensor, Tensor, Tensor> network, Tensor x, Tensor[] at)
    {
        var scaled = x * at[2];
        return at[2] * ((at[1] * scaled) + (at[0] * network(scaled, at[3])));
    }

    // σ = b/a at a time.
    private double LevelAt(double t) =>
        Explodes
            ? options.MinNoise * Math.Pow(options.MaxNoise / options.MinNoise, t)
            : Math.Sqrt(double.ExpM1((MinBeta * t) + ((MaxBeta - MinBeta) / 2 * t * t)));
}
