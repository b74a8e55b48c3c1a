using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Batch normalisation: each channel is normalised to mean 0 and variance 1 over the batch and all positions, then scaled and
/// shifted. Ioffe and Szegedy 2015, arXiv:1502.03167. In evaluation mode the running averages of training are used. As PyTorch's
/// BatchNorm1d and 2d: <c>weight</c>, <c>bias</c>, <c>running_mean</c>, <c>running_var</c> (of unbiased variances), all [channels].
/// </summary>
public sealed class BatchNorm
{
    private readonly double epsilon;
    private readonly float momentum;

    /// <summary>Creates the layer's parameters and buffers.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="epsilon">A constant added to the variance for numerical stability.</param>
    /// <param name="momentum">The weight of the newest batch in the running averages.</param>
    public BatchNorm(ParameterScope scope, int channels, double epsilon = 1e-5, double momentum = 0.1)
    {
        (this.epsilon, this.momentum) = (epsilon, (float)momentum);
        Weight = scope.Constant("weight", [channels], 1);
        Bias = scope.Constant("bias", [channels], 0);
        RunningMean = scope.Buffer("running_mean", [channels], 0);
        RunningVariance = scope.Buffer("running_var", [channels], 1);
    }

    /// <summary>The scale: [channels].</summary>
    public Parameter Weight { get; }

    /// <summary>The shift: [channels].</summary>
    public Parameter Bias { get; }

    /// <summary>The running average of means: [channels].</summary>
    public Parameter RunningMean { get; }

    /// <summary>The running average of unbiased variances: [channels].</summary>
    public Parameter RunningVariance { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[batch, channels, positions…].</param>
    /// <param name="pass">Training or evaluation mode.</param>
    /// <exception cref="ShapeException">The number of channels of x differs.</exception>
    public Tensor Apply(Tensor x, ForwardPass pass)
    {
        int channels = Weight.Shape[0];
        LayerShapes.RequireChannels("batch norm", x, channels);
        // An empty batch has no moments, so the running averages are kept.
        if (!pass.IsTraining || x.Shape.Count == 0)
        {
            // One multiplication and one addition, which can be the epilogue of a preceding matmul.
            var scale = Weight.Tensor * (RunningVariance.Tensor + (float)epsilon).Sqrt().Reciprocal();
            var shift = Bias.Tensor - (RunningMean.Tensor * scale);
            return (x * Standardisation.ForChannels(scale, x)) + Standardisation.ForChannels(shift, x);
        }

        int[] axes = [0, .. Enumerable.Range(2, x.Shape.Rank - 2)];
        var standard = Standardisation.InOnePass(x, axes, epsilon);
        int count = x.Shape.Count / channels;
        pass.Note(RunningMean, running => running + ((standard.Mean.Reshape([channels]) - running) * momentum));
        var unbiased = standard.Variance.Reshape([channels]) * (count / (float)Math.Max(1, count - 1));
        pass.Note(RunningVariance, running => running + ((unbiased - running) * momentum));
        return standard.Scaled(Standardisation.ForChannels(Weight, x), Standardisation.ForChannels(Bias, x));
    }
}
