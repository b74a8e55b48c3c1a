using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// Inpaints images of which every number describes all pixels, so that none is known: of several samples of the prior each is improved by masking some of its numbers and
/// sampling them again, given the others, where the known pixels then fit better; the best is blended into the image as by Yeh et al. 2017, arXiv:1607.07539, eq. 9.
/// </summary>
/// <param name="space">Of images.</param>
/// <param name="codec">From numbers to images.</param>
/// <param name="fill">From numbers with masks, [batch, positions], and classes, [batch] or null, to numbers.</param>
internal sealed class CodeSearch(ModelSpace space, IImageCodec codec, Func<Tensor, Tensor?, Tensor> fill)
{
    /// <summary>Samples for each image.</summary>
    public const int Chains = 16;

    /// <summary>How often each is changed.</summary>
    public const int Rounds = 16;

    private const ulong MaskStream = 5;

    /// <summary>Images whose known pixels stay, and the classes they were sampled of.</summary>
    /// <param name="values">[batch, pixels]; unknown ones are not read.</param>
    /// <param name="known">1 or 0: [batch, pixels].</param>
    /// <param name="classes">Of each chain: [batch · chains]; null of images without classes.</param>
    /// <returns>[batch, pixels], and [batch] or null.</returns>
    public (Tensor Values, Tensor? Classes) Fill(Tensor values, Tensor known, Tensor? classes)
    {
        (int batch, int positions) = (values.Shape[0], codec.Positions);
        int count = batch * Chains;
        var target = Repeated(values);
        var isKnown = Repeated(known);
        Tensor Errors(Tensor numbers) =>
            (isKnown * (codec.Decode(numbers) - target).Square()).Sum([1], keepDimensions: true);

        var start = fill(Tensor.Constant([count, positions], codec.Size), classes);
        double[][] fractions =
        [
            .. Enumerable
                .Range(0, Rounds)
                .Select(i => new[] { Math.Max(1.0 / positions, 0.75 * (1 - ((double)i / Rounds))) }),
        ];
        var end = TimeLoop.Run(
            fractions,
            [start, Errors(start)],
            (row, state) =>
            {
                var isMasked = row[0].GreaterThan(Tensor.RandomUniform([count, positions], MaskStream));
                var changed = fill(isMasked.Where(codec.Size, state[0]), classes);
                var errors = Errors(changed);
                var isBetter = state[1].GreaterThan(errors); // [count, 1]
                return [isBetter.Where(changed, state[0]), isBetter.Where(errors, state[1])];
            }
        );
        var best = end[1].Reshape([batch, Chains]).ArgSort(1).Slice(1, 0, 1); // [batch, 1]
        var chosen = end[0]
            .Reshape([batch, Chains, positions])
            .TakeAlong(1, best.Reshape([batch, 1, 1]))
            .Reshape([batch, positions]);
        var made = space.Pixels(codec.Decode(chosen));
        var blended = PoissonBlending.Blend(made, space.Pixels(values), space.Pixels(known));
        return (
            known.Where(values, ImageSpace.Rows(blended)),
            classes?.Reshape([batch, Chains]).TakeAlong(1, best).Reshape([batch])
        );
    }

    /// <summary>Each row as often as it has chains.</summary>
    /// <param name="rows">[batch, …].</param>
    public static Tensor Repeated(Tensor rows)
    {
        int batch = rows.Shape[0];
        int width = rows.Shape.Count / batch;
        return rows.Reshape([batch, 1, width])
            .BroadcastTo([batch, Chains, width])
            .Reshape([.. rows.Shape.Select((extent, axis) => axis == 0 ? batch * Chains : extent)]);
    }
}
