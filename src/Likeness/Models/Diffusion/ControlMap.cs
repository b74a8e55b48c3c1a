using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Models.Diffusion;

/// <summary>
/// The maps of <see cref="ControlKind"/>, computed from the pixels in the graph. The brightness b is the mean of the channels, from 0 to 1. Edges are
/// pixels where the gradient of Sobel's operator, √(g_x² + g_y²) / 4, is at least 0.25; those at the border of the image, where the operator would read outside, are none. No
/// thinning follows, unlike Canny's detector.
/// </summary>
internal sealed class ControlMap(ControlKind kind, ImageShape shape, PixelScale scale)
{
    private const float EdgeThreshold = 0.25f;
    private const float MaskThreshold = 0.5f;

    // d/dx, smoothed across; d/dy is its transpose.
    private static readonly float[] Sobel = [-1, 0, 1, -2, 0, 2, -1, 0, 1];

    private readonly ImageShape shape =
        kind != ControlKind.Sketch || (shape.Height % 2 == 0 && shape.Width % 2 == 0)
            ? shape
            : throw new LikenessException(
                $"a sketch has half the resolution, and images of {shape.Height}×{shape.Width} pixels have none (train the run at an even --size)"
            );

    /// <summary>The values of a map.</summary>
    public int Length { get; } = shape.Height * shape.Width;

    /// <summary>The maps of images.</summary>
    /// <param name="values">Pixels in model space: [batch, channels · height · width].</param>
    /// <returns>[batch, height · width], each 0 or 1.</returns>
    public Tensor Compute(Tensor values)
    {
        int batch = values.Shape[0];
        var pixels = values.Reshape([batch, shape.Channels, shape.Height, shape.Width]);
        var brightness = Unit(pixels).Sum([1]).Reshape([batch, 1, shape.Height, shape.Width]) * (1f / shape.Channels);
        var map = kind switch
        {
            ControlKind.Edges => Edges(brightness),
            ControlKind.Sketch => Upsampling.Nearest(Edges(Halved(brightness)), 2),
            ControlKind.Mask => AtLeast(brightness, MaskThreshold),
            _ => throw new InvalidOperationException("There is no map without a control network."),
        };
        return map.Reshape([batch, Length]);
    }

    private Tensor Unit(Tensor pixels) =>
        scale switch
        {
            PixelScale.Symmetric or PixelScale.DequantisedSymmetric => (pixels + 1) * 0.5f,
            PixelScale.Dequantised => pixels + 0.5f,
            PixelScale.Logit => (pixels.Sigmoid() - (float)ImageTransform.Lambda)
                * (float)(1 / (1 - (2 * ImageTransform.Lambda))),
            _ => pixels,
        };

    private static Tensor Halved(Tensor x)
    {
        Shape parts = [x.Shape[0], 1, x.Shape[2] / 2, 2, x.Shape[3] / 2, 2];
        return x.Reshape(parts).Sum([3, 5]).Reshape([x.Shape[0], 1, x.Shape[2] / 2, x.Shape[3] / 2]) * 0.25f;
    }

    private static Tensor Edges(Tensor x)
    {
        var across = Gradient(x, Sobel);
        var down = Gradient(x, [.. Enumerable.Range(0, 9).Select(i => Sobel[(i % 3 * 3) + (i / 3)])]);
        var strength = (across.Square() + down.Square()) * (1f / 16);
        return AtLeast(strength, EdgeThreshold * EdgeThreshold) * Inside(x.Shape[2], x.Shape[3]);
    }

    private static Tensor Gradient(Tensor x, float[] kernel)
    {
        var window = Window.Padded(1);
        return x.Convolve(Tensor.Constant([3, 3, 1, 1], kernel), [window, window]);
    }

    private static Tensor AtLeast(Tensor x, float threshold) =>
        x.LessThan(threshold).Where(Tensor.Constant(x.Shape, 0), Tensor.Constant(x.Shape, 1));

    private static Tensor Inside(int height, int width)
    {
        float[] inside =
        [
            .. Enumerable
                .Range(0, height * width)
                .Select(i =>
                    i / width > 0 && i / width < height - 1 && i % width > 0 && i % width < width - 1 ? 1f : 0
                ),
        ];
        return Tensor.Constant([1, 1, height, width], inside);
    }
}
