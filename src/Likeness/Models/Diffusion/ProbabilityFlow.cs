using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Flows;
using Likeness.Models.Images;
using Likeness.Nn;

namespace Likeness.Models.Diffusion;

/// <summary>
/// A model that maps noise to rows or images by a differential equation dx/dt = v(x, t). Latents are the solution in the other direction, densities follow
/// from the instantaneous change of variables d log p(x(t))/dt = −∇·v: Chen et al. 2018, arXiv:1806.07366,
/// §4; Song et al. 2021, arXiv:2011.13456, §4.3 and appendix D.2. The times and v are the derived class's. Where the class of an image is learned, it conditions
/// all of them (<see cref="ClassGuidance"/>); samples can be guided, latents and densities are those of the network as it is.
/// </summary>
public abstract class ProbabilityFlow
    : GenerativeModel,
        IDensityModel,
        ILatentModel,
        IImputer,
        IClassConditional,
        IControlledModel
{
    private const ulong ProbeStream = 1UL << 32;
    private const double Rho = 7;

    private readonly DiffusionOptions options;
    private readonly Func<Tensor, Tensor, Tensor>? network;
    private int densitySteps;

    /// <summary>A model without layers yet.</summary>
    /// <param name="options">Steps of the equation.</param>
    /// <param name="space">Its width is d, with one value more for a class.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    protected ProbabilityFlow(DiffusionOptions options, ModelSpace space, ulong? seed)
        : this(options, space, seed, scope => CreateNetwork(scope, space, options)) { }

    private protected ProbabilityFlow(
        DiffusionOptions options,
        ModelSpace space,
        ulong? seed,
        Func<ParameterScope, ConditionedNetwork> network
    )
        : base(space, seed)
    {
        this.options = options;
        densitySteps = options.DensitySteps;
        Condition = GuidanceOf(network(Scope));
    }

    /// <inheritdoc/>
    public string DensityKind =>
        $"probability-flow ODE, {densitySteps} Runge-Kutta 4 steps"
        + (
            Width <= Divergence.MaxExact
                ? ""
                : $", divergence estimated in {Numeral.Counted(options.Probes, "direction")}"
        )
        + (MinLevel > 0 ? FormattableString.Invariant($", of rows plus noise of σ = {MinLevel:G2} (standardised)") : "")
        + (Space.Image is null || options.Pixels.IsContinuous() ? "" : ", of pixels that are not dequantised: no bound")
        + (Space.Classes > 0 ? ", of an image with its class" : "");

    /// <inheritdoc/>
    public string ImputationKind =>
        $"approximate (RePaint): {options.ImputationSteps} noise levels, each step repeated {options.ImputationRepeats} times"
        + (Space.Classes > 0 ? "; a class that is missing is sampled afterwards, as often as the data has it" : "");

    /// <summary>One latent number per value, and one more for a class: its number is ⌊K Φ(z)⌋.</summary>
    public int LatentDimensions => Dimensions;

    /// <summary>The values of a row that are noised: all but its class.</summary>
    internal int Width => Condition.Width;

    /// <summary>
    /// The network without a class: from [batch, d] and a time, [batch, 1] or [1, 1], to [batch, d]. Tests replace it by the optimal function.
    /// </summary>
    internal Func<Tensor, Tensor, Tensor> Network
    {
        get => network ?? Condition.Unconditional;
        init
        {
            network = value;
            Condition = GuidanceOf((x, time, _) => value(x, time));
        }
    }

    /// <summary>The condition on classes, where they are learned.</summary>
    internal ClassGuidance Condition { get; private init; }

    /// <summary>The ODE solver of sampling.</summary>
    private protected abstract OdeSolver Solver { get; }

    /// <summary>The standard deviation of x at the first time.</summary>
    private protected virtual double NoiseScale => 1;

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Sample(count, Condition.Sample(count));

    /// <inheritdoc/>
    public Tensor SampleOf(Tensor classes) => Sample(classes.Shape[0], classes);

    bool IControlledModel.IsControlled => Condition is ControlGuidance;

    bool IControlledModel.IsEditing => Condition is EditGuidance;

    Tensor IControlledModel.MapsOf(Tensor rows) => Under<ControlGuidance>().Map.Compute(Condition.Values(rows));

    Tensor IControlledModel.SampleUnder(Tensor pictures, Tensor? classes)
    {
        int count = pictures.Shape[0];
        classes ??= Condition.Sample(count);
        return Sample(count, classes, Under<PictureGuidance>().Under(classes, pictures));
    }

    private T Under<T>()
        where T : PictureGuidance =>
        Condition as T ?? throw new InvalidOperationException("The model samples under no pictures.");

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents)
    {
        var (noise, classes) = Condition.WithoutClass(latents);
        return Condition.Rows(Solve(noise, Condition.Of(classes)), classes);
    }

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows)
    {
        var classes = Condition.ClassesOf(rows);
        var path = ToNoise(densitySteps);
        var end = Solve(path, rows, Condition.Of(classes), [], _ => [])[0];
        return Condition.WithClass(end * (float)(1 / path.End), classes);
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        bool exact = Width <= Divergence.MaxExact;
        int batch = rows.Shape[0];
        // The same directions in all steps, so that the estimate is that of one flow; Grathwohl et al. 2019, §3.1.
        var directions = Tensor.RandomNormal([batch, exact ? 1 : options.Probes * Width], ProbeStream).Sign();
        var path = ToNoise(densitySteps);
        var end = Solve(
            path,
            rows,
            Condition.Of(Condition.ClassesOf(rows)),
            [Tensor.Constant([batch, 1], 0)],
            flow =>
                [exact ? Divergence.Exact(flow.Slope, flow.At) : Divergence.Estimate(flow.Slope, flow.At, directions)]
        );
        var codes = end[0] * (float)(1 / path.End);
        double constant = Width * Math.Log(path.End / path.Begin);
        var density = StandardNormal.LogDensity(codes) + end[1].Reshape([batch]) - (float)constant;
        return Condition.ClassesOf(rows) is { } classes
            ? density + Space.ClassLogProbabilities().Gather(classes)
            : density;
    }

    /// <summary>The same model with twice the steps of densities and latents. It shares the weights, so it is not to be disposed.</summary>
    internal ProbabilityFlow Refined()
    {
        var finer = (ProbabilityFlow)MemberwiseClone();
        finer.densitySteps = 2 * densitySteps;
        return finer;
    }

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known)
    {
        var classes = Condition.KnownClasses(rows, known);
        var network = DenoisingNetworkOf(classes);
        var values = Inpainting.Sample(
            Condition.Values(rows),
            Condition.Values(known),
            NoiseLevels.Spread(options.ImputationSteps - 1, Levels.Most, Levels.Least, Rho),
            options.ImputationRepeats,
            level => At(TimeOf(level)),
            (noisy, level, at) => Clipped(Denoised(network, noisy, level, at))
        );
        return classes is null
            ? values
            : Condition.Rows(values, classes.LessThan(Space.Classes).Where(classes, Condition.Sample(rows.Shape[0])!));
    }

    /// <summary>The equation from rows to noise, of densities and latents.</summary>
    /// <param name="steps">How many steps.</param>
    private protected virtual NoisePath ToNoise(int steps) =>
        NoisePath.OfLevels(steps, Levels, NoiseScale, At, Velocity);

    /// <summary>Solves the equation from noise to rows.</summary>
    private protected Tensor Solve(Tensor noise, Func<Tensor, Tensor, Tensor> network) =>
        OdeSteps.Solve(
            Solver,
            Times(options.Steps),
            At,
            [noise * (float)NoiseScale],
            (state, at) => [Velocity(network, state[0], at)]
        )[0];

    /// <summary>Samples rows as the model's paper does.</summary>
    /// <param name="noise">N(0, I): [count, d].</param>
    /// <param name="network">The network, guided where it has classes.</param>
    private protected virtual Tensor SampleByDefault(Tensor noise, Func<Tensor, Tensor, Tensor> network) =>
        Solve(noise, network);

    // From rows to noise, beside quantities whose slopes follow from that of the rows.
    private IReadOnlyList<Tensor> Solve(
        NoisePath path,
        Tensor rows,
        Func<Tensor, Tensor, Tensor> network,
        Tensor[] others,
        Func<(Tensor Slope, Tensor At), Tensor[]> slopes
    ) =>
        OdeSteps.Solve(
            OdeSolver.Rk4,
            path.Times,
            path.At,
            [Condition.Values(rows) * (float)path.Begin, .. others],
            (state, at) =>
            {
                var slope = path.Slope(network, state[0], at);
                return [slope, .. slopes((slope, state[0]))];
            }
        );

    /// <summary>The path of the samplers of <see cref="DenoisingSampler"/>.</summary>
    /// <param name="steps">How many steps.</param>
    private protected abstract IReadOnlyList<NoisePoint> Path(int steps);

    /// <summary>The predicted row and noise at a point of <see cref="Path"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">[batch, d].</param>
    /// <param name="at">The point's inputs: [1, 1] each.</param>
    private protected abstract (Tensor Row, Tensor Noise) Split(
        Func<Tensor, Tensor, Tensor> network,
        Tensor x,
        Tensor[] at
    );

    /// <summary>The parts of x with the row <see cref="Clipped(Tensor)"/>.</summary>
    /// <param name="parts">The predicted row and noise.</param>
    /// <param name="x">[batch, d].</param>
    /// <param name="scale">The factor of the row: [1, 1].</param>
    /// <param name="deviation">The factor of the noise: [1, 1].</param>
    private protected (Tensor Row, Tensor Noise) Clipped(
        (Tensor Row, Tensor Noise) parts,
        Tensor x,
        Tensor scale,
        Tensor deviation
    )
    {
        if (!IsClipped)
        {
            return parts;
        }

        var row = Clipped(parts.Row);
        return (row, (x - (scale * row)) / deviation);
    }

    /// <summary>
    /// The predicted row, clipped to the range of pixels from −1 to 1, as in the program of Ho et al. 2020; other rows as they are. Far from the rows,
    /// where the noise is many times as large, its error would else be many times the range.
    /// </summary>
    private Tensor Clipped(Tensor row) => IsClipped ? row.Maximum(-1).Minimum(1) : row;

    private bool IsClipped =>
        Space.Image is not null && options.Pixels is (PixelScale.DequantisedSymmetric or PixelScale.Symmetric);

    /// <summary>The network whose rows and noise are independent, which inpainting needs, guided where it has classes.</summary>
    private protected virtual Func<Tensor, Tensor, Tensor> DenoisingNetworkOf(Tensor? classes) =>
        Condition.Guided(classes);

    /// <summary>σ of the noise in the rows whose density is given: where the equation ends; 0 where it ends at the rows themselves.</summary>
    private protected virtual double MinLevel => Levels.Least;

    /// <summary>The noise levels σ between which the network is trained on rows + σ · noise.</summary>
    private protected abstract (double Most, double Least) Levels { get; }

    /// <summary>The time of a noise level.</summary>
    /// <param name="level">σ.</param>
    private protected virtual double TimeOf(double level) => level;

    /// <summary>The posterior mean of the row of a noisy one; where time is the noise level, dx/dσ = (x − D)/σ.</summary>
    /// <param name="network">The network.</param>
    /// <param name="noisy">Rows and σ times noise: [batch, d].</param>
    /// <param name="level">σ: [1, 1].</param>
    /// <param name="at"><see cref="At"/> of its time: [1, 1] each.</param>
    /// <returns>D: [batch, d].</returns>
    private protected virtual Tensor Denoised(
        Func<Tensor, Tensor, Tensor> network,
        Tensor noisy,
        Tensor level,
        Tensor[] at
    ) => noisy - (level * Velocity(network, noisy, at));

    /// <summary>The ends of the steps of <see cref="Solver"/>, from noise to rows.</summary>
    /// <param name="steps">How many steps.</param>
    /// <returns>steps + 1 times.</returns>
    private protected virtual IReadOnlyList<double> Times(int steps) =>
        NoiseLevels.Spread(steps, Levels.Most, Levels.Least, Rho);

    /// <summary>The inputs of <see cref="Velocity"/> at a time, computed before the graph.</summary>
    /// <param name="time">A time between the first and the last.</param>
    private protected abstract double[] At(double time);

    /// <summary>v(x, t).</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">[batch, d].</param>
    /// <param name="at"><see cref="At"/> of t: [1, 1] each.</param>
    /// <returns>[batch, d].</returns>
    private protected abstract Tensor Velocity(Func<Tensor, Tensor, Tensor> network, Tensor x, Tensor[] at);

    private Tensor Sample(int count, Tensor? classes) => Sample(count, classes, Condition.Guided(classes));

    private Tensor Sample(int count, Tensor? classes, Func<Tensor, Tensor, Tensor> network)
    {
        var noise = Tensor.RandomNormal([count, Width], stream: 0);
        if (options.Sampler == DenoisingSampler.Default)
        {
            return Condition.Rows(SampleByDefault(noise, network), classes);
        }

        var path = Path(options.Steps);
        var start = noise * (float)Math.Max(1, path[0].Deviation);
        DenoisingSteps.Split split = (x, at) => Split(network, x, at);
        return Condition.Rows(
            DenoisingSteps.Sample(options.Sampler, path, start, split, options.LangevinRatio),
            classes
        );
    }

    private protected ClassGuidance GuidanceOf(ConditionedNetwork network) =>
        (Space.Image, options) switch
        {
            ({ }, { Edits: true }) => new EditGuidance(Space, network, options.Guidance, options.ImageGuidance),
            ({ } shape, { Control: not ControlKind.None }) => new ControlGuidance(
                Space,
                network,
                options.Guidance,
                new ControlMap(options.Control, shape, options.Pixels)
            ),
            _ => new ClassGuidance(Space, network, options.ClassDropout, options.Guidance),
        };

    private protected static ConditionedNetwork CreateNetwork(
        ParameterScope scope,
        ModelSpace space,
        DiffusionOptions options
    )
    {
        if (space.Image is not null)
        {
            return new DenoisingUNet(scope, space, options).Apply;
        }

        var network = new DenoisingNet(scope, space.Width, options);
        return (x, time, _) => network.Apply(x, time);
    }
}
