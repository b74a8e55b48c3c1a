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
                    return Loss(rows, Tensor.RandomNormal([batch, Dimensions], stream: 0), logLevel);
                },
                Parameters.Trained
            ),
        ];

    /// <inheritdoc/>
    protected override OdeSolver Solver => OdeSolver.Heun;

    /// <inheritdoc/>
    protected override double NoiseScale => options.MaxNoise;

    /// <inheritdoc/>
    protected override (double Most, double Least) Levels => (options.MaxNoise, options.MinNoise);

    /// <summary>Samples rows by the paper's algorithm 2.</summary>
    /// <param name="count">How many rows.</param>
    /// <returns>[count, Dimensions].</returns>
    public override Tensor Sample(int count) => SampleFrom(Tensor.RandomNormal([count, Dimensions], stream: 0));

    /// <summary>
    /// Algorithm 2 with N steps: noise levels t₀ … t_(N − 1) by eq. 5 and t_N = 0. Where S_tmin ≤ tᵢ ≤ S_tmax, a step first raises the noise level
    /// to t̂ᵢ = (1 + γ) tᵢ with γ = min(S_churn/N, √2 − 1). All steps are Heun's, but for the last, which is Euler's.
    /// </summary>
    /// <param name="noise">x₀/σ_max: [count, Dimensions].</param>
    internal Tensor SampleFrom(Tensor noise)
    {
        double[] levels = NoiseLevels.Create(options.Steps, options.MaxNoise, options.MinNoise, options.Rho);
        var x = noise * (float)options.MaxNoise;
        if (levels.Length > 1)
        {
            double[][] numbers = [.. levels.Zip(levels.Skip(1), Numbers)];
            x = TimeLoop.Run(
                numbers,
                [x],
                (row, state) =>
                {
                    var raised = Raised(state[0], row[1], stream: 1);
                    var begin = Velocity(raised, row[2..6]);
                    var end = Velocity(raised + (row[0] * begin), row[6..10]);
                    return [raised + (row[0] * 0.5f * (begin + end))];
                }
            )[0];
        }

        Tensor[] last = Array.ConvertAll(Numbers(levels[^1], 0)[..6], value => Tensor.Constant([1, 1], (float)value));
        x = Raised(x, last[1], stream: 2);
        return x + (last[0] * Velocity(x, last[2..6]));
    }

    // t_(i + 1) − t̂ᵢ, the standard deviation of the added noise, and the inputs of the network at t̂ᵢ and, unless it is 0, t_(i + 1).
    private double[] Numbers(double level, double next)
    {
        double gamma =
            level >= options.ChurnMin && level <= options.ChurnMax
                ? Math.Min(options.Churn / options.Steps, Math.Sqrt(2) - 1)
                : 0;
        double raised = level * (1 + gamma);
        double added = options.ChurnNoise * Math.Sqrt((raised * raised) - (level * level));
        return [next - raised, added, .. At(raised), .. next > 0 ? At(next) : []];
    }

    private Tensor Raised(Tensor x, Tensor added, ulong stream) =>
        options.Churn > 0 ? x + (added * Tensor.RandomNormal(x.Shape, stream)) : x;

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

    /// <inheritdoc/>
    protected override IReadOnlyList<double> Times(int steps) =>
        NoiseLevels.Spread(steps, options.MaxNoise, options.MinNoise, options.Rho);

    /// <summary>The inputs of <see cref="Velocity"/>: c_in, c_noise, and the weights of x and F in (x − D)/σ.</summary>
    /// <param name="time">σ.</param>
    protected override double[] At(double time)
    {
        double data = options.DataDeviation;
        double variance = (time * time) + (data * data);
        return [1 / Math.Sqrt(variance), Math.Log(time) / 4, time / variance, -data / Math.Sqrt(variance)];
    }

    /// <inheritdoc/>
    protected override Tensor Velocity(Tensor x, Tensor[] at) => (x * at[2]) + (at[3] * Network(x * at[0], at[1]));
}
