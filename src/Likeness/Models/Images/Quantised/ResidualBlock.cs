using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>x + a 1 × 1 convolution of ReLU of a 3 × 3 convolution of ReLU of x: van den Oord et al. 2017, arXiv:1711.00937, §4.1.</summary>
internal sealed class ResidualBlock
{
    private readonly Convolution wide;
    private readonly Convolution point;

    /// <summary>Makes the layers' parameters, <c>0</c> and <c>1</c>.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="width">Channels in and out.</param>
    /// <param name="hidden">Channels in between.</param>
    public ResidualBlock(ParameterScope scope, int width, int hidden)
    {
        wide = Convolution.ForImages(scope.At(0), width, hidden, 3, padding: 1);
        point = Convolution.ForImages(scope.At(1), hidden, width, 1);
    }

    /// <summary>[batch, width, height, columns] to the same shape.</summary>
    public Tensor Apply(Tensor x) => x + point.Apply(wide.Apply(x.Relu()).Relu());
}
