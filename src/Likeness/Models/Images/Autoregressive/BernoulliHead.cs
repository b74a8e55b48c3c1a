using Likeness.Compute.Graph;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>Values that are 0 or 1: the logit of 1.</summary>
/// <param name="temperature">By which the logit is divided before a value is sampled.</param>
internal sealed class BernoulliHead(double temperature) : IPixelHead
{
    /// <inheritdoc/>
    public int Outputs => 1;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor outputs, Tensor pixels) => (outputs * pixels) - outputs.Softplus();

    /// <inheritdoc/>
    public Tensor Sample(Tensor outputs, ulong stream) =>
        (outputs * (float)(1 / temperature)).Sigmoid().GreaterThan(Tensor.RandomUniform(outputs.Shape, stream));
}
