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
    Summary = "noise is removed in many small steps"
)]
public class Ddpm : ProbabilityFlow
{
    private readonly DdpmOptions options;
    private readonly DiffusionProcess process;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public Ddpm(DdpmOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed)
    {
        this.options = options;
        process = new DiffusionProcess(options.Noise, options.NoiseSteps, options.Target);
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
                    var noise = Tensor.RandomNormal([batch, Width], stream: 0);
                    return process.Loss(network, Condition.Values(rows), noise, process.RandomSteps(batch, stream: 1));
                },
                Parameters.Trained
            ),
        ];

    private protected override OdeSolver Solver => OdeSolver.Heun;

    private protected override double NoiseScale => 1 / Math.Sqrt(process.Schedule.Kept[^1]);

    private protected override (double Most, double Least) Levels =>
        (process.Schedule.Level(options.NoiseSteps), process.Schedule.Level(1));

    private protected override Tensor SampleByDefault(Tensor noise, Func<Tensor, Tensor, Tensor> network) =>
        DenoisingSteps.Ancestral(Path(options.Steps), noise, (x, at) => Split(network, x, at), options.Eta);

    private protected override IReadOnlyList<NoisePoint> Path(int wanted) => process.Path(wanted);

    private protected override (Tensor Row, Tensor Noise) Split(
        Func<Tensor, Tensor, Tensor> network,
        Tensor x,
        Tensor[] at
    ) => Clipped(process.Split(network, x, at), x, at[0], at[1]);

    /// <summary>The mean loss of rows for given noise and steps.</summary>
    internal Tensor Loss(Tensor rows, Tensor noise, Tensor step) => process.Loss(Network, rows, noise, step);

    private protected override double[] At(double time) =>
        process.Conditions(1 / (1 + (time * time)), process.Schedule.StepAt(time));

    private protected override Tensor Velocity(Func<Tensor, Tensor, Tensor> network, Tensor x, Tensor[] at) =>
        process.Split(network, x * at[0], at).Noise;
}
