using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>The end of a pixel network: ReLU, 1 × 1 convolution, ReLU, 1 × 1 convolution. van den Oord et al. 2016, arXiv:1601.06759, table 1.</summary>
internal sealed class PixelOutputs
{
    private readonly RowConvolution first;
    private readonly RowConvolution second;

    /// <summary>Makes the layers' parameters, <c>0</c> and <c>1</c>.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="hidden">Features in between.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="outputs">Outputs per channel.</param>
    public PixelOutputs(ParameterScope scope, int inputs, int hidden, int channels, int outputs)
    {
        first = new RowConvolution(scope.At(0), inputs, hidden, 1, channels, PixelMask.UpTo);
        second = new RowConvolution(scope.At(1), hidden, channels * outputs, 1, channels, PixelMask.UpTo);
    }

    /// <summary>[batch, inputs, height, width] to [batch, channels · outputs, height, width].</summary>
    public Tensor Apply(Tensor x) => second.Apply(first.Apply(x.Relu()).Relu());

    /// <summary>[batch, inputs] to [batch, channels · outputs].</summary>
    public Tensor ApplyAt(Tensor x) => second.ApplyToOwn(first.ApplyToOwn(x.Relu()).Relu());
}
