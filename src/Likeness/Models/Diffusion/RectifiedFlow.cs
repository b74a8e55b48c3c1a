using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Nn;

namespace Likeness.Models.Diffusion;

/// <summary>Options of <see cref="RectifiedFlow"/>.</summary>
public record RectifiedFlowOptions : FlowMatchingOptions
{
    /// <summary>
    /// The defaults. On the points of π (seed 0, standardised columns) four steps gave a C2ST accuracy of 0.49, 0.49 and 0.52 (k-nearest neighbours, logistic
    /// regression, random forest) and a held-out log-density of 7.31 nats per row; with half as many steps of the second flow 0.50, 0.50 and 0.54, and
    /// 7.27. Four steps of flow matching gave 0.50, 0.50 and 0.54, two 0.54, 0.54 and 0.58. Over three splits of 3,500 rows (docs/models/diffusion.md)
    /// the forest's accuracy was 0.57 and the log-density 7.2, with logits as with standardised columns.
    /// </summary>
    public RectifiedFlowOptions()
    {
        Epochs = 250;
        Steps = 4;
        Transform = TransformKind.Standardise;
    }

    /// <summary>Training steps of the first flow per step of the second.</summary>
    [Description("training steps of the first flow per step of the second")]
    [Range(1, 1000)]
    public int ReflowEvery { get; init; } = 8;

    /// <summary>Solver steps for the pairs of the second flow.</summary>
    [Description("solver steps for the pairs of the second flow")]
    [Range(1, 1000)]
    public int CouplingSteps { get; init; } = 12;
}

/// <summary>
/// Rectified flow. Liu et al. 2023, arXiv:2209.03003: a first flow learns the velocity between noise and rows that are paired at random
/// (eq. 1, as <see cref="FlowMatching"/>), a second one the velocity between noise x₀ and what the first maps this noise to (§2.1,
/// "reflow"): its paths are nearly straight, so that few steps suffice. Samples, densities and latents are the second's. Both are trained
/// at once, so that no pairs are stored: for the first half of the training the second is a copy of the first's running average,
/// then it is trained on new pairs that this average makes in each of its steps. Imputation uses
/// the first, whose noise and rows are independent.
/// </summary>
[Model(
    "rectified-flow",
    Title = "Rectified flow",
    Paper = "Liu et al. 2023, arXiv:2209.03003",
    Summary = "flow matching repeated on its own pairs, whose paths are nearly straight"
)]
public class RectifiedFlow : FlowMatching
{
    private const float Kept = 0.999f;
    private const float CopyUntil = 0.5f;

    private readonly RectifiedFlowOptions options;
    private readonly ClassGuidance first;
    private readonly ClassGuidance average;
    private readonly Parameter steps;
    private readonly (Parameter Second, Parameter First, Parameter Average)[] weights;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public RectifiedFlow(RectifiedFlowOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed)
    {
        this.options = options;
        int count = Parameters.Count;
        first = GuidanceOf(CreateNetwork(Scope.At("first_flow"), space, options));
        average = GuidanceOf(CreateNetwork(Scope.At("first_average").ForBuffers(), space, options));
        weights =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => (Parameters[i], Parameters[i + count], Parameters[i + (2 * count)])),
        ];
        steps = Scope.Buffer("steps", [1], 0);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "squared error of the first flow's velocity",
                (rows, pass) =>
                {
                    int batch = rows.Shape[0];
                    Follow(pass);
                    return Loss(
                        first.Of(Condition.Dropped(rows)),
                        Condition.Values(rows),
                        Paired(Tensor.RandomNormal([batch, Width], stream: 0), rows),
                        TrainingTimes(batch, stream: 1)
                    );
                },
                [.. weights.Select(three => three.First)]
            ),
            new(
                "squared error of the second flow's velocity",
                (rows, _) =>
                {
                    int batch = rows.Shape[0];
                    var classes = Condition.Dropped(rows);
                    var noise = Tensor.RandomNormal([batch, Width], stream: 2);
                    return Loss(Condition.Of(classes), Coupled(noise, classes), noise, TrainingTimes(batch, stream: 3));
                },
                [.. weights.Select(three => three.Second)],
                Every: options.ReflowEvery
            ),
        ];

    /// <summary>The loss of the first flow does not measure the quality of the second.</summary>
    public override bool LossMeasuresQuality => false;

    /// <summary>The rows that the average of the first flow maps noise to.</summary>
    /// <param name="noise">x₀: [batch, d].</param>
    /// <param name="classes">[batch]; null where none are learned.</param>
    /// <returns>x₁: [batch, d].</returns>
    internal Tensor Coupled(Tensor noise, Tensor? classes = null) =>
        OdeSteps
            .Solve(
                OdeSolver.Midpoint,
                Times(options.CouplingSteps),
                At,
                [noise],
                (state, at) => [average.Of(classes)(state[0], at[0])]
            )[0]
            .Detached();

    private protected override Func<Tensor, Tensor, Tensor> DenoisingNetworkOf(Tensor? classes) =>
        average.Guided(classes);

    // The running average follows the first flow, faster at the beginning; the second flow is a copy of the average at first.
    private void Follow(ForwardPass pass)
    {
        if (!pass.IsTraining)
        {
            return;
        }

        var t = steps.Tensor;
        var fraction = 1 - ((t + 1) / (t + 10)).Minimum(Kept); // [1]
        var isCopied = 1 - pass.Progress.GreaterThan(CopyUntil);
        pass.Note(steps, done => done + 1);
        foreach (var (second, first, average) in weights)
        {
            pass.Note(average, kept => kept + (fraction * (first.Tensor - kept)));
            pass.Note(second, own => isCopied.Where(average.Tensor, own));
        }
    }
}
