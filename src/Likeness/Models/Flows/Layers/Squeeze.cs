using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// Each square of 2 × 2 pixels becomes one pixel with four times the channels: Dinh et al. 2017, arXiv:1605.08803, §3.6. The corners follow one
/// another as upper left, upper right, lower left, lower right, each with all its channels.
/// </summary>
internal sealed class Squeeze : FlowLayer
{
    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
    {
        var (batch, channels, height, width) = (x.Shape[0], x.Shape[1], x.Shape[2] / 2, x.Shape[3] / 2);
        var corners = x.Reshape([batch, channels, height, 2, width, 2]).Permute(0, 3, 5, 1, 2, 4);
        return (corners.Reshape([batch, 4 * channels, height, width]), Tensor.Constant([1], 0));
    }

    public override Tensor Inverse(Tensor y)
    {
        var (batch, channels, height, width) = (y.Shape[0], y.Shape[1] / 4, y.Shape[2], y.Shape[3]);
        var corners = y.Reshape([batch, 2, 2, channels, height, width]).Permute(0, 3, 4, 1, 5, 2);
        return corners.Reshape([batch, channels, 2 * height, 2 * width]);
    }
}
