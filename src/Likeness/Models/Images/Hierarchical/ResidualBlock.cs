using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Hierarchical;

/// <summary>x + two 3 × 3 convolutions, each after a SiLU. He et al. 2016, arXiv:1603.05027, without norms.</summary>
internal sealed class ResidualBlock(ParameterScope scope, int channels)
{
    private readonly Convolution first = Convolution.ForImages(scope.At(0), channels, channels, 3, padding: 1);
    private readonly Convolution second = Convolution.ForImages(scope.At(1), channels, channels, 3, padding: 1);

    /// <summary>Applies the block: [batch, channels, height, width].</summary>
    public Tensor Apply(Tensor x) => x + second.Apply(first.Apply(x.Silu()).Silu());
}
