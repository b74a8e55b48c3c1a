using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Flows;
using Likeness.Models.Images;

namespace Likeness.Models.Diffusion;

/// <summary>
/// A model that maps noise to rows or images by a differential equation dx/dt = v(x, t). Latents are the solution in the other direction, densities follow
/// from the instantaneous change of variables d log p(x(t))/dt = −∇·v: Chen et al. 2018, arXiv:1806.07366,
/// §4; Song et al. 2021, arXiv:2011.13456, §4.3 and appendix D.2. The times and v are the derived class's.
/// </summary>
public abstract class ProbabilityFlow : GenerativeModel, IDensityModel, ILatentModel, IImputer
{
    private const ulong ProbeStream = 1UL << 32;
    private const double ImputationRho = 7;

    private readonly DiffusionOptions options;

    /// <summary>A model without layers yet.</summary>
    /// <param name="options">Steps of the equation.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    protected ProbabilityFlow(DiffusionOptions options, ModelSpace space, ulong? seed)
        : base(space, seed)
    {
        this.options = options;
        Network = space.Image is null
            ? new DenoisingNet(Scope, space.Width, options).Apply
            : new DenoisingUNet(Scope, space, options).Apply;
    }

    /// <inheritdoc/>
    public string DensityKind =>
        $"probability-flow ODE, {options.DensitySteps} Runge-Kutta 4 steps"
        + (Dimensions <= Divergence.MaxExact ? "" : $", divergence estimated in {options.Probes} directions")
        + (MinLevel > 0 ? FormattableString.Invariant($", of rows plus noise of σ = {MinLevel:G2} (standardised)") : "")
        + (
            Space.Image is null || options.Pixels.IsContinuous() ? "" : ", of pixels that are not dequantised: no bound"
        );

    /// <inheritdoc/>
    public string ImputationKind =>
        $"approximate (RePaint): {options.ImputationSteps} noise levels, each step repeated {options.ImputationRepeats} times";

    /// <inheritdoc/>
    public int LatentDimensions => Dimensions;

    /// <summary>
    /// The network: from [batch, d] and a time, [batch, 1] or [1, 1], to [batch, d]. Tests replace it by the optimal function.
    /// </summary>
    internal Func<Tensor, Tensor, Tensor> Network { get; init; }

    /// <summary>The ODE solver of sampling.</summary>
    protected abstract OdeSolver Solver { get; }

    /// <summary>The standard deviation of the noise at the first time.</summary>
    protected virtual double NoiseScale => 1;

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Decode(Tensor.RandomNormal([count, Dimensions], stream: 0));

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) =>
        OdeSteps.Solve(
            Solver,
            Times(options.Steps),
            At,
            [latents * (float)NoiseScale],
            (state, at) => [Velocity(state[0], at)]
        )[0];

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows) =>
        OdeSteps.Solve(
            OdeSolver.Rk4,
            [.. Times(options.DensitySteps).Reverse()],
            At,
            [rows],
            (state, at) => [Velocity(state[0], at)]
        )[0] * (float)(1 / NoiseScale);

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        bool exact = Dimensions <= Divergence.MaxExact;
        int batch = rows.Shape[0];
        // The same directions in all steps, so that the estimate is that of one flow; Grathwohl et al. 2019, §3.1.
        var directions = Tensor.RandomNormal([batch, exact ? 1 : options.Probes * Dimensions], ProbeStream).Sign();
        var end = OdeSteps.Solve(
            OdeSolver.Rk4,
            [.. Times(options.DensitySteps).Reverse()],
            At,
            [rows, Tensor.Constant([batch, 1], 0)],
            (state, at) =>
            {
                var velocity = Velocity(state[0], at);
                return
                [
                    velocity,
                    exact ? Divergence.Exact(velocity, state[0]) : Divergence.Estimate(velocity, state[0], directions),
                ];
            }
        );
        var codes = end[0] * (float)(1 / NoiseScale);
        return StandardNormal.LogDensity(codes) + end[1].Reshape([batch]) - (float)(Dimensions * Math.Log(NoiseScale));
    }

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known) =>
        Inpainting.Sample(
            rows,
            known,
            NoiseLevels.Spread(options.ImputationSteps - 1, Levels.Most, Levels.Least, ImputationRho),
            options.ImputationRepeats,
            level => At(TimeOf(level)),
            Denoised
        );

    /// <summary>σ of the noise in the rows whose density is given: where the equation ends; 0 where it ends at the rows themselves.</summary>
    protected virtual double MinLevel => Levels.Least;

    /// <summary>The noise levels σ between which the network is trained on rows + σ · noise.</summary>
    protected abstract (double Most, double Least) Levels { get; }

    /// <summary>The time of a noise level.</summary>
    /// <param name="level">σ.</param>
    protected virtual double TimeOf(double level) => level;

    /// <summary>The posterior mean of the row of a noisy one; where time is the noise level, dx/dσ = (x − D)/σ.</summary>
    /// <param name="noisy">Rows and σ times noise: [batch, d].</param>
    /// <param name="level">σ: [1, 1].</param>
    /// <param name="at"><see cref="At"/> of its time: [1, 1] each.</param>
    /// <returns>D: [batch, d].</returns>
    protected virtual Tensor Denoised(Tensor noisy, Tensor level, Tensor[] at) => noisy - (level * Velocity(noisy, at));

    /// <summary>The ends of the steps, from noise to rows.</summary>
    /// <param name="steps">How many steps.</param>
    /// <returns>steps + 1 times.</returns>
    protected abstract IReadOnlyList<double> Times(int steps);

    /// <summary>The inputs of <see cref="Velocity"/> at a time, computed before the graph.</summary>
    /// <param name="time">A time between the first and the last.</param>
    protected abstract double[] At(double time);

    /// <summary>v(x, t).</summary>
    /// <param name="x">[batch, d].</param>
    /// <param name="at"><see cref="At"/> of t: [1, 1] each.</param>
    /// <returns>[batch, d].</returns>
    protected abstract Tensor Velocity(Tensor x, Tensor[] at);
}
