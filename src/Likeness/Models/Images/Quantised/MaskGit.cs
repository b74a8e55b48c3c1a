using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Diffusion;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>Options of <see cref="MaskGit"/>; narrower than the paper's.</summary>
public sealed record MaskGitOptions : CodeModelOptions
{
    /// <summary>The defaults of <see cref="CodeModelOptions"/>.</summary>
    public MaskGitOptions() { }

    private MaskGitOptions(int epochs)
        : base(epochs) { }

    /// <summary>A narrow prior without dropout, for a quick trial.</summary>
    public static MaskGitOptions Small { get; } = new(epochs: 10);

    /// <summary>Grids of codebook indices as in the paper, with narrow networks.</summary>
    public static MaskGitOptions Grid { get; } =
        ((MaskGitOptions)Small.OfGrid()) with
        {
            Smoothing = 0.1,
            Steps = 8,
            ConfidenceNoise = 4.5,
        };

    /// <summary>ε: the targets are mixed with so much of the uniform distribution; 0.1 in the paper, which few levels do not bear.</summary>
    [Description("fraction of the uniform distribution that targets are mixed with")]
    [Range(0, 0.99)]
    public double Smoothing { get; init; }

    /// <summary>T, the steps of sampling; 8 in the paper. 16 decide 16 scalars one by one: twice the time, and nearer samples.</summary>
    [Sampling(ModelUses.Sampling | ModelUses.Imputation)]
    [Description("steps in which the indices of an image are sampled")]
    [Range(1, 10_000)]
    public int Steps { get; init; } = 16;

    /// <summary>
    /// τ: the factor of the Gumbel noise on confidences at the first step; 4.5 in the paper's program. More, up to a random order, has nearer samples of scalars, less
    /// has clearer ones.
    /// </summary>
    [Sampling(ModelUses.Sampling | ModelUses.Imputation)]
    [Description("noise on confidences: 0 keeps the most confident indices, more keeps random ones")]
    [Range(0, 1e9)]
    public double ConfidenceNoise { get; init; } = 15;
}

/// <summary>
/// MaskGIT: Chang et al. 2022, arXiv:2202.04200. The autoencoder is that of <see cref="CodeModel"/>. A transformer without causal mask predicts masked indices:
/// of N indices, ⌈N γ(r)⌉ at random are masked, with γ(r) = cos(π r/2) and r uniform, and the cross-entropy of these is minimised (§3.1, eq. 1). Sampling begins with
/// all masked. Step t of T samples every masked index, and masks the ⌈N γ(t/T)⌉ with the least confidence log p + τ (1 − t/T) g again, where g is Gumbel noise (§3.2).
/// Known indices are never masked, so that the same steps inpaint. The class is added to every position instead of being a token of its own.
/// </summary>
[Model(
    "maskgit",
    Learns = typeof(ImageSet),
    Title = "MaskGIT",
    Paper = "Chang et al. 2022, arXiv:2202.04200",
    Summary = "images as grids of codebook indices, many of them sampled at once"
)]
public sealed class MaskGit : CodeModel, IImputer
{
    // Larger than any confidence.
    private const float Known = 1e30f;
    private const float MinUniform = 1e-7f;
    private const float Rounding = 1e-4f;
    private const ulong MaskStream = 2;
    private const ulong GumbelStream = 1;

    // Masks of an image in a step: predicting scalars is cheap beside encoding them.
    private const int Masks = 8;

    private readonly MaskGitOptions options;
    private readonly int mask; // the symbol
    private readonly IIndexNetwork network;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, its pixels are levels, or they cannot be downsampled so often.</exception>
    public MaskGit(MaskGitOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed, "maskgit")
    {
        this.options = options;
        mask = Codec.Size;
        var scope = Scope.At("prior");
        network =
            options.Scalars > 0
                ? new IndexMlp(scope, options, Codec, space.Classes)
                : new IndexTransformer(scope, options, Codec, space.Classes);
    }

