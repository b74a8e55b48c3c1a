using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>
/// The base of autoregressive models of images: p(x) = Π p(x_i | x_1 … x_(i − 1)), rows from the top, pixels from the
/// left, red before green before blue (van den Oord et al. 2016, arXiv:1601.06759, eq. 1 and 2). It minimises −log p, exact, in nats per image. Where
/// classes are learned, an image is conditioned on its class y, and the density of a row is that of both, p(y) p(x | y) with p(y) = 1 / classes.
/// </summary>
public abstract class PixelModel : GenerativeModel, IDensityModel, IImputer
{
    private readonly ImageShape shape;
    private readonly int levels;

    /// <summary>A model without layers yet.</summary>
    /// <param name="name">The model's name, for messages.</param>
    /// <param name="options">The distribution of values.</param>
    /// <param name="space">Of images whose pixels are levels.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is not of images, or its pixels are continuous.</exception>
    private protected PixelModel(string name, PixelOptions options, ModelSpace space, ulong? seed)
        : base(space, seed)
    {
        shape = space.Shape();
        space.Require(name, levels: true);
        levels = space.Dimensions[0].Bins;
        var sampling = new TokenSampling(options.Temperature, TopK: 0, TopP: 1);
        Head =
            options.Head == PixelHead.DiscretisedLogistic ? new LogisticHead(levels, options.Mixture, sampling)
            : levels == 2 ? new BernoulliHead(options.Temperature)
            : new LevelHead(levels, sampling);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [new("negative log-likelihood", (rows, _) => -LogDensity(rows).Mean(), Parameters.Trained)];

    /// <inheritdoc/>
    public string DensityKind => Space.Classes > 0 ? "exact, of an image with its class" : "exact";

    /// <inheritdoc/>
    public string ImputationKind =>
        "exact where the observed pixels come first (rows from the top, pixels from the left), else approximate: a pixel is conditioned only on those before it";

    private protected IPixelHead Head { get; }

    private protected abstract IPixelNetwork Network { get; }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        var classes = ClassOf(rows);
        var found = LogProbability(Space.Pixels(rows), classes).Sum([1, 2, 3]);
        return classes is null ? found : found + Space.ClassLogProbabilities().Gather(classes);
    }

    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        var classes = Space.Classes == 0 ? null : Space.SampleClasses(count, stream: 0);
        return Rows(Walk.Make(count, classes).Images, classes);
    }

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known)
    {
        int batch = rows.Shape[0];
        (var pixels, var isKnown) = (Space.Pixels(rows), Space.Pixels(known));
        Tensor? classes = null;
        if (ClassOf(rows) is { } labels)
        {
            var sampled = Categorical.Sample(ClassLogits(pixels, isKnown), stream: 0);
            classes = known.Slice(1, shape.Length, 1).Reshape([batch]).Where(labels, sampled);
        }

        return Rows(Walk.Make(batch, classes, pixels, isKnown).Images, classes);
    }

    /// <summary>The sampler of images.</summary>
    internal PixelWalk Walk => new(Network, Head, shape, levels);

    /// <summary>log p of each value given those before it.</summary>
    /// <param name="pixels">[batch, channels, height, width].</param>
    /// <param name="classes">The numbers of the classes, [batch]; null where none are learned.</param>
    /// <returns>[batch, channels, height, width].</returns>
    internal Tensor LogProbability(Tensor pixels, Tensor? classes) =>
        Head.LogProbability(Outputs(pixels, classes), pixels);

    /// <summary>The outputs of the network: [batch, channels · outputs per value, height, width].</summary>
    internal Tensor Outputs(Tensor pixels, Tensor? classes) => Network.Apply(PixelWalk.Scaled(pixels, levels), classes);

    private Tensor? ClassOf(Tensor rows) =>
        Space.Classes == 0 ? null : rows.Slice(1, shape.Length, 1).Reshape([rows.Shape[0]]);

    /// <summary>log p of each class and the observed pixels, exact where these come first: [batch, classes].</summary>
    private Tensor ClassLogits(Tensor pixels, Tensor known)
    {
        int batch = pixels.Shape[0];
        var seen = known.Where(pixels, 0); // hidden values must not be read
        var none = Tensor.Constant([batch, Space.Classes], 0);
        return Tensor.Loop(
            Space.Classes,
            [none],
            (number, states) =>
            {
                var found = LogProbability(seen, number.BroadcastTo([batch])) * known;
                var prior = Space.ClassLogProbabilities().Gather(number.BroadcastTo([batch]));
                return [states[0].StoreAt(1, number, (prior + found.Sum([1, 2, 3])).Reshape([batch, 1]))];
            }
        )[0];
    }

    /// <summary>Refuses an even kernel.</summary>
    private protected static void RequireOdd(int size, string option)
    {
        if (size % 2 == 0)
        {
            throw new LikenessException($"a kernel of {size}×{size} pixels is even (give an odd {option})");
        }
    }

    private static Tensor Rows(Tensor images, Tensor? classes)
    {
        var rows = ImageSpace.Rows(images);
        return classes is null ? rows : Tensor.Concatenate(1, rows, classes.Reshape([rows.Shape[0], 1]));
    }
}
