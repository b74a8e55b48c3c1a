using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Models.Images.Translation;

/// <summary>
/// From images to images: a 7 × 7 convolution, two downsamplings, residual blocks, two upsamplings, a 7 × 7 convolution into the range of pixels, with
/// instance norms and ReLUs between. Zhu et al. 2017, arXiv:1703.10593, §7.2, with zero padding instead of reflection padding, and norms
/// with scale and shift.
/// </summary>
internal sealed class ResidualGenerator
{
    private readonly PixelScale scale;
    private readonly (Convolution Layer, GroupNorm Norm)[] down;
    private readonly InstanceBlock[] blocks;
    private readonly (TransposedConvolution Layer, GroupNorm Norm)[] up;
    private readonly Convolution last;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="channels">Channels of an image.</param>
    public ResidualGenerator(ParameterScope scope, CycleGanOptions options, int channels)
    {
        scale = options.Pixels;
        int width = options.Width;
        down =
        [
            (
                Convolution.ForImages(scope.At("first"), channels, width, 7, padding: 3, bias: false),
                Norm("first", width)
            ),
            (
                Convolution.ForImages(scope.At("down.0"), width, 2 * width, 3, stride: 2, padding: 1, bias: false),
                Norm("down.0", 2 * width)
            ),
            (
                Convolution.ForImages(scope.At("down.1"), 2 * width, 4 * width, 3, stride: 2, padding: 1, bias: false),
                Norm("down.1", 4 * width)
            ),
        ];
        blocks =
        [
            .. Enumerable.Range(0, options.Blocks).Select(i => new InstanceBlock(scope.At("blocks").At(i), 4 * width)),
        ];
        up =
        [
            (Upsampling("up.0", 4 * width), Norm("up.0", 2 * width)),
            (Upsampling("up.1", 2 * width), Norm("up.1", width)),
        ];
        last = Convolution.ForImages(scope.At("last"), width, channels, 7, padding: 3);

        GroupNorm Norm(string name, int of) => new(scope.At(name).At("norm"), of, of);
        TransposedConvolution Upsampling(string name, int of) =>
            TransposedConvolution.ForImages(
                scope.At(name),
                of,
                of / 2,
                3,
                stride: 2,
                padding: 1,
                extra: 1,
                bias: false
            );
    }

    /// <summary>Applies the layers: [batch, channels, height, width].</summary>
    public Tensor Apply(Tensor x)
    {
        foreach (var (layer, norm) in down)
        {
            x = norm.Apply(layer.Apply(x)).Relu();
        }

        foreach (var block in blocks)
        {
            x = block.Apply(x);
        }

        foreach (var (layer, norm) in up)
        {
            x = norm.Apply(layer.Apply(x)).Relu();
        }

        return scale.InRange(last.Apply(x));
    }
}
