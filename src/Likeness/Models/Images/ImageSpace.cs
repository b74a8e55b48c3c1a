using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images;

/// <summary>Image models and the space that they work in.</summary>
internal static class ImageSpace
{
    /// <summary>The sizes of an image.</summary>
    /// <exception cref="LikenessException">The space is not of images.</exception>
    public static ImageShape Shape(this ModelSpace space) =>
        space.Image ?? throw new LikenessException("this model learns images (give a set of images)");

    /// <summary>The pixels of rows, without their class: [batch, channels, height, width].</summary>
    public static Tensor Pixels(this ModelSpace space, Tensor rows)
    {
        var shape = space.Shape();
        var pixels = rows.Shape[1] == shape.Length ? rows : rows.Slice(1, 0, shape.Length);
        return pixels.Reshape([rows.Shape[0], shape.Channels, shape.Height, shape.Width]);
    }

    /// <summary>Rows of images: [batch, channels · height · width].</summary>
    public static Tensor Rows(Tensor images) => images.Reshape([images.Shape[0], images.Shape.Count / images.Shape[0]]);

    /// <summary>Refuses images that cannot be downsampled by 2 so often.</summary>
    /// <param name="space">The space.</param>
    /// <param name="times">How often.</param>
    /// <param name="option">The option of this number.</param>
    /// <param name="square">Whether they must be square, too.</param>
    /// <exception cref="LikenessException">A side is no multiple of 2 to that power.</exception>
    public static void RequireDownsamplings(this ModelSpace space, int times, string option, bool square = false)
    {
        var shape = space.Shape();
        int factor = 1 << times;
        if (shape.Height % factor != 0 || shape.Width % factor != 0 || (square && shape.Height != shape.Width))
        {
            int side = Math.Max(1, shape.Height / factor) * factor;
            throw new LikenessException(
                shape.Height == shape.Width && shape.Height % 2 == 1
                    ? $"images of {shape.Height}×{shape.Width} pixels cannot be halved (give --size {side})"
                    : $"images of {shape.Height}×{shape.Width} pixels cannot be downsampled {(times == 1 ? "" : $"{times} times ")}by 2 (give --size {side}, or fewer {option})"
            );
        }
    }

    /// <summary>The classes of rows, where they are learned: [batch].</summary>
    public static Tensor ClassesOf(this ModelSpace space, Tensor rows) =>
        rows.Slice(1, space.Width - 1, 1).Reshape([rows.Shape[0]]);

    /// <summary>Rows of images followed by their classes, where they are learned: [batch, Dimensions].</summary>
    /// <param name="space">The space.</param>
    /// <param name="images">[batch, channels, height, width].</param>
    /// <param name="classes">[batch]; null where no class is learned.</param>
    public static Tensor Rows(this ModelSpace space, Tensor images, Tensor? classes) =>
        classes is null || space.Classes == 0
            ? Rows(images)
            : Tensor.Concatenate(1, Rows(images), classes.Reshape([classes.Shape[0], 1]));

    /// <summary>Classes with their probabilities: [count].</summary>
    public static Tensor SampleClasses(this ModelSpace space, int count, ulong stream) =>
        space.ClassAt(Tensor.RandomUniform([count], stream));

    /// <summary>The class whose interval of the cumulative probability holds a number: [count].</summary>
    /// <param name="space">The space.</param>
    /// <param name="uniform">[count], in 0 … 1.</param>
    public static Tensor ClassAt(this ModelSpace space, Tensor uniform)
    {
        if (space.ClassProbabilities is null)
        {
            return (uniform * space.Classes).Floor().Minimum(space.Classes - 1);
        }

        var ends = Tensor.Constant([1, space.Classes - 1], [.. ClassEnds(space).SkipLast(1)]);
        int count = uniform.Shape[0];
        return (uniform.Reshape([count, 1]) + (0 * ends)).GreaterThan(ends).Sum([1]).Reshape([count]);
    }

    /// <summary>The middle of each class's interval of the cumulative probability.</summary>
    public static double[] ClassMiddles(this ModelSpace space)
    {
        double[] ends = [.. ClassEnds(space).Select(end => (double)end)];
        return [.. ends.Select((end, i) => ((i == 0 ? 0 : ends[i - 1]) + end) / 2)];
    }

    /// <summary>The logarithm of the probability of each class: [Classes].</summary>
    public static Tensor ClassLogProbabilities(this ModelSpace space) =>
        Tensor.Constant(
            [space.Classes],
            [
                .. Enumerable
                    .Range(0, space.Classes)
                    .Select(i => (float)Math.Log(space.ClassProbabilities?[i] ?? (1.0 / space.Classes))),
            ]
        );

    private static float[] ClassEnds(ModelSpace space)
    {
        double sum = 0;
        return
        [
            .. Enumerable
                .Range(0, space.Classes)
                .Select(i => (float)(sum += space.ClassProbabilities?[i] ?? (1.0 / space.Classes))),
        ];
    }

    /// <summary>Maps the outputs of a network to the range of pixels, where they have one.</summary>
    public static Tensor InRange(this PixelScale scale, Tensor x) =>
        scale switch
        {
            PixelScale.Symmetric => x.Tanh(),
            PixelScale.Unit => x.Sigmoid(),
            _ => x,
        };

    /// <summary>Refuses pixels of the wrong kind.</summary>
    /// <param name="space">The space.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="levels">Whether a pixel must be one of some levels, or else continuous.</param>
    /// <exception cref="LikenessException">Pixels are levels, or are not.</exception>
    public static void Require(this ModelSpace space, string model, bool levels)
    {
        if (space.Dimensions[0].Bins > 0 != levels)
        {
            throw new LikenessException(
                levels
                    ? $"{model} learns pixels that are one of some levels (give --pixels levels, binary or threshold)"
                    : $"{model} learns pixels that are continuous (give --pixels symmetric, unit, logit, dequantised or dequantised-symmetric)"
            );
        }
    }
}
