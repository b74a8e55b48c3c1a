using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// A diffusion model in the form of Karras et al. 2022, arXiv:2206.00364. Noise n of level σ is added to a row y; the denoiser is
/// D(x; σ) = c_skip x + c_out F(c_in x; c_noise) (eq. 7) with F the network and c_skip = σ_d²/(σ² + σ_d²), c_out = σ σ_d/√(σ² + σ_d²),
/// c_in = 1/√(σ² + σ_d²), c_noise = ¼ ln σ (table 1), and it minimises ‖D(y + n; σ) − y‖²/c_out² (eq. 8 with λ = 1/c_out²),
/// ln σ ~ N(P_mean, P_std²). Samples follow the paper's algorithm 2, which without churn solves
/// dx/dσ = (x − D(x; σ))/σ (eq. 3) from N(0, σ_max² I) by Heun's method. Density and latents solve the same equation between σ_min and σ_max.
/// </summary>
[Model(
    "edm",
    Title = "EDM",
    Paper = "Karras et al. 2022, arXiv:2206.00364",
    Summary = "a preconditioned denoiser at all levels of noise, with a density"
)]
public sealed class Edm : ProbabilityFlow
{
    private readonly EdmOptions options;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and noise levels.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public Edm(EdmOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed)
    {
        this.options = options;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "weighted squared error of the denoised row",
                (rows, _) =>
                {
                    int batch = rows.Shape[0];
                    var level = Tensor.RandomNormal([batch, 1], stream: 1);
                    var logLevel = (level * (float)options.NoiseDeviation) + (float)options.NoiseMean;
                    return Loss(rows, Tensor.RandomNormal([batch, Width], stream: 0), logLevel);
                },
                Parameters.Trained
            ),
        ];

    private protected override OdeSolver Solver => OdeSolver.Heun;

    private protected override double NoiseScale => options.MaxNoise;

    private protected override (double Most, double Least) Levels => (options.MaxNoise, options.MinNoise);

    /// <summary>Samples rows by the paper's algorithm 2.</summary>
    private protected override Tensor SampleByDefault(Tensor noise, Func<Tensor, Tensor, Tensor> network) =>
        EdmSteps.Sample(
            NoiseLevels.Create(options.Steps, options.MaxNoise, options.MinNoise, options.Rho),
            new(options.Churn, options.ChurnMin, options.ChurnMax, options.ChurnNoise),
            At,
            noise,
            (x, at) => Velocity(network, x, at)
        );

    /// <summary>Samples rows from given noise.</summary>
    /// <param name="noise">x₀/σ_max: [count, Dimensions].</param>
    internal Tensor SampleFrom(Tensor noise) => SampleByDefault(noise, Network);

    private protected override IReadOnlyList<NoisePoint> Path(int steps) =>
        [
            .. NoiseLevels
                .Create(steps, options.MaxNoise, options.MinNoise, options.Rho)
                .Select(level => new NoisePoint(1, level * level, [.. At(level), level])),
            NoisePoint.End(width: 5),
        ];

    private protected override (Tensor Row, Tensor Noise) Split(
        Func<Tensor, Tensor, Tensor> network,
        Tensor x,
        Tensor[] at
    )
    {
        var noise = Velocity(network, x, at);
        return (x - (at[4] * noise), noise);
    }

    /// <summary>The mean loss of rows for given noise and levels.</summary>
    /// <param name="rows">y: [batch, d].</param>
    /// <param name="noise">n/σ: [batch, d].</param>
    /// <param name="logLevel">ln σ: [batch, 1].</param>
    internal Tensor Loss(Tensor rows, Tensor noise, Tensor logLevel)
    {
        float data = (float)options.DataDeviation;
        var level = logLevel.Exp();
        var x = rows + (level * noise);
        var scale = (level.Square() + (data * data)).Sqrt().Reciprocal(); // c_in: [batch, 1]
        // (y − c_skip x)/c_out in a form without cancellation for small σ.
        var target = ((rows * level) - (noise * (data * data))) * scale * (1 / data);
        return (Network(x * scale, logLevel * 0.25f) - target).Square().Sum([1]).Mean();
    }

    private protected override IReadOnlyList<double> Times(int steps) =>
        NoiseLevels.Spread(steps, options.MaxNoise, options.MinNoise, options.Rho);

    /// <summary>The inputs of <see cref="Velocity"/>: c_in, c_noise, and the weights of x and F in (x − D)/σ.</summary>
    /// <param name="time">σ.</param>
    private protected override double[] At(double time)
    {
        double data = options.DataDeviation;
        double variance = (time * time) + (data * data);
        return [1 / Math.Sqrt(variance), Math.Log(time) / 4, time / variance, -data / Math.Sqrt(variance)];
    }

    private protected override Tensor Velocity(Func<Tensor, Tensor, Tensor> network, Tensor x, Tensor[] at) =>
        (x * at[2]) + (at[3] * network(x * at[0], at[1]));
}
