using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// A scale and a shift per channel, initialised such that the first training batch has mean 0 and variance 1: Kingma
/// and Dhariwal 2018, arXiv:1807.03039, §3.1. The statistics of the first batch are buffers; y = (x − mean)/deviation ⊙ exp(s) + b with s
/// and b, both 0 at first, is the same map as the paper's.
/// </summary>
internal sealed class ActNorm(ParameterScope scope, int channels) : FlowLayer
{
    private const float MinVariance = 1e-6f;

    private readonly Parameter logScale = scope.Constant("log_scale", [channels], 0);
    private readonly Parameter bias = scope.Constant("bias", [channels], 0);
    private readonly Parameter mean = scope.Buffer("mean", [channels], 0);
    private readonly Parameter logDeviation = scope.Buffer("log_deviation", [channels], 0);
    private readonly Parameter begun = scope.Buffer("begun", [1], 0);

    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
    {
        var (centre, spread) = pass.IsTraining ? Initialised(x.Detached(), pass) : (mean.Tensor, logDeviation.Tensor);
        var slope = logScale.Tensor - spread; // [channels]
        // One multiplication and one addition per value.
        var factor = slope.Exp();
        var y = (x * ForChannels(factor, x)) + ForChannels(bias.Tensor - (centre * factor), x);
        return (y, slope.Sum().Reshape([1]) * (x.Shape[2] * x.Shape[3]));
    }

    public override Tensor Inverse(Tensor y) =>
        ((y - ForChannels(bias, y)) * ForChannels((logDeviation.Tensor - logScale.Tensor).Exp(), y))
        + ForChannels(mean, y);

    private (Tensor Mean, Tensor LogDeviation) Initialised(Tensor x, ForwardPass pass)
    {
        var batchMean = x.Mean([0, 2, 3]);
        var variance = (x - ForChannels(batchMean, x)).Square().Mean([0, 2, 3]);
        var isBegun = begun.Tensor.GreaterThan(0);
        var centre = isBegun.Where(mean, batchMean);
        var spread = isBegun.Where(logDeviation, (variance + MinVariance).Log() * 0.5f);
        pass.Note(mean, _ => centre);
        pass.Note(logDeviation, _ => spread);
        pass.Note(begun, _ => Tensor.Constant([1], 1));
        return (centre, spread);
    }

    private static Tensor ForChannels(Tensor numbers, Tensor x) => Standardisation.ForChannels(numbers, x);
}
