using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Translation;

/// <summary>x + convolution, instance norm, ReLU, convolution, instance norm. Johnson et al. 2016, arXiv:1603.08155.</summary>
internal sealed class InstanceBlock(ParameterScope scope, int channels)
{
    private readonly Convolution first = Convolution.ForImages(
        scope.At(0),
        channels,
        channels,
        3,
        padding: 1,
        bias: false
    );
    private readonly GroupNorm firstNorm = new(scope.At(0).At("norm"), channels, channels);
    private readonly Convolution second = Convolution.ForImages(
        scope.At(1),
        channels,
        channels,
        3,
        padding: 1,
        bias: false
    );
    private readonly GroupNorm secondNorm = new(scope.At(1).At("norm"), channels, channels);

    /// <summary>Applies the block: [batch, channels, height, width].</summary>
    public Tensor Apply(Tensor x) => x + secondNorm.Apply(second.Apply(firstNorm.Apply(first.Apply(x)).Relu()));
}
