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
        (int count, int positions) = (values.Shape[0] * Chains, codec.Positions);
        var target = Restarts.Of(values, Chains);
        var isKnown = Restarts.Of(known, Chains);
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
        var best = Restarts.Best(end[1], Chains);
        var made = space.Pixels(codec.Decode(Restarts.Take(end[0], best)));
        var blended = PoissonBlending.Blend(made, space.Pixels(values), space.Pixels(known));
        return (known.Where(values, ImageSpace.Rows(blended)), classes is null ? null : Restarts.Take(classes, best));
    }
}
