using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Translation;

/// <summary>
/// PatchGAN: scores of overlapping patches of images by 4 × 4 convolutions with LeakyReLU of slope 0.2, and instance norm after all but
/// the first. Isola et al. 2017, arXiv:1611.07004, §3.2.2, with fewer layers: a patch is of 22 × 22 pixels.
/// </summary>
internal sealed class PatchDiscriminator(ParameterScope scope, int width, int channels)
{
    private const float Slope = 0.2f;

    private readonly Convolution first = Convolution.ForImages(scope.At(0), channels, width, 4, stride: 2, padding: 1);

    private readonly Convolution second = Convolution.ForImages(
        scope.At(1),
        width,
        2 * width,
        4,
        stride: 2,
        padding: 1,
        bias: false
    );

    private readonly GroupNorm norm = new(scope.At(1).At("norm"), 2 * width, 2 * width);
    private readonly Convolution last = Convolution.ForImages(scope.At(2), 2 * width, 1, 4, padding: 1);

    /// <summary>Applies the layers.</summary>
    /// <param name="x">[batch, channels, height, width].</param>
    /// <returns>[batch, 1, height / 4 − 1, width / 4 − 1].</returns>
    public Tensor Apply(Tensor x) => Features(x)[^1];

    /// <summary>The output of each layer; the last is that of <see cref="Apply"/>.</summary>
    public Tensor[] Features(Tensor x)
    {
        var low = first.Apply(x).LeakyRelu(Slope);
        var high = norm.Apply(second.Apply(low)).LeakyRelu(Slope);
        return [low, high, last.Apply(high)];
    }
}
