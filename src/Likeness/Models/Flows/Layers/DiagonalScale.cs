using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// y = x ⊙ exp(s) + b with learned s and b per dimension, or per channel of images, both initially 0: the scaling layer of Dinh et al. 2015, arXiv:1410.8516, §3.3, and, with
/// b, the actnorm of Kingma and Dhariwal 2018, arXiv:1807.03039, §3.1, without its data-dependent initialisation (<see cref="ActNorm"/>).
/// </summary>
internal sealed class DiagonalScale(ParameterScope scope, int dimensions, bool shifts) : FlowLayer
{
    private readonly Parameter logScale = scope.Constant("log_scale", [dimensions], 0);
    private readonly Parameter? bias = shifts ? scope.Constant("bias", [dimensions], 0) : null;

    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
    {
        var y = x * Standardisation.ForChannels(logScale.Tensor.Exp(), x);
        int positions = x.Shape.Count / (x.Shape[0] * x.Shape[1]);
        return (
            bias is null ? y : y + Standardisation.ForChannels(bias, x),
            logScale.Tensor.Sum().Reshape([1]) * positions
        );
    }

    public override Tensor Inverse(Tensor y) =>
        (bias is null ? y : y - Standardisation.ForChannels(bias, y))
        * Standardisation.ForChannels((-logScale.Tensor).Exp(), y);
}
