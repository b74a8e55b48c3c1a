using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Diffusion;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="Jit"/>.</summary>
public sealed record JitOptions : FlowMatchingOptions
{
    /// <summary>A sixteenth of the paper's smallest width and depth for small images, its training times, and 50 steps as there, of the midpoint rule.</summary>
    public JitOptions()
    {
        Pixels = PixelScale.DequantisedSymmetric;
        Epochs = 30;
        BatchSize = 64;
        Steps = 50;
        Solver = OdeSolver.Midpoint; // the paper's Heun needs about 12 steps for what this gives in 4
        StepPower = 1;
        DensitySteps = 20;
        Probes = 1;
        ImputationSteps = 20;
        ImputationRepeats = 3;
    }

    /// <summary>A narrow network of few blocks, and few steps, for a quick trial.</summary>
    public static JitOptions Small { get; } =
        new()
        {
            Width = 64,
            Depth = 3,
            Heads = 2,
            Epochs = 10,
            Steps = 12,
            DensitySteps = 8,
            ImputationSteps = 8,
            ImputationRepeats = 2,
        };

    /// <summary>Side of a patch.</summary>
    [Description("side of the patches that an image is cut into, in pixels")]
    [Range(1, 256)]
    public int Patch { get; init; } = 4;

    /// <summary>Features of the bottleneck between the pixels of a patch and its vector.</summary>
    [Description("features of the bottleneck between the pixels of a patch and its vector")]
    [Range(1, 65_536)]
    public int Bottleneck { get; init; } = 32;

    /// <summary>Features of a patch's vector.</summary>
    [Description("features of the vector of a patch")]
    [Range(4, 65_536)]
    public int Width { get; init; } = 192;

    /// <summary>Blocks of attention and perceptron.</summary>
    [Description("blocks of attention and perceptron")]
    [Range(1, 256)]
    public int Depth { get; init; } = 6;

    /// <summary>Heads of attention.</summary>
    [Description("heads of attention")]
    [Range(1, 256)]
    public int Heads { get; init; } = 3;

    /// <summary>The mean of the logit of the training times; −0.8 in the paper.</summary>
    [Description("mean of the logit of the training times")]
    [Range(-10, 10)]
    public double TimeMean { get; init; } = -0.8;

    /// <summary>The standard deviation of the logit of the training times; 0.8 in the paper.</summary>
    [Description("standard deviation of the logit of the training times")]
    [Range(1e-3, 10)]
    public double TimeDeviation { get; init; } = 0.8;

    /// <inheritdoc/>
    public override bool IsUsed(PropertyInfo option) =>
        option.Name is not (nameof(Channels) or nameof(Blocks) or nameof(Attention) or nameof(TimePower))
        && base.IsUsed(option);
}

/// <summary>
/// JiT, "just image transformers". Li and He 2025, arXiv:2511.13720: along the path z = t x + (1 − t) ε a transformer of patches predicts the image x itself,
/// which lies near few dimensions, and minimises the squared error of the velocity v = (x − z)/(1 − t), ‖(x̂ − x)/max(1 − t, 0.05)‖² (table 1, x-prediction
/// and v-loss), at times t = sigmoid(N(−0.8, 0.8²)). Samples follow v by the midpoint rule, and by an Euler step at the end.
/// </summary>
[Model(
    "jit",
    Learns = typeof(ImageSet),
    Title = "JiT",
    Paper = "Li and He 2025, arXiv:2511.13720",
    Summary = "flow matching by a transformer of patches that predicts the image itself"
)]
public sealed class Jit : FlowMatching
{
    private const float MinRest = 0.05f;

    private readonly JitOptions options;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Of images of continuous pixels whose sides are multiples of the patch.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of other data, or the sizes do not divide.</exception>
    public Jit(JitOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed, scope => Velocities(new PatchTransformer(scope, space, Sizes(options)).Apply))
    {
        this.options = options;
        space.Require("jit", levels: false);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "squared error of the velocity",
                (rows, _) =>
                {
                    int batch = rows.Shape[0];
                    var logit = Tensor.RandomNormal([batch, 1], stream: 1) * (float)options.TimeDeviation;
                    return ImageLoss(
                        Condition.Of(Condition.Dropped(rows)),
                        Condition.Values(rows),
                        Paired(Tensor.RandomNormal([batch, Width], stream: 0), rows),
                        (logit + (float)options.TimeMean).Sigmoid()
                    );
                },
                Parameters.Trained
            ),
        ];

    /// <summary>The mean loss of pairs for given times.</summary>
    /// <param name="network">From z and the time input to v.</param>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="noise">ε: [batch, d].</param>
    /// <param name="time">t: [batch, 1].</param>
    internal static Tensor ImageLoss(Func<Tensor, Tensor, Tensor> network, Tensor rows, Tensor noise, Tensor time)
    {
        var z = noise + (time * (rows - noise));
        var target = (rows - z) / (1 - time).Maximum(MinRest);
        return (network(z, TimeInput(time)) - target).Square().Sum([1]).Mean();
    }

    private protected override Tensor SampleByDefault(Tensor noise, Func<Tensor, Tensor, Tensor> network)
    {
        var times = Times(options.Steps);
        var x =
            times.Count == 2
                ? noise
                : OdeSteps.Solve(
                    Solver,
                    [.. times.SkipLast(1)],
                    At,
                    [noise],
                    (state, at) => [Velocity(network, state[0], at)]
                )[0];
        Tensor[] last = Array.ConvertAll(At(times[^2]), value => Tensor.Constant([1, 1], (float)value));
        return x + ((float)(1 - times[^2]) * Velocity(network, x, last));
    }

    // v of the predicted image, at the time whose input is ¼ logit(t).
    private static ConditionedNetwork Velocities(ConditionedNetwork images) =>
        (z, input, classes) => (images(z, input, classes) - z) / (1 - TimeOf(input)).Maximum(MinRest);

    private static PatchSizes Sizes(JitOptions options) =>
        new(options.Patch, options.Bottleneck, options.Width, options.Depth, options.Heads);
}