    /// <inheritdoc/>
    public string ImputationKind =>
        options.Scalars > 0
            ? $"approximate: {CodeSearch.Chains} samples, changed in {CodeSearch.Rounds} rounds to fit the known pixels, Poisson blending"
            : $"learned conditionals of codebook indices, those of wholly known patches are kept; {options.Steps} steps"
                + (
                    Space.Classes > 0
                        ? "; a class that is missing is sampled afterwards, as often as the data has it"
                        : ""
                );

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known)
    {
        var of = Condition.KnownClasses(rows, known);
        var isKnown = Condition.Values(known);
        var values = isKnown.Where(Condition.Values(rows), Tensor.Constant(isKnown.Shape, 0));
        if (options.Scalars > 0)
        {
            var ofChains = of is null ? null : WithClasses(Restarts.Of(of, CodeSearch.Chains));
            var (made, found) = new CodeSearch(Space, Codec, Filled).Fill(values, isKnown, ofChains);
            return Condition.Rows(made, found);
        }

        var numbers = KnownPatches(isKnown).Where(Numbers(values), mask);
        values = isKnown.Where(values, Codec.Decode(Filled(numbers, of)));
        return Condition.Rows(values, of is null ? null : WithClasses(of));
    }

    internal override Tensor Logits(Tensor numbers, Tensor? classes, ForwardPass pass) =>
        network.Logits(numbers, classes, pass);

    internal override Tensor PriorLoss(Tensor numbers, Tensor? classes, ForwardPass pass)
    {
        int times = options.Scalars > 0 ? Masks : 1;
        numbers = Tensor.Concatenate(0, [.. Enumerable.Repeat(numbers, times)]);
        classes = classes is null ? null : Tensor.Concatenate(0, [.. Enumerable.Repeat(classes, times)]);
        int batch = numbers.Shape[0];
        var masked = Masked(Codec.Positions, (TimeSamples.Uniform(batch, MaskStream) * (MathF.PI / 2)).Cos())
            .Maximum(1);
        var rank = Tensor.RandomUniform([batch, Codec.Positions], MaskStream + 1).ArgSort(1).ArgSort(1);
        return PriorLoss(numbers, masked.GreaterThan(rank), classes, pass);
    }

    /// <summary>The mean smoothed cross-entropy of masked indices.</summary>
    /// <param name="numbers">[batch, positions].</param>
    /// <param name="isMasked">[batch, positions]: 1 or 0.</param>
    /// <param name="classes">[batch]; null of images without classes.</param>
    /// <param name="pass">Whether this is training.</param>
    internal Tensor PriorLoss(Tensor numbers, Tensor isMasked, Tensor? classes, ForwardPass pass)
    {
        var logs = Logits(isMasked.Where(mask, numbers), classes, pass).LogSoftmax(2);
        var found = logs.TakeAlong(2, numbers.Reshape([.. numbers.Shape, 1])).Reshape(numbers.Shape);
        var each = (found * (float)(1 - options.Smoothing)) + (logs.Mean([2]) * (float)options.Smoothing);
        return -(each * isMasked).Sum() / isMasked.Sum();
    }

    internal override Tensor SampleNumbers(int count, Tensor? classes) =>
        Filled(Tensor.Constant([count, Codec.Positions], mask), classes);

    /// <summary>Classes, with those that are unknown sampled: [batch].</summary>
    private Tensor WithClasses(Tensor of) => of.LessThan(Space.Classes).Where(of, Condition.Sample(of.Shape[0])!);

    /// <summary>⌈N γ⌉, up to rounding.</summary>
    private static Tensor Masked(Tensor count, Tensor gamma) => -(Rounding - (count * gamma)).Floor();

    /// <summary>Indices with the masked ones sampled: [batch, positions].</summary>
    private Tensor Filled(Tensor start, Tensor? classes)
    {
        var network = Condition.Guided(classes);
        var unknown = start.EqualTo(mask).Sum([1], keepDimensions: true); // [batch, 1]
        double[][] steps =
        [
            .. Enumerable
                .Range(1, options.Steps)
                .Select(t => (double)t / options.Steps)
                .Select(r => new[] { r == 1 ? 0 : Math.Cos(Math.PI * r / 2), options.ConfidenceNoise * (1 - r), 0 }),
        ];
        return TimeLoop.Run(
            steps,
            [start],
            (row, state) =>
            {
                var isMasked = state[0].EqualTo(mask);
                var logits = network(state[0], row[2]);
                var sampled = Sampling.Sample(logits, stream: 0); // [batch, positions]
                var logs = logits.LogSoftmaxAlong(2, sampled.Reshape([.. sampled.Shape, 1])).Reshape(sampled.Shape);
                var uniform = Tensor.RandomUniform(sampled.Shape, GumbelStream).Maximum(MinUniform);
                var gumbel = -(-uniform.Log()).Maximum(MinUniform).Log();
                var rank = isMasked.Where(logs + (row[1] * gumbel), Known).ArgSort(1).ArgSort(1);
                // At least one is decided in each step.
                var left = Masked(unknown, row[0]).Minimum(isMasked.Sum([1], keepDimensions: true) - 1).Maximum(0);
                return [left.GreaterThan(rank).Where(mask, isMasked.Where(sampled, state[0]))];
            }
        )[0];
    }

    /// <summary>Whether every pixel of a patch is known: [batch, positions].</summary>
    private Tensor KnownPatches(Tensor known)
    {
        var shape = Space.Shape();
        int side = 1 << options.Downsamplings;
        Shape patches = [known.Shape[0], shape.Channels, shape.Height / side, side, shape.Width / side, side];
        return (-(-known.Reshape(patches)).Max([1, 3, 5])).Reshape([known.Shape[0], Codec.Positions]);
    }
}
